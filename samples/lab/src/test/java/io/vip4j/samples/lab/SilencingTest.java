/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.lab;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Whether somebody who knows neither password nor configuration can keep an Active router from advertising, or a Backup
 * from taking over, with packets that are thrown away: one each 200 ms, with a fault each, for the router's id.
 */
@LabTest(vipd = true, keepalived = true)
class SilencingTest {

    private static final Duration LIMIT = InteropLab.LIMIT;
    private static final Duration NOISE = Duration.ofMillis(500);
    private static final Duration SPACING = Duration.ofMillis(200);
    private static final Duration LENGTH = Duration.ofSeconds(8);
    private static final RouterSettings SETTINGS = RouterSettings.v2(100);
    private static final Duration INTERVAL = Duration.ofSeconds(1);

    @Test
    void vipdKeepsItsRhythm() throws JsonProcessingException {
        Duration longest = longestPauseUnderFire(Product.VIP4J);
        assertThat(longest).isBetween(INTERVAL.minusMillis(100), INTERVAL.plus(NOISE));
    }

    /**
     * The comparison: every packet for its router, believed or not, starts keepalived's advertisement timer anew. A
     * version that fails here has learned better, and the sentence about it in the README of the lab can go.
     */
    @Test
    void keepalivedFallsSilent() throws JsonProcessingException {
        Duration longest = longestPauseUnderFire(Product.KEEPALIVED);
        assertThat(longest).isGreaterThan(LENGTH.dividedBy(2));
    }

    @Test
    void vipdTakesOverInTimeUnderFire() throws JsonProcessingException {
        try (Lab lab = Lab.open()) {
            LabHost attacker = lab.join("attacker", "198.51.100.100");
            Capture capture = Capture.start(lab);
            VipdNode higher = new VipdNode(lab.join("node-1", "198.51.100.1"), SETTINGS);
            VipdNode lower = new VipdNode(lab.join("node-2", "198.51.100.2"), SETTINGS.withPriority(90));
            higher.start();
            lower.start();
            higher.awaitState(RouterState.ACTIVE, LIMIT);
            lower.awaitState(RouterState.BACKUP, LIMIT);

            BadAdvertisements fire = new BadAdvertisements(attacker, LENGTH, SPACING);
            int frames = capture.frames().mark();
            capture.frames().await("a bad advertisement", frames, frame -> isFrom(frame, attacker), LIMIT);
            higher.kill();
            lower.awaitState(RouterState.ACTIVE, LIMIT);
            fire.awaitEnd();

            List<CapturedFrame.Advertisement> before = capture.advertisementsOf(higher.host(), 0);
            List<CapturedFrame.Advertisement> after = capture.advertisementsOf(lower.host(), frames);
            Instant last = before.get(before.size() - 1).at();
            Duration expected = lower.settings().activeDownInterval();
            assertThat(Duration.between(last, after.get(0).at()))
                    .isBetween(expected.minusMillis(20), expected.plus(NOISE));
        }
    }

    private static boolean isFrom(CapturedFrame frame, LabHost host) {
        return frame instanceof CapturedFrame.Advertisement advertisement
                && advertisement.source().equals(host.address());
    }

    private static Duration longestPauseUnderFire(Product product) throws JsonProcessingException {
        try (Lab lab = Lab.open()) {
            LabHost attacker = lab.join("attacker", "198.51.100.100");
            VrrpNode node = product.node(lab.join("node-1", "198.51.100.1"), SETTINGS);
            Capture capture = Capture.startOn(node.host());
            node.start();
            node.awaitState(RouterState.ACTIVE, LIMIT);
            new BadAdvertisements(attacker, LENGTH, SPACING).awaitEnd();
            int mark = capture.frames().mark();
            capture.frames().await("an advertisement", mark, CapturedFrame.Advertisement.class::isInstance, LIMIT);
            Duration longest = Pauses.longest(capture.advertisementsOf(node.host(), 0));
            System.out.printf(
                    "Bad advertisements each %d ms: longest pause between advertisements of %d ms by %s: %d ms%n",
                    SPACING.toMillis(), INTERVAL.toMillis(), node.product(), longest.toMillis());
            return longest;
        }
    }
}
