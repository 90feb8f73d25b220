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

    /** Of these the classes are loaded, which is most of the time. */
    private static final int FIRST_ROUNDS = 2;

    /** Of these the code is compiled. */
    private static final int MORE_ROUNDS = 18;

    private static final Set<VrrpVersion> PLAYED = ConcurrentHashMap.newKeySet();

    private Rehearsal() {}

    /**
     * Claims, advertises, takes over and releases with the settings of a real router, under another name. Once in a JVM
     * for each version: then the code is warm. Only the beginning is waited for, after which every class is
     * loaded. The rest takes some hundred milliseconds: it is over before a Backup whose timer has just started takes over,
     * unless the interval is shorter than a tenth of a second.
     */
    static void play(VirtualRouterConfig real) {
        if (!PLAYED.add(real.version())) {
            return;
        }
        play(real, FIRST_ROUNDS);
        Thread rest = new Thread(() -> play(real, MORE_ROUNDS), "vip4j-rehearsal");
        rest.setDaemon(true);
        rest.start();
    }

    private static void play(VirtualRouterConfig real, int rounds) {
        try (SimulatedLan lan = SimulatedLan.virtualTime(0)) {
            for (int round = 0; round < rounds; round++) {
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
