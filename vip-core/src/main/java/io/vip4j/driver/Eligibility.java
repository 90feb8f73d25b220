/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.driver;

import java.util.Optional;

/**
 * Whether a router may take part: what keeps it from that, and what makes it the last resort. People, its surroundings
 * and its group have a say. Used by the loop.
 */
final class Eligibility {

    private final ElectorDriver router;
    private final Steering steering;
    private final Participation participation;
    private final GateKeeper gate;
    private final Leave leave;

    private boolean closed;

    Eligibility(ElectorDriver router, Steering steering, Participation participation, GateKeeper gate, Leave leave) {
        this.router = router;
        this.steering = steering;
        this.participation = participation;
        this.gate = gate;
        this.leave = leave;
    }

    /** The listeners have drained: it never takes part again. */
    void close() {
        closed = true;
    }

    boolean isClosed() {
        return closed;
    }

    /** What keeps it from taking part, apart from its group; empty if nothing does. */
    Optional<String> ownObstacle() {
        return closed
                ? Optional.of("closed")
                : steering.obstacle()
                        .or(() -> participation.obstacle(!keepsWhenAllBad()))
                        .or(gate::problem);
    }

    /** What keeps it from taking part; empty if nothing does. */
    Optional<String> obstacle() {
        Optional<String> own = ownObstacle();
        GroupDriver group = router.group();
        return own.isPresent() || group == null ? own : group.obstacleFor(router);
    }

    /** The failed check that makes it the last resort, apart from its group; empty if none does. */
    Optional<String> ownFailure() {
        return !closed && keepsWhenAllBad() ? participation.failedCheck() : Optional.empty();
    }

    /** The failed check that makes it the last resort; empty if none does. */
    Optional<String> failure() {
        Optional<String> own = ownFailure();
        GroupDriver group = router.group();
        return own.isPresent() || group == null || closed ? own : group.failureFor(router);
    }

    /** Whether a failed check that releases makes it the last resort. In a group all members must want it so. */
    boolean keepsWhenAllBad() {
        GroupDriver group = router.group();
        return group == null ? router.config().keepWhenAllBad() : group.keepsWhenAllBad();
    }

    /** What a status says of it: the obstacle, or that it is the last resort; empty if there is nothing to say. */
    String words() {
        return obstacle()
                .or(leave::obstacle)
                .or(() -> failure().map(why -> "last resort with priority " + Standing.LAST_RESORT + ": " + why))
                .orElse("");
    }

    /** What it waits for although nothing keeps it from taking part; empty if for nothing. */
    String waitsFor() {
        return obstacle().isPresent() ? "" : leave.waitsFor().orElse("");
    }
}
