/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.driver;

import io.vip4j.config.Quorum;
import io.vip4j.config.VirtualRouterConfig;
import io.vip4j.driver.checks.PushedHealth;
import io.vip4j.health.OnFailure;
import io.vip4j.quorum.QuorumGate;
import io.vip4j.simulation.SimulatedLan;
import io.vip4j.simulation.SimulatedNode;
import io.vip4j.simulation.SimulatedVoteStore;
import io.vip4j.vrrp.VrrpVersion;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/**
 * Plays elections in memory before the first real one, so that a first takeover finds every class loaded and the code
 * warm: loading a class at that moment would cost tens of milliseconds.
 */
final class Rehearsal {

    /** Of these the classes are loaded, which is most of the time. */
    private static final int FIRST_ROUNDS = 2;

    /** Of these the code is compiled: after two hundred takeovers the compiler has it from the interpreter. */
    private static final int ROUNDS = 8;

    private static final int MOVES_IN_A_ROUND = 14;

    /** Active_Down_Interval is less than four, and in VRRPv2 less than five of a second each. */
    private static final int INTERVALS_OF_AN_ELECTION = 6;

    /** In which the start of the application has the processors for itself. */
    static final Duration PAUSE = Duration.ofSeconds(1);

    /** Who waits for so long before a takeover finds the rehearsal over, pause included. */
    private static final Duration PATIENT = Duration.ofSeconds(2);

    private static final Set<VrrpVersion> PLAYED = ConcurrentHashMap.newKeySet();

    private Rehearsal() {}

    /** For each of them; the first one stands for all of its version, so those that hurry come first. */
    static void play(Collection<VirtualRouterConfig> all) {
        all.stream()
                .sorted(Comparator.comparing(real -> !mayTakeOverSoon(real)))
                .forEach(Rehearsal::play);
    }

    /**
     * Claims, advertises, takes over and releases with the settings of a real router, under another name. Once in a JVM
     * for each version, on a thread of its own: then the code is warm. Where the first takeover may come soon the
     * beginning is waited for, after which every class is loaded. Elsewhere it comes after a pause, in which the start of the
     * application has the processors for itself, and is over before the timer of a Backup can expire.
     */
    private static void play(VirtualRouterConfig real) {
        if (!PLAYED.add(real.version())) {
            return;
        }
        boolean hurries = mayTakeOverSoon(real);
        if (hurries) {
            play(real, FIRST_ROUNDS, 1);
        }
        Thread rest = new Thread(
                () -> {
                    if (!hurries) {
                        LockSupport.parkNanos(PAUSE.toNanos());
                    }
                    play(real, ROUNDS, MOVES_IN_A_ROUND);
                },
                "vip4j-rehearsal");
        rest.setDaemon(true);
        rest.start();
    }

    /**
     * Whether its first takeover from another may come before that which waits for a pause is over. An owner takes its
     * role when it starts and from nobody: what is new costs it less than to wait for the rehearsal.
     */
    static boolean mayTakeOverSoon(VirtualRouterConfig real) {
        Duration silence = real.advertisementInterval()
                .toDuration()
                .multipliedBy(real.timing().downAdvertisements());
        return silence.compareTo(PATIENT) < 0;
    }

    private static void play(VirtualRouterConfig real, int rounds, int moves) {
        try (SimulatedLan lan = SimulatedLan.virtualTime(0)) {
            SimulatedVoteStore store = lan.newVoteStore();
            Duration vote = real.quorum().map(Quorum::ttl).orElse(Duration.ZERO);
            for (int round = 0; round < rounds; round++) {
                HostDriver higher = HostDriver.silent(lan.node("higher").platform());
                HostDriver lower = HostDriver.silent(lan.node("lower").platform());
                ElectorDriver active = higher.start(like(real, 200, store.gate("rehearsal", "higher")));
                ElectorDriver backup = lower.start(like(real, 100, store.gate("rehearsal", "lower")));
                Duration election = real.advertisementInterval().toDuration().multipliedBy(INTERVALS_OF_AN_ELECTION);
                lan.run(election);
                PushedHealth handle = active.handle("rehearsal", OnFailure.release());
                for (int move = 0; move < moves; move++) {
                    handle.down("rehearsal");
                    lan.run(election);
                    handle.up();
                    lan.run(election);
                }
                backup.status();
                lan.node("higher").kill();
                lan.run(election.plus(vote));
                lower.closeAll().join();
                lan.node("lower").kill();
            }
        }
    }

    private static VirtualRouterConfig like(VirtualRouterConfig real, int priority, QuorumGate votes) {
        VirtualRouterConfig.Builder rehearsed = VirtualRouterConfig.builder("rehearsal")
                .networkInterface(SimulatedNode.INTERFACE)
                .version(real.version())
                .vrid(real.vrid().value())
                .priority(priority)
                .advertisementInterval(real.advertisementInterval().toDuration())
                .address("203.0.113.1/24")
                .lease(real.lease())
                .gate(real.gate());
        real.quorum().ifPresent(quorum -> rehearsed.quorum(new Quorum(votes, quorum.ttl(), quorum.onStoreLoss())));
        return rehearsed.build();
    }
}
