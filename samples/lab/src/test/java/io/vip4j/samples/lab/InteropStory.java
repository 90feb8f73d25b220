/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;

/** What two daemons must live through together, the higher on node-1 and the lower on node-2. */
final class InteropStory {

    /** What a loaded machine may add to a timer; much less than the advertisements that would be missed otherwise. */
    private static final Duration NOISE = Duration.ofMillis(500);

    private static final Duration EARLY = Duration.ofMillis(20);

    private final InteropLab lab;
    private final VrrpNode higher;
    private final VrrpNode lower;

    private InteropStory(InteropLab lab) {
        this.lab = lab;
        this.higher = lab.node(0);
        this.lower = lab.node(1);
    }

    static void tell(RouterSettings settings, boolean unicast, Product higher, Product lower) {
        try (InteropLab lab = InteropLab.open(settings, unicast, higher, lower)) {
            InteropStory story = new InteropStory(lab);
            story.theHigherIsElected();
            story.gracefulStopHandsOverAfterSkewTime();
            story.theHigherTakesBack();
            story.crashIsNoticedAfterActiveDownInterval();
            story.theHigherTakesBack();
            story.restartOfTheBackupChangesNothing();
        }
    }

    private void theHigherIsElected() {
        lower.start();
        higher.start();
        lab.awaitOwner(higher);
    }

    private void gracefulStopHandsOverAfterSkewTime() {
        lab.assertNoComplaints();
        int frames = lab.capture().frames().mark();
        assertThat(higher.terminate(InteropLab.LIMIT))
                .as("exit code of " + higher.product())
                .isZero();
        CapturedFrame goodbye = lab.awaitAdvertisement(higher, frames, 0);
        CapturedFrame takeover = lab.awaitAdvertisement(
                lower, frames, lower.settings().priority().value());
        assertThat(Duration.between(goodbye.at(), takeover.at()))
                .as("from the goodbye of %s to the takeover of %s", higher.product(), lower.product())
                .isBetween(
                        lower.settings().skewTime().minus(EARLY),
                        lower.settings().skewTime().plus(NOISE));
        lab.awaitOwner(lower);
    }

    private void theHigherTakesBack() {
        higher.start();
        lab.awaitOwner(higher);
    }

    private void crashIsNoticedAfterActiveDownInterval() {
        lab.assertNoComplaints();
        int frames = lab.capture().frames().mark();
        higher.kill();
        CapturedFrame takeover = lab.awaitAdvertisement(
                lower, frames, lower.settings().priority().value());
        List<CapturedFrame.Advertisement> sent = lab.capture().advertisementsOf(higher.host(), 0);
        CapturedFrame last = sent.get(sent.size() - 1);
        assertThat(Duration.between(last.at(), takeover.at()))
                .as("from the last word of %s to the takeover of %s", higher.product(), lower.product())
                .isBetween(
                        lower.settings().activeDownInterval().minus(EARLY),
                        lower.settings().activeDownInterval().plus(NOISE));
        higher.clearAfterCrash();
        lab.awaitOwner(lower);
    }

    private void restartOfTheBackupChangesNothing() {
        lab.assertNoComplaints();
        int changes = higher.stateChanges().mark();
        lower.terminate(InteropLab.LIMIT);
        lower.start();
        lab.awaitOwner(higher);
        lab.assertNoComplaints();
        assertThat(higher.stateChanges().since(changes))
                .as("%s on %s", higher.product(), higher.host())
                .isEmpty();
    }
}
