/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class FlapGateTest {

    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private FlapGate gate =
            FlapGate.unknown(new FlapDamping(Duration.ofSeconds(10), Duration.ofSeconds(60), Duration.ofMinutes(5)));

    private void see(boolean up, long second) {
        gate = gate.after(up, second * SECOND);
    }

    private boolean isUp(long second) {
        return gate.isUp(second * SECOND);
    }

    private OptionalLong heldUntil(long second) {
        OptionalLong nanos = gate.heldUntilNanos(second * SECOND);
        return nanos.isPresent() ? OptionalLong.of(nanos.getAsLong() / SECOND) : nanos;
    }

    @Test
    void firstFailureIsOverWhenItIsOver() {
        assertThat(isUp(0)).as("nothing was seen").isFalse();
        see(true, 0);
        assertThat(isUp(0)).isTrue();
        see(false, 5);
        assertThat(isUp(5)).isFalse();
        see(true, 6);
        assertThat(isUp(6)).isTrue();
        assertThat(heldUntil(6)).isEmpty();
    }

    @Test
    void eachFurtherFailureHoldsTwiceAsLongUpToTheMost() {
        long[] holds = {0, 10, 20, 40, 60, 60, 60};
        long second = 0;
        see(true, second);
        for (long hold : holds) {
            see(false, second += 5);
            see(true, second += 1);
            assertThat(isUp(second + hold)).as("after %s s", hold).isTrue();
            if (hold > 0) {
                assertThat(isUp(second + hold - 1)).as("before %s s", hold).isFalse();
                assertThat(heldUntil(second)).hasValue(second + hold);
            }
        }
    }

    @Test
    void failureWhileHeldBeginsALongerHold() {
        see(true, 0);
        see(false, 1);
        see(true, 2);
        see(false, 3);
        see(true, 4);
        assertThat(heldUntil(4)).hasValue(14);
        see(false, 13);
        assertThat(heldUntil(13)).as("it is down, not held").isEmpty();
        see(true, 13);
        assertThat(heldUntil(13)).hasValue(33);
    }

    @Test
    void stayingUpLongerThanTheMemoryForgetsAll() {
        see(true, 0);
        for (int i = 1; i <= 4; i++) {
            see(false, i);
            see(true, i);
        }
        see(false, 4 + 299);
        assertThat(gate.failures()).as("within the memory").isEqualTo(5);
        see(true, 310);
        see(false, 310 + 300);
        assertThat(gate.failures()).as("after it").isEqualTo(1);
        see(true, 611);
        assertThat(isUp(611)).isTrue();
    }

    @Test
    void memoryCountsFromTheEndOfAFailureNotFromItsBegin() {
        see(true, 0);
        see(false, 1);
        see(true, 1000);
        see(false, 1001);
        see(true, 1002);
        assertThat(heldUntil(1002)).hasValue(1012);
    }

    @Test
    void repeatedAnswersChangeNothing() {
        see(true, 0);
        see(false, 1);
        FlapGate down = gate;
        see(false, 2);
        assertThat(gate).isEqualTo(down);
        see(true, 3);
        FlapGate up = gate;
        see(true, 4);
        assertThat(gate).isEqualTo(up);
    }

    @Test
    void countsAsUpOnlyAfterTheRuledTimeWhateverComes() {
        SplittableRandom random = new SplittableRandom(7);
        for (int run = 0; run < 200; run++) {
            FlapDamping damping = new FlapDamping(
                    Duration.ofNanos(random.nextLong(1, 20 * SECOND)),
                    Duration.ofSeconds(random.nextLong(20, 86_400)),
                    Duration.ofSeconds(90_000));
            FlapGate any = FlapGate.unknown(damping);
            long now = random.nextLong(); // Time may wrap.
            int falls = 0;
            boolean up = false;
            boolean first = true;
            long upSince = 0;
            for (int i = 0; i < 100; i++) {
                boolean answer = random.nextBoolean();
                any = any.after(answer, now);
                if (!answer && (up || first)) {
                    falls++;
                } else if (answer && !up) {
                    upSince = now;
                }
                up = answer;
                first = false;
                double hold = falls < 2
                        ? 0
                        : Math.min(
                                (double) damping.most().toNanos(),
                                damping.hold().toNanos() * Math.pow(2, falls - 2));
                assertThat(any.isUp(now)).isEqualTo(up && (double) (now - upSince) >= hold);
                now += random.nextLong(1, 100 * SECOND);
            }
        }
    }
}
