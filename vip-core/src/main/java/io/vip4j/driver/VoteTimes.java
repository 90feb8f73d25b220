/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.driver;

import io.vip4j.config.Quorum;
import io.vip4j.config.VirtualRouterConfig;
import io.vip4j.vrrp.Timers;
import java.time.Duration;

/**
 * The times around a vote, in nanoseconds. Not in RFC.
 *
 * @param reserveNanos what of a vote is left for the kernel: the platform may carry out a renewal one lifetime late, and
 *     then the addresses live for another one, and are removed a little later
 * @param callLimitNanos what takes longer has failed: with the third call in vain the vote is over
 * @param pollNanos between two questions to a store that has refused or failed
 * @param patienceNanos how long a claim waits for the vote: a dead router keeps it for its whole time
 * @param silenceLimitNanos how long another router counts as Active after its last advertisement
 */
record VoteTimes(long reserveNanos, long callLimitNanos, long pollNanos, long patienceNanos, long silenceLimitNanos) {

    private static final int CALLS_PER_VOTE = 3;
    private static final int POLLS_PER_VOTE = 40;
    private static final long MIN_POLL_NANOS = Duration.ofMillis(50).toNanos();
    private static final long MAX_POLL_NANOS = Duration.ofSeconds(1).toNanos();

    static VoteTimes of(Quorum quorum, VirtualRouterConfig config) {
        long ttl = quorum.ttl().toNanos();
        long reserve = config.allAddresses().isEmpty()
                ? 0
                : config.leaseLifetime()
                        .map(lifetime ->
                                lifetime.plus(Timers.leaseRemoval(lifetime)).toNanos())
                        .orElse(0L);
        return new VoteTimes(
                reserve,
                Math.max(MIN_POLL_NANOS, (ttl - reserve) / CALLS_PER_VOTE),
                Math.max(MIN_POLL_NANOS, Math.min(MAX_POLL_NANOS, ttl / POLLS_PER_VOTE)),
                ttl + MAX_POLL_NANOS,
                Timers.silenceLimitNanos(
                        config.advertisementInterval(), config.timing().downAdvertisements()));
    }
}
