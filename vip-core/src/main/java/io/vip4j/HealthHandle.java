/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j;

import io.vip4j.driver.checks.PushedHealth;
import java.time.Duration;

/**
 * Lets an application say how it is instead of being asked. Every method may be called from any thread and does not
 * block; a word is acted upon in the turn of the loop that receives it: after {@link #down}, with the effect RELEASE, the
 * addresses are released and the role is given away at once. Words count in the order in which they come. A new handle is
 * up. After {@link #close}, and after the end of the elector, nothing that is said matters.
 */
public final class HealthHandle implements AutoCloseable {

    private final PushedHealth health;

    HealthHandle(PushedHealth health) {
        this.health = health;
    }

    /** The name under which it appears in causes and in the status. */
    public String name() {
        return health.name();
    }

    /** It works. */
    public void up() {
        health.up();
    }

    /**
     * It does not work, until {@link #up} or {@link #degraded}. With the effect RELEASE the role is given away and not
     * taken meanwhile; a weight counts in full.
     *
     * @param reason for people; part of the cause of the transition
     */
    public void down(String reason) {
        health.down(reason);
    }

    /**
     * It works in part. Of a weight a part counts: with -20 and a fraction of 0.75 the priority is 5 lower, with 20 it is
     * 15 higher (of both, half a point is rounded up). With RELEASE or ADVISORY it counts as up, and the degradation is
     * shown.
     *
     * @param fraction how well it works: above 0, at most 1
     * @throws IllegalArgumentException if the fraction is out of range
     */
    public void degraded(double fraction) {
        health.degraded(fraction, "");
    }

    /**
     * It works in part, for a reason; see {@link #degraded(double)}.
     *
     * @param fraction how well it works: above 0, at most 1
     * @param reason for people
     * @throws IllegalArgumentException if the fraction is out of range
     */
    public void degraded(double fraction, String reason) {
        health.degraded(fraction, reason);
    }

    /**
     * Expects to hear of the application again and again from now on: by {@link #beat}, or by any word. When it is silent
     * for this long the handle is down ("silent for 1004 ms, expected every 1000 ms"), and with the next beat or word it
     * is again as it was said to be last. A handle that was said to be down stays so and need not be heard meanwhile.
     *
     * <p>An application cannot be heard while its whole process stands still. What the loop itself is late does not count
     * as silence, and a standstill longer than a quarter of the interval (of 4 s or more: 1 s) counts in no part: the
     * application has the rest of its interval afterwards. A shorter one may cost it this quarter: choose an interval of
     * at least twice the time between two beats.
     *
     * @param interval 10 ms..1 h
     * @return this
     * @throws IllegalArgumentException if the interval is out of range
     */
    public HealthHandle expectEvery(Duration interval) {
        health.expectEvery(interval);
        return this;
    }

    /**
     * The application is there. Says nothing about how it is, and is not counted. Cheap enough for every turn of an event
     * loop or every request: reads the clock and writes one field.
     */
    public void beat() {
        health.beat();
    }

    /**
     * Forgets the handle, and with it whatever it did to the elector: after a handle that was down the router takes part
     * again. The name is free then. Idempotent.
     */
    @Override
    public void close() {
        health.close();
    }
}
