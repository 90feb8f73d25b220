/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.driver;

import io.vip4j.config.VirtualRouterConfig;
import io.vip4j.health.OnFailure;
import io.vip4j.simulation.SimulatedLan;
import io.vip4j.simulation.SimulatedNode;
import io.vip4j.vrrp.VrrpVersion;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Plays elections in memory before the first real one, so that a first takeover finds every class loaded and the code
 * warm: loading a class at that moment would cost tens of milliseconds.
 */
final class Rehearsal {

    private static final int ROUNDS = 20;
    private static final Set<VrrpVersion> PLAYED = ConcurrentHashMap.newKeySet();

    private Rehearsal() {}

    /**
     * Claims, advertises, takes over and releases with the settings of a real router, under another name. Once in a JVM
     * for each version: then the code is warm.
     */
    static void play(VirtualRouterConfig real) {
        if (!PLAYED.add(real.version())) {
            return;
        }
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
                .address("203.0.113.1/24")
                .lease(real.lease())
                .gate(real.gate())
                .build();
    }
}
