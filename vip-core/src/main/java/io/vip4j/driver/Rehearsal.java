/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.driver;

import io.vip4j.config.VirtualRouterConfig;
import io.vip4j.health.OnFailure;
import io.vip4j.simulation.SimulatedLan;
import io.vip4j.simulation.SimulatedNode;
import io.vip4j.vrrp.VrrpVersion;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Plays elections in memory before the first real one, so that a first takeover finds every class loaded and the code
 * warm: loading a class at that moment would cost tens of milliseconds.
 */
final class Rehearsal {

    private static final int ROUNDS = 20;
    private static final String ADDRESS = "203.0.113.1/24";
    private static final Map<VrrpVersion, FutureTask<Boolean>> PLAYED = new ConcurrentHashMap<>();

    private Rehearsal() {}

    /**
     * Claims, advertises, takes over and releases with the settings of a real router, under another name. Once in a JVM
     * for each version: then the code is warm. Who comes meanwhile waits for the end of it.
     */
    static void play(VirtualRouterConfig real) {
        FutureTask<Boolean> play =
                PLAYED.computeIfAbsent(real.version(), version -> new FutureTask<>(() -> elect(real), true));
        play.run(); // By the first one only.
        try {
            play.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("the rehearsal of an election failed", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // Then the first takeover is a slow one.
        }
    }

    /** The version that most will start with. */
    static void play() {
        play(VirtualRouterConfig.builder("rehearsal")
                .networkInterface(SimulatedNode.INTERFACE)
                .vrid(1)
                .address(ADDRESS)
                .build());
    }

    private static void elect(VirtualRouterConfig real) {
        try (SimulatedLan lan = SimulatedLan.virtualTime(0)) {
            for (int round = 0; round < ROUNDS; round++) {
                HostDriver higher = HostDriver.silent(lan.node("higher").platform());
                HostDriver lower = HostDriver.silent(lan.node("lower").platform());
                ElectorDriver active = higher.start(like(real, 200));
                ElectorDriver backup = lower.start(like(real, 100));
                Duration election = real.advertisementInterval().toDuration().multipliedBy(5);
                lan.run(election.plusSeconds(1));
                PushedHealth handle = active.handle("rehearsal", OnFailure.release());
                handle.down("rehearsal");
                lan.run(election.plusSeconds(1));
                handle.up();
                lan.run(election.plusSeconds(1));
                backup.status();
                lan.node("higher").kill();
                lan.run(election.plusSeconds(1));
                lower.closeAll().join();
                lan.node("lower").kill();
            }
        }
    }

    private static VirtualRouterConfig like(VirtualRouterConfig real, int priority) {
        return VirtualRouterConfig.builder("rehearsal")
                .networkInterface(SimulatedNode.INTERFACE)
                .version(real.version())
                .vrid(real.vrid().value())
                .priority(priority)
                .advertisementInterval(real.advertisementInterval().toDuration())
                .address(ADDRESS)
                .lease(real.lease())
                .gate(real.gate())
                .build();
    }
}
