/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.event;

import io.vip4j.vrrp.Vrid;
import java.time.Duration;
import java.time.Instant;

/**
 * A change of state that has happened.
 *
 * @param sequence 1 for the first event of an elector, then rising by one
 * @param at wall-clock time, for people
 * @param router name of the virtual router
 * @param vrid its identifier
 * @param networkInterface its interface
 * @param from state before
 * @param to state after
 * @param cause why
 * @param took of a claim the time from the decision to the addresses being bound, of a release from the decision (after
 *     the drain) to their being gone; zero of a transition that touches no address
 */
public record Transition(
        long sequence,
        Instant at,
        String router,
        Vrid vrid,
        String networkInterface,
        VipState from,
        VipState to,
        Cause cause,
        Duration took)
        implements VipEvent {

    /** A transition that took no time. */
    public Transition(
            long sequence,
            Instant at,
            String router,
            Vrid vrid,
            String networkInterface,
            VipState from,
            VipState to,
            Cause cause) {
        this(sequence, at, router, vrid, networkInterface, from, to, cause, Duration.ZERO);
    }

    /** One log line: {@code vip router=web vrid=10 if=eth0 BACKUP->ACTIVE cause=ACTIVE_DOWN (...)}. */
    @Override
    public String toString() {
        return "vip router=" + router + " vrid=" + vrid + " if=" + networkInterface + " " + from + "->" + to + " cause="
                + cause;
    }
}
