/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** vipd and stock keepalived in one virtual router. */
@LabTest(vipd = true, keepalived = true)
@Execution(ExecutionMode.CONCURRENT)
class VipdWithKeepalivedTest {

    private static final Duration LIMIT = Deadline.GENEROUS;
    private static final Duration NOISE = Duration.ofMillis(500);
    private static final RouterSettings V2 = RouterSettings.v2(100);
    private static final RouterSettings V3 = RouterSettings.v3(100, Duration.ofSeconds(1));

    private PairLab pair;
    private Capture capture;

    @BeforeEach
    void build() {
        pair = PairLab.open(RouterSettings.ADDRESS, Duration.ofMillis(10));
        capture = Capture.start(pair.lab());
    }

    @AfterEach
    void takeDown() {
        pair.close();
    }

    private static Stream<Arguments> bothWays(String name, RouterSettings settings) {
        return Stream.of(
                Arguments.of(name + ", vipd higher", settings, Product.VIP4J, Product.KEEPALIVED),
                Arguments.of(name + ", vipd lower", settings, Product.KEEPALIVED, Product.VIP4J));
    }

    static Stream<Arguments> pairs() {
        return bothWays("VRRPv2 with password", V2);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("pairs")
    void takeOverYieldAndSeeEachOtherStop(
            String name, RouterSettings settings, Product higherProduct, Product lowerProduct) {
        tell(settings, higherProduct, lowerProduct);
    }

    static Stream<Arguments> pairsOfVersion3() {
        return bothWays("VRRPv3", V3);
    }

    /** The same timers but for a fraction; what version 3 says on the wire is told by {@link KeepalivedInteropTest}. */
    @Tag("exhaustive")
    @ParameterizedTest(name = "{0}")
    @MethodSource("pairsOfVersion3")
    void takeOverYieldAndSeeEachOtherStopInVersion3(
            String name, RouterSettings settings, Product higherProduct, Product lowerProduct) {
        tell(settings, higherProduct, lowerProduct);
    }

    private void tell(RouterSettings settings, Product higherProduct, Product lowerProduct) {
        VrrpNode higher = higherProduct.node(pair.first(), settings);
        VrrpNode lower = lowerProduct.node(pair.second(), settings.withPriority(90));

        // Alone, the lower one takes over; its stop is seen by the higher one, which would have waited much longer.
        lower.start();
        pair.awaitOwner(lower, LIMIT);
        higher.start();
        higher.awaitState(RouterState.BACKUP, LIMIT);
        stopAndExpectTakeoverAfterSkewTime(lower, higher);

        // And the other way round.
        lower.start();
        lower.awaitState(RouterState.BACKUP, LIMIT);
        stopAndExpectTakeoverAfterSkewTime(higher, lower);

        // The higher one takes its address back and the lower one yields.
        higher.start();
        pair.awaitOwner(higher, LIMIT);
        lower.awaitState(RouterState.BACKUP, LIMIT);

        // Nobody says goodbye when a cable is cut.
        Instant cutAt = Instant.now();
        pair.first().cutCable();
        pair.awaitOwner(lower, LIMIT);
        Instant answeredAt = pair.pinger().awaitReply(LIMIT);
        assertThat(pair.pinger().longestGap(cutAt, answeredAt))
                .isLessThan(lower.settings().activeDownInterval().plus(NOISE));
        pair.first().plugCable();
        pair.awaitOwner(higher, LIMIT);
        lower.awaitState(RouterState.BACKUP, LIMIT);
    }

    private void stopAndExpectTakeoverAfterSkewTime(VrrpNode leaving, VrrpNode taking) {
        int frames = capture.frames().mark();
        Instant stoppedAt = Instant.now();
        assertThat(leaving.terminate(LIMIT))
                .as("exit code of " + leaving.product())
                .isZero();
        pair.awaitOwner(taking, LIMIT);
        CapturedFrame.Advertisement goodbye = advertisement(frames, leaving.host(), 0);
        CapturedFrame.Advertisement takeover = advertisement(
                frames, taking.host(), taking.settings().priority().value());
        assertThat(Duration.between(goodbye.at(), takeover.at()))
                .as("from the goodbye of %s to the takeover of %s", leaving.product(), taking.product())
                .isBetween(
                        taking.settings().skewTime().minusMillis(20),
                        taking.settings().skewTime().plus(NOISE));
        assertThat(pair.ownership().timeline().heldByTwo(stoppedAt, Instant.now()))
                .isZero();
    }

    private CapturedFrame.Advertisement advertisement(int mark, LabHost host, int priority) {
        return (CapturedFrame.Advertisement) capture.frames()
                .await(
                        "an advertisement of " + host + " with priority " + priority,
                        mark,
                        frame -> frame instanceof CapturedFrame.Advertisement advertisement
                                && advertisement.source().equals(host.address())
                                && advertisement.priority() == priority,
                        LIMIT);
    }
}
