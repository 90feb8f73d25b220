/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.driver;

import io.vip4j.config.AddressLease;
import io.vip4j.config.AnnouncementProfile;
import io.vip4j.config.Contest;
import io.vip4j.config.PeerWatch;
import io.vip4j.config.Preemption;
import io.vip4j.config.Timing;
import io.vip4j.config.Transport;
import io.vip4j.config.VirtualRouterConfig;
import io.vip4j.driver.checks.PushedHealth;
import io.vip4j.health.OnFailure;
import io.vip4j.simulation.SimulatedLan;
import io.vip4j.simulation.SimulatedNode;
import io.vip4j.vrrp.AddressFamily;
import io.vip4j.vrrp.IpAddress;
import io.vip4j.vrrp.VrrpVersion;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One router of a scenario: its host, its settings and the process that runs it at this moment, if one does. */
final class ScenarioRouter {

    private final String name;
    private final SimulatedNode node;
    private VirtualRouterConfig config;
    private final Transcript transcript;
    private final Duration answerDelay;

    private final Map<String, PushedHealth> handles = new HashMap<>();
    private @Nullable HostDriver host;
    private @Nullable RecordingPlatform platform;
    private @Nullable ElectorDriver elector;

    ScenarioRouter(String name, int priority, Map<String, String> options, SimulatedLan lan, Transcript transcript) {
        this.name = name;
        this.node = lan.node(name);
        this.transcript = transcript;
        this.answerDelay = ScenarioRun.duration(options.getOrDefault("binder", "0ms"));
        this.config = config(name, priority, options, lan);
    }

    private static VirtualRouterConfig config(
            String name, int priority, Map<String, String> options, SimulatedLan lan) {
        VirtualRouterConfig.Builder builder = VirtualRouterConfig.builder(name)
                .networkInterface(SimulatedNode.INTERFACE)
                .vrid(10)
                .priority(priority)
                .preemption(preemption(options.getOrDefault("preempt", "on")))
                .version(options.getOrDefault("version", "3").equals("2") ? VrrpVersion.V2 : VrrpVersion.V3)
                .advertisementInterval(ScenarioRun.duration(options.getOrDefault("interval", "100cs")))
                .alsoVersion2(options.getOrDefault("version", "3").equals("2+3"))
                .family(options.getOrDefault("family", "4").equals("6") ? AddressFamily.IPV6 : AddressFamily.IPV4)
                .contest(contest(options.getOrDefault("contest", "loud")))
                .timing(Timing.DEFAULT
                        .startupDelay(ScenarioRun.duration(options.getOrDefault("startup", "0s")))
                        .linkUpDelay(ScenarioRun.duration(options.getOrDefault("linkup", "0s")))
                        .linkDownDelay(ScenarioRun.duration(options.getOrDefault("linkdown", "0s")))
                        .peerMemory(ScenarioRun.duration(options.getOrDefault("memory", "3600s")))
                        .downAdvertisements(Integer.parseInt(options.getOrDefault("down", "3")))
                        .learnedIntervalFloor(ScenarioRun.duration(options.getOrDefault("floor", "0cs"))))
                .keepWhenAllBad(options.getOrDefault("allbad", "release").equals("keep"))
                .announcements(announcements(options.getOrDefault("announcements", "1/0s")));
        int addresses = Integer.parseInt(options.getOrDefault("addresses", "1"));
        boolean ipv6 = options.getOrDefault("family", "4").equals("6");
        if (ipv6) {
            builder.address("fe80::222/64");
        }
        for (int i = 0; i < addresses; i++) {
            builder.address(ipv6 ? "2001:db8::" + (222 + i) + "/64" : "198.51.100." + (222 + i) + "/24");
        }
        if (options.getOrDefault("transport", "multicast").equals("unicast")) {
            AddressFamily family = ipv6 ? AddressFamily.IPV6 : AddressFamily.IPV4;
            builder.transport(Transport.unicast(
                    Stream.of(options.getOrDefault("names", name).split(" ", -1))
                            .map(peer -> lan.node(peer).address(SimulatedNode.INTERFACE, family))
                            .toArray(IpAddress[]::new)));
        }
        if (options.getOrDefault("peerwatch", "off").equals("on")) {
            builder.peerWatch(PeerWatch.onDefaultPort());
        }
        if (options.containsKey("password")) {
            builder.password(options.get("password"));
        }
        if (options.containsKey("lease")) {
            String lease = options.get("lease");
            builder.lease(lease.equals("off") ? AddressLease.off() : AddressLease.of(ScenarioRun.duration(lease)));
        }
        return builder.build();
    }

