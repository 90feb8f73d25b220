/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.machine;

import io.vip4j.vrrp.AdvertisementInterval;
import java.util.OptionalLong;

/** A state of RFC 9568 6.4 with its deadlines, in nanoseconds of the loop's clock. */
public sealed interface RouterState {

    /** A state that ends, or goes on, at a certain time. */
    sealed interface Timed {

        /** When it wants its next {@link Input.Tick}. */
        long deadlineNanos();
    }

    /** Takes no part in the election (RFC 9568 6.4.1). */
    record Initialize() implements RouterState {}

    /**
     * Watches the Active router (RFC 9568 6.4.2).
     *
     * @param activeAdverInterval Active_Adver_Interval, learned from the Active router
     * @param activeDownAtNanos when Active_Down_Timer expires; in the past while the role may not be taken
     * @param roleGivenAway whether the timer runs for Skew_Time only, because the Active router gave the role away or
     *     its process has ended
     * @param preemptionHeld do not preempt until this router has been Active again. Not in RFC: after it has given the
     *     role away by itself, preempting the successor would take it straight back
     * @param lowerSinceNanos when the first of the lower advertisements came that are accepted because preemption has a
     *     delay. Not in RFC
     * @param lingersUntilNanos when the addresses of an Active router whose process has ended are gone: the timer, which
     *     it has shortened, does not expire earlier, whatever changes. Not in RFC
     */
    record Backup(
            AdvertisementInterval activeAdverInterval,
            long activeDownAtNanos,
            boolean roleGivenAway,
            boolean preemptionHeld,
            OptionalLong lowerSinceNanos,
            OptionalLong lingersUntilNanos)
            implements RouterState, Timed {

        /** Of no router whose process has ended are addresses left. */
        Backup(
                AdvertisementInterval activeAdverInterval,
                long activeDownAtNanos,
                boolean roleGivenAway,
                boolean preemptionHeld,
                OptionalLong lowerSinceNanos) {
            this(
                    activeAdverInterval,
                    activeDownAtNanos,
                    roleGivenAway,
                    preemptionHeld,
                    lowerSinceNanos,
                    OptionalLong.empty());
        }

        @Override
        public long deadlineNanos() {
            return activeDownAtNanos;
        }

        /** When a timer expires that shall do so at this time, but not while addresses of a dead router are there. */
        long notBeforeTheyAreGone(long nanos) {
            return lingersUntilNanos.isPresent() && nanos - lingersUntilNanos.getAsLong() < 0
                    ? lingersUntilNanos.getAsLong()
                    : nanos;
        }
    }

    /**
     * Advertises, and holds the addresses (RFC 9568 6.4.3).
     *
     * @param nextAdvertAtNanos when Adver_Timer expires
     * @param stalledAtNanos from this time on the own silence has been so long that a Backup may have taken over
     * @param assertAllowedAtNanos before this time neither a lower advertisement nor priority zero is answered, which
     *     bounds what a flood of them can make this router send
     * @param phase where it stands with the addresses
     */
    record Active(long nextAdvertAtNanos, long stalledAtNanos, long assertAllowedAtNanos, Phase phase)
            implements RouterState, Timed {

        @Override
        public long deadlineNanos() {
            return phase instanceof Releasing releasing ? releasing.giveUpAtNanos() : nextAdvertAtNanos;
        }

        Active in(Phase next) {
            return new Active(nextAdvertAtNanos, stalledAtNanos, assertAllowedAtNanos, next);
        }
    }

    /** Where an Active router stands with the addresses. */
    sealed interface Phase {}

    /** Advertises already; the addresses are being bound. */
    record Claiming() implements Phase {}

    /** The addresses are bound. */
    record Holding() implements Phase {}

    /**
     * The addresses are being unbound; advertises no more.
     *
     * @param giveUpAtNanos when to stop waiting for the platform
     * @param successor the state after the release
     */
    record Releasing(long giveUpAtNanos, Successor successor) implements Phase {}

    /** The state that follows a release. */
    enum Successor {
        /** Goes on as Backup and takes the role back if nobody else does. */
        BACKUP,
        /** The same, and a lower router is preempted. */
        PREEMPTING_BACKUP,
        /** Takes no further part. */
        INITIALIZE
    }
}
