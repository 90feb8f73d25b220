/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.event;

import io.vip4j.vrrp.Vrid;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

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
 * @param term the number of the tenure that begins with {@link VipState#ACTIVE}, or ends by leaving it; empty of a
 *     transition between other states
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
        Duration took,
        Optional<Term> term)
        implements VipEvent {

    /** A transition that took no time and has no term. */
    public Transition(
            long sequence,
            Instant at,
            String router,
            Vrid vrid,
            String networkInterface,
            VipState from,
            VipState to,
            Cause cause) {
        this(sequence, at, router, vrid, networkInterface, from, to, cause, Duration.ZERO, Optional.empty());
    }

    /**
     * One log line: {@code vip router=web vrid=10 if=eth0 BACKUP->ACTIVE cause=ACTIVE_DOWN (...)}, and {@code token=42}
     * before the cause if there is a fencing token.
     */
    @Override
    public String toString() {
        String token = term.filter(Term.FencingToken.class::isInstance)
                .map(fence -> " token=" + fence.number())
                .orElse("");
        return "vip router=" + router + " vrid=" + vrid + " if=" + networkInterface + " " + from + "->" + to + token
                + " cause=" + cause;
    }
}
