/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.driver;

import io.vip4j.event.TemporaryPriority;
import io.vip4j.event.Trigger;
import io.vip4j.machine.Input;
import io.vip4j.machine.Parameters;
import io.vip4j.machine.Rule;
import io.vip4j.spi.Loop;
import io.vip4j.vrrp.IpAddress;
import io.vip4j.vrrp.Priority;
import java.util.List;
import java.util.Optional;

/**
 * What a router makes of its surroundings when they have changed: it starts or stops taking part, goes on as the last
 * resort, follows its priority and its source address. Used by the loop.
 */
final class Evaluation {

    private final ElectorDriver router;
    private final RunningMachine machine;
    private final Eligibility eligibility;
    private final Participation participation;
    private final Standing standing;
    private final Leave leave;
    private final CauseChain causes;
    private final Loop loop;

    // Written by the loop.
    private boolean begun;
    private boolean ownObstacleBefore = true;
    private boolean ownFailureBefore;
    private String lastObstacle = "";

    Evaluation(
            ElectorDriver router,
            RunningMachine machine,
            Eligibility eligibility,
            Participation participation,
            Standing standing,
            Leave leave,
            CauseChain causes,
            Loop loop) {
        this.router = router;
        this.machine = machine;
        this.eligibility = eligibility;
        this.participation = participation;
        this.standing = standing;
        this.leave = leave;
        this.causes = causes;
        this.loop = loop;
    }

    /** From now on the surroundings count. */
    void begin() {
        begun = true;
    }

    boolean hasBegun() {
        return begun;
    }

    /** Starts or stops taking part, as the conditions say, and follows the priority and the source address. */
    void evaluate(Trigger trigger) {
        if (!begun) {
            return;
        }
        boolean ownObstacleNow = eligibility.ownObstacle().isPresent();
        boolean ownFailureNow = eligibility.ownFailure().isPresent();
        boolean spreads = ownObstacleNow != ownObstacleBefore || ownFailureNow != ownFailureBefore;
        ownObstacleBefore = ownObstacleNow; // Before the machine acts, which may lead here again.
        ownFailureBefore = ownFailureNow;
        followFailure(trigger);
        followParameters(trigger);
        followObstacle(trigger);
        GroupDriver group = router.group();
        if (spreads && group != null) {
            group.obstacleChanged(router, trigger);
        }
    }

    private void followObstacle(Trigger trigger) {
        Optional<String> obstacle = eligibility.obstacle();
        if (obstacle.isPresent() && machine.takesPart()) {
            if (!machine.isLeaving()) {
                lastObstacle = obstacle.get();
                causes.begin(trigger, lastObstacle);
            }
            router.feed(participation.canSend() ? new Input.Shutdown() : new Input.InterfaceLost());
        } else if (obstacle.isEmpty() && !machine.takesPart()) {
            Trigger why = trigger == Trigger.HOLD ? Trigger.HOLD : Trigger.STARTUP;
            causes.begin(why, lastObstacle.isEmpty() ? "started" : "no longer: " + lastObstacle);
            router.feed(new Input.Startup());
        }
    }

    /** With a failed check it goes on as the last resort, if that is the setting, and gives the role away first. */
    private void followFailure(Trigger trigger) {
        Optional<String> failure = eligibility.failure();
        boolean before = standing.isLastResort();
        boolean begins = standing.becomesLastResort(failure.isPresent());
        if (begins) {
            router.warn("is the last resort with priority " + Standing.LAST_RESORT + ": " + failure.get());
        } else if (before && failure.isEmpty()) {
            router.warn("is the last resort no longer");
        }
        if (begins && machine.hasRole()) {
            String consequence = "last resort with priority " + Standing.LAST_RESORT;
            router.resign(new Resignation(trigger, List.of(failure.get(), consequence), true));
        }
    }

    /**
     * Tells the machine if its parameters are others than before; the rule that it applied, if it was told. Weights that
     * have fallen below a better router make it give the role away first.
     */
    Optional<Rule> followParameters(Trigger trigger) {
        GroupDriver group = router.group();
        standing.temporary(router.steering().temporaryPriority().map(TemporaryPriority::priority));
        int groupWeight = group == null ? 0 : group.weight();
        Priority effective = standing.priority(router.config(), participation.weight(), groupWeight);
        IpAddress source = participation.primaryAddress().orElse(router.primaryAddress());
        Optional<List<String>> better = standing.weighed(router.config(), participation, group, loop.nanoTime());
        if (better.isPresent() && machine.hasRole()) {
            router.resign(new Resignation(trigger, better.get(), true));
        }
        Parameters before = machine.parameters();
        boolean claimAllowed = group == null && !leave.isConditional();
        Parameters now = ParametersFactory.of(router.config(), effective, claimAllowed, source);
        if (now.equals(before)) {
            return Optional.empty();
        }
        machine.parameters(now);
        return Optional.of(router.feed(new Input.ParametersChanged(before)));
    }
}
