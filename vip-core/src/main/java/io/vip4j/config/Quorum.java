/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.config;

import io.vip4j.quorum.OnStoreLoss;
import io.vip4j.quorum.QuorumGate;
import io.vip4j.vrrp.ConfigurationException;
import io.vip4j.vrrp.Timers;
import java.time.Duration;
import java.util.Optional;

/**
 * Besides the role a router needs the vote of a store to hold its addresses. All routers of a virtual router must have it
 * so, and agree on the vote; a router that does not asks nobody.
 *
 * @param gate its way to the store; each virtual router has one of its own
 * @param ttl for how long the vote is given and renewed, 1 s..1 h. So long a dead router keeps others from taking over; the
 *     lifetime of the addresses must fit into it three times. Default 10 s
 * @param onStoreLoss what to do when the store does not answer; default KEEP_UNTIL_EXPIRY
 */
public record Quorum(QuorumGate gate, Duration ttl, OnStoreLoss onStoreLoss) {

    private static final Duration MIN_TTL = Duration.ofSeconds(1);
    private static final Duration MAX_TTL = Duration.ofHours(1);
    private static final Duration DEFAULT_TTL = Duration.ofSeconds(10);

    /** Checks the range. */
    public Quorum {
        if (ttl.compareTo(MIN_TTL) < 0 || ttl.compareTo(MAX_TTL) > 0) {
            throw new ConfigurationException("quorum ttl must be 1..3600 s: " + ttl);
        }
    }

    /** Votes of 10 s that are used until they expire. */
    public static Quorum of(QuorumGate gate) {
        return new Quorum(gate, DEFAULT_TTL, OnStoreLoss.KEEP_UNTIL_EXPIRY);
    }

    /** The same with votes of another length. */
    public Quorum ttl(Duration value) {
        return new Quorum(gate, value, onStoreLoss);
    }

    /** The same with another answer to the loss of the store. */
    public Quorum onStoreLoss(OnStoreLoss value) {
        return new Quorum(gate, ttl, value);
    }

    /**
     * The rules between this and the lifetime of the addresses.
     *
     * @param lifetime of the addresses in the kernel
     */
    void requireLease(Optional<Duration> lifetime) {
        if (lifetime.isEmpty()) {
            throw new ConfigurationException(
                    "lease must not be off with quorum: the kernel must remove the addresses of"
                            + " a dead router before its vote ends");
        }
        Duration least = Timers.leaseRemoval(lifetime.get().multipliedBy(3));
        if (ttl.compareTo(least) < 0) {
            throw new ConfigurationException("quorum ttl must be at least " + least.toMillis()
                    + " ms, three times the lease and its removal: " + ttl.toMillis() + " ms");
        }
    }
}
