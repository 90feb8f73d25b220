/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.quorum;

import java.time.Duration;

/**
 * The leave to hold the addresses for a while.
 *
 * @param token fencing token: greater than that of every earlier vote, the same over renewals. A resource that remembers
 *     the greatest one it has seen can refuse whoever comes with a smaller one
 * @param ttl for how long nobody else gets the vote, counted from the beginning of the call that was answered with it; more
 *     than 0, 1 h at most
 */
public record Vote(long token, Duration ttl) {

    private static final Duration MAX_TTL = Duration.ofHours(1);

    /** Checks the range. */
    public Vote {
        if (ttl.isNegative() || ttl.isZero() || ttl.compareTo(MAX_TTL) > 0) {
            throw new IllegalArgumentException("ttl of a vote must be more than 0 and 1 h at most: " + ttl);
        }
    }
}
