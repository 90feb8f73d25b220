/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.driver;

import java.time.Duration;
import java.util.Optional;

/**
 * When the addresses of the routers of a host are renewed: some times in each lifetime. A router that advertises in the
 * same turn as one whose renewal is due renews with it, if half of its own time has passed. So routers that advertise
 * together soon renew together, which the platform can do at the price of one. On the loop.
 */
final class RenewalRhythm {

    private static final int RENEWALS_PER_LIFETIME = 5;

    /** What happens within this time is taken for one turn of the loop. */
    private static final long TURN_NANOS = Duration.ofMillis(1).toNanos();

    private boolean begun;
    private long lastTurnNanos;

    /** Time between two renewals, at least: those of routers that advertise every second always renew. */
    static long spacingNanos(Optional<Duration> lifetime) {
        return lifetime.orElse(Duration.ZERO).toNanos() / RENEWALS_PER_LIFETIME;
    }

    /** Whether a router renews now that has renewed at that time. */
    boolean isDue(long renewedAtNanos, long spacingNanos, long now) {
        long passed = now - renewedAtNanos;
        if (passed >= spacingNanos) {
            begun = true;
            lastTurnNanos = now;
            return true;
        }
        return begun && now - lastTurnNanos < TURN_NANOS && passed >= spacingNanos / 2;
    }
}
