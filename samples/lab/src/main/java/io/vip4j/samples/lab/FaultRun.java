/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.lab;

import io.vip4j.samples.lab.FaultLab.Mark;
import io.vip4j.samples.lab.FaultLab.Witness;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** One run of one fault: what a script does to the lab, and what was seen meanwhile. One thread. */
final class FaultRun {

    private final FaultLab lab;
    private final Promises promises;
    private final Duration patience;
    private final Random random;
    private final List<PhaseResult> results = new ArrayList<>();

    /**
     * A run that has not begun.
     *
     * @param patience how long to wait for agreement
     * @param random every chance of the run comes from here
     */
    FaultRun(FaultLab lab, Promises promises, Duration patience, Random random) {
        this.lab = lab;
        this.promises = promises;
        this.patience = patience;
        this.random = random;
    }

    FaultLab lab() {
        return lab;
    }

    VrrpNode owner() {
        return lab.owner();
    }

    VrrpNode backup() {
        return lab.backup();
    }

    Promises promises() {
        return promises;
    }

    Random random() {
        return random;
    }

    List<PhaseResult> results() {
        return List.copyOf(results);
    }

    /** Waits a part of this time, by chance. */
    void pauseUpTo(Duration longest) {
        Deadline.pause(Duration.ofNanos((long) (longest.toNanos() * random.nextDouble())));
    }

    /** Does something at any moment between two advertisements, until all agree that this node is the owner. */
    void phase(String name, Bounds bounds, VrrpNode expected, Runnable action) {
        phase(name, bounds, expected, Witness.EVERYBODY, patience, action);
    }

    /** As {@link #phase}, where a node may be away for so long besides. */
    void phaseWithAbsence(String name, Bounds bounds, VrrpNode expected, Duration absence, Runnable action) {
        phase(name, bounds, expected, Witness.EVERYBODY, patience.plus(absence), action);
    }

    /** As {@link #phase}, but only the client is asked who the owner is. */
    void phaseAtClient(String name, Bounds bounds, VrrpNode expected, Runnable action) {
        phase(name, bounds, expected, Witness.CLIENT, patience, action);
    }

    private void phase(
            String name, Bounds bounds, VrrpNode expected, Witness witness, Duration limit, Runnable action) {
        pauseUpTo(promises.interval());
        Mark mark = lab.mark();
        action.run();
        String disagreement = lab.awaitAgreement(expected, witness, limit);
        note(name, bounds, mark, lab.firstHeldBy(expected, mark), disagreement);
    }

    /** Waits until all agree on an owner; that they do is no part of what is measured. */
    void requireAgreement(VrrpNode expected) {
        String disagreement = lab.awaitAgreement(expected, Witness.EVERYBODY, patience);
        if (!disagreement.isEmpty()) {
            throw new LabException("cannot begin: " + disagreement);
        }
    }

    /** Does something that lasts, after which nobody is asked who the owner is. */
    void watch(String name, Bounds bounds, Runnable action) {
        Mark mark = lab.mark();
        action.run();
        note(name, bounds, mark, Optional.empty(), "");
    }

    private void note(String name, Bounds bounds, Mark mark, Optional<Duration> newOwner, String disagreement) {
        Instant to = Instant.now();
        OwnershipTimeline timeline = lab.ownership().timeline();
        results.add(new PhaseResult(
                name,
                bounds,
                mark.at(),
                to,
                timeline.heldByNone(mark.at(), to),
                timeline.heldByTwo(mark.at(), to),
                lab.longestGap(mark, to),
                lab.answeredByTwo(mark, to),
                newOwner,
                disagreement,
                lab.history(mark, to)));
    }
}
