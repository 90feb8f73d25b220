/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.driver;

import io.vip4j.config.AnnouncementProfile;
import io.vip4j.config.HostConfig;
import io.vip4j.config.SyncGroup;
import io.vip4j.config.VirtualRouterConfig;
import io.vip4j.driver.checks.PushedHealth;
import io.vip4j.event.ChangeReport;
import io.vip4j.event.Transition;
import io.vip4j.event.VipState;
import io.vip4j.health.OnFailure;
import io.vip4j.simulation.SimulatedLan;
import io.vip4j.simulation.SimulatedNode;
import io.vip4j.vrrp.IpAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/** One host on a LAN with virtual time, whose platform tells what it is asked. */
final class HostBench {

    final SimulatedLan lan;
    final SimulatedNode node;
    final List<String> words = new ArrayList<>();
    final RecordingPlatform platform;
    final HostDriver host;
    private final Map<String, PushedHealth> handles = new HashMap<>();

    HostBench() {
        this(SimulatedLan.virtualTime(1), "a");
    }

    HostBench(SimulatedLan lan, String name) {
        this.lan = lan;
        this.node = lan.node(name);
        this.platform = new RecordingPlatform(node.platform(), words::add, RecordingPlatform.Fault.NONE);
        this.host = HostDriver.silent(platform);
    }

    /** A router with one announcement for each address, so that words are few. */
    static VirtualRouterConfig.Builder router(String name, int vrid, String... addresses) {
        VirtualRouterConfig.Builder builder = VirtualRouterConfig.builder(name)
                .networkInterface("eth0")
                .vrid(vrid)
                .announcements(
                        AnnouncementProfile.DEFAULT.bursts(1, Duration.ZERO).spacing(Duration.ZERO));
        for (String address : addresses) {
            builder.address(address);
        }
        return builder;
    }

    <T> T onLoop(Supplier<T> work) {
        CompletableFuture<T> result = new CompletableFuture<>();
        platform.loop().execute(() -> {
            try {
                result.complete(work.get());
            } catch (RuntimeException e) {
                result.completeExceptionally(e);
            }
        });
        return joined(result);
    }

    static <T> T joined(CompletableFuture<T> future) {
        if (!future.isDone()) {
            throw new AssertionError("virtual time stands still: it will never be done");
        }
        try {
            return future.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    CompletableFuture<ChangeReport> applying(List<SyncGroup> groups, VirtualRouterConfig... routers) {
        return onLoop(() -> host.apply(new HostConfig(List.of(routers), groups), List.of()));
    }

    ChangeReport apply(VirtualRouterConfig... routers) {
        return joined(applying(List.of(), routers));
    }

    ChangeReport apply(SyncGroup group, VirtualRouterConfig... routers) {
        return joined(applying(List.of(group), routers));
    }

    ElectorDriver elector(String name) {
        return host.electors().stream()
                .filter(elector -> elector.config().name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    VipState state(String name) {
        return elector(name).state();
    }

    String obstacle(String name) {
        return elector(name).status().obstacle();
    }

    int priority(String name) {
        return elector(name).status().effectivePriority().value();
    }

    Transition lastTransition(String name) {
        List<Transition> all = elector(name).status().transitions();
        return all.get(all.size() - 1);
    }

    /** The handle of this name, made with this effect when it is first asked for. */
    PushedHealth handle(String name, String handle, OnFailure onFailure) {
        return handles.computeIfAbsent(
                name + " " + handle, unused -> onLoop(() -> elector(name).handle(handle, onFailure)));
    }

    void health(String name, String handle, boolean up) {
        PushedHealth known = handle(name, handle, OnFailure.release());
        if (up) {
            known.up();
        } else {
            known.down("by hand");
        }
    }

    boolean holds(String address) {
        return node.holds(IpAddress.parse(address));
    }

    void run(Duration duration) {
        lan.run(duration);
    }

    void runSeconds(int seconds) {
        run(Duration.ofSeconds(seconds));
    }
}