    private static Preemption preemption(String text) {
        return switch (text) {
            case "on" -> Preemption.IMMEDIATE;
            case "off" -> Preemption.NEVER;
            default -> Preemption.after(ScenarioRun.duration(text));
        };
    }

    private static Contest contest(String text) {
        return switch (text) {
            case "loud" -> Contest.DEFAULT;
            case "silent" -> new Contest(false, false);
            default -> throw new IllegalArgumentException("contest is loud or silent: " + text);
        };
    }

    private static AnnouncementProfile announcements(String text) {
        String[] parts = text.split("/", 2);
        int copies = Integer.parseInt(parts[0]);
        return AnnouncementProfile.DEFAULT
                .bursts(copies, ScenarioRun.duration(parts[1]))
                .contestedBursts(copies, ScenarioRun.duration(parts[1]))
                .spacing(Duration.ZERO);
    }

    VirtualRouterConfig config() {
        return config;
    }

    /** Starts a process on the host, and the router in it. */
    void start() {
        RecordingPlatform started = new RecordingPlatform(
                node.platform(), word -> transcript.word(name, word), RecordingPlatform.Fault.NONE);
        started.answerDelay(answerDelay);
        HostDriver opened = HostDriver.silent(started);
        platform = started;
        host = opened;
        handles.clear();
        transcript.router(name, config.advertisementInterval().nanos());
        started.loop().execute(() -> {
            ElectorDriver running = opened.start(config);
            elector = running;
            running.addListener(transition -> transcript.transition(name, transition));
        });
    }

    /** Closes the host as {@code VipHost.close} does: the process ends when everything is released. */
    void stop() {
        RecordingPlatform ending = platform();
        HostDriver closing = host;
        if (closing == null) {
            throw new IllegalStateException(name + " was never started");
        }
        ending.loop().execute(() -> {
            var unused = closing.closeAll().thenRun(ending::close);
        });
    }

    /** Runs with other settings from now on: {@code priority}, {@code interval}, {@code preempt}, {@code excluded}. */
    void change(Map<String, String> options) {
        VirtualRouterConfig.Builder builder = config.toBuilder();
        options.forEach((option, value) -> {
            switch (option) {
                case "priority" -> builder.priority(Integer.parseInt(value));
                case "interval" -> builder.advertisementInterval(ScenarioRun.duration(value));
                case "preempt" -> builder.preemption(preemption(value));
                case "excluded" -> builder.excludedAddress(value);
                default -> throw new IllegalArgumentException("cannot change: " + option);
            }
        });
        HostDriver changing = host;
        if (changing == null) {
            throw new IllegalStateException(name + " was never started");
        }
        VirtualRouterConfig next = builder.build();
        platform().loop().execute(() -> {
            var unused = changing.update(elector(), next).thenRun(() -> config = next);
        });
        transcript.router(name, next.advertisementInterval().nanos());
    }

    void switchover(Duration limit) {
        ElectorDriver running = elector();
        platform().loop().execute(() -> {
            var unused = running.steering()
                    .switchover(limit)
                    .thenAccept(result -> transcript.note(
                            name,
                            result.newActive()
                                            .map(successor -> "switchover: " + successor + " took over")
                                            .orElse("switchover: nobody took over")
                                    + " after " + result.took().toNanos() / 1e6 + " ms"));
        });
    }

    /** The handle of this name, made with a release as its effect when it is first asked for. */
    PushedHealth handle(String handle) {
        return handle(handle, OnFailure.release());
    }

    /** The handle of this name, made with this effect when it is first asked for. */
    PushedHealth handle(String handle, OnFailure onFailure) {
        PushedHealth known = handles.get(handle);
        if (known == null) {
            ElectorDriver running = elector();
            platform().loop().execute(() -> handles.put(handle, running.handle(handle, onFailure)));
            known = handles.get(handle);
        }
        if (known == null) {
            throw new IllegalStateException(name + " stands still and makes no handle");
        }
        return known;
    }

    RecordingPlatform platform() {
        RecordingPlatform current = platform;
        if (current == null) {
            throw new IllegalStateException(name + " was never started");
        }
        return current;
    }

    ElectorDriver elector() {
        ElectorDriver current = elector;
        if (current == null) {
            throw new IllegalStateException(name + " was never started");
        }
        return current;
    }
}
