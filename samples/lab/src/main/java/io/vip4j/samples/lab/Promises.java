/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.lab;

import io.vip4j.vrrp.Timers;
import java.time.Duration;

/** What a pair of nodes may cost its clients, computed from its settings. */
final class Promises {

    /** What is called at once: no second owner for longer than this. */
    private static final Duration AT_ONCE = Duration.ofMillis(50);

    /** A role that was contested is announced at most twice a second. */
    private static final Duration CONTESTED = Duration.ofMillis(500);

    private final Variant variant;
    private final RouterSettings backup;
    private final Duration margin;

    /**
     * The promises to clients of an owner and its Backup.
     *
     * @param backup the settings of the one that takes over
     * @param margin what the machine may cost on top of the timers
     */
    Promises(Variant variant, RouterSettings backup, Duration margin) {
        this.variant = variant;
        this.backup = backup;
        this.margin = margin;
    }

    Duration margin() {
        return margin;
    }

    Duration interval() {
        return Duration.ofNanos(backup.advertisementInterval().nanos());
    }

    /** How long the Backup waits for a silent owner. */
    Duration activeDownInterval() {
        return backup.activeDownInterval();
    }

    /** Something happens that must not matter. */
    Bounds undisturbed() {
        return Bounds.AGREEMENT.without(margin).noOwner(Duration.ZERO).two(Duration.ZERO);
    }

    /** The process of the owner dies. */
    Bounds death() {
        // The connection that the kernel closes is as good as a goodbye, once the device is gone for sure.
        Duration notice = variant == Variant.PEER_WATCH ? backup.skewTime().plus(AT_ONCE) : activeDownInterval();
        Bounds silence = Bounds.AGREEMENT.without(notice.plus(margin));
        return switch (variant) {
            case PROCESS, PEER_WATCH -> silence.two(AT_ONCE);
            case GATE -> silence.twoAnswer(AT_ONCE);
            default -> silence.two(overlapOfLease());
        };
    }

    /** The process of the owner stands still for longer than the timers. */
    Bounds freeze() {
        Bounds silence = Bounds.AGREEMENT.without(activeDownInterval().plus(margin));
        return variant == Variant.GATE ? silence.twoAnswer(AT_ONCE) : silence.two(overlapOfLease());
    }

    // A lifetime is whole seconds, so with quick advertisements it ends after the takeover.
    private Duration overlapOfLease() {
        Duration lease = Timers.leaseRemoval(Timers.leaseLifetime(backup.advertisementInterval()));
        Duration overlap = lease.minus(activeDownInterval());
        return overlap.isNegative() ? Duration.ZERO : overlap.plus(margin);
    }

    /** The owner is cut off, and knows it. */
    Bounds cutOff() {
        return Bounds.AGREEMENT.without(activeDownInterval().plus(margin)).two(margin);
    }

    /** The owner is cut off, and does not know it: both have the address, and clients reach one. */
    Bounds cutOffUnawares() {
        return Bounds.AGREEMENT
                .noOwner(Duration.ZERO)
                .clientGap(activeDownInterval().plus(margin))
                .twoAnswer(margin);
    }

    /** Two owners hear each other again: the next advertisement decides, and clients are told soon. */
    Bounds reunion() {
        Duration decided = interval().plus(margin);
        return Bounds.AGREEMENT
                .without(decided)
                .clientGap(decided.plus(CONTESTED))
                .two(decided);
    }

    /** The owner gives the address away. */
    Bounds handOver() {
        return Bounds.AGREEMENT.without(backup.skewTime().plus(margin)).two(Duration.ZERO);
    }

    /** A higher one takes the address from the Backup. */
    Bounds takeBack() {
        return Bounds.AGREEMENT.without(margin).two(margin);
    }
}
