/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.driver;

import io.vip4j.quorum.Vote;

/**
 * A vote and its times.
 *
 * @param vote as the store gave it
 * @param askedAtNanos when the call began that was answered with it: from here its time counts
 * @param reserveNanos for how long addresses that were renewed a moment ago may stay in the kernel of a process that stands
 *     still: they must be let go so long before the vote ends
 */
record HeldVote(Vote vote, long askedAtNanos, long reserveNanos) {

    /** Clocks of hosts differ in their rate by some parts in ten thousand, slewed ones by a thousandth: not in 200. */
    private static final long CLOCK_RATES = 200;

    private static final long RENEWALS = 3;

    /** When somebody else may have it. */
    long endsAtNanos() {
        long ttl = vote.ttl().toNanos();
        return askedAtNanos + ttl - ttl / CLOCK_RATES;
    }

    /** From when on the addresses must not be renewed, and are to be released. */
    long letGoAtNanos() {
        return endsAtNanos() - reserveNanos;
    }

    /** When to ask for more, so that two renewals may fail. */
    long renewAtNanos() {
        return askedAtNanos + Math.max(0, letGoAtNanos() - askedAtNanos) / RENEWALS;
    }

    boolean isUsable(long now) {
        return now - letGoAtNanos() < 0;
    }
}
