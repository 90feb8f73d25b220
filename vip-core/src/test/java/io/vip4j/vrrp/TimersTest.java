/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.vrrp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.time.Duration;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** RFC 9568 6.1 and RFC 3768 6.1 to the nanosecond: given values, and every priority with every interval. */
final class TimersTest {

    private static final int MAX_CENTISECONDS = 4095;
    private static final int MAX_SECONDS = 255;
    private static final long SECOND = 1_000_000_000L;
    private static final long MILLISECOND = 1_000_000L;
    private static final JsonNode VECTORS = read();

    @TestFactory
    Stream<DynamicTest> rowsOfTimersJson() {
        assertThat(VECTORS.get("rows")).hasSize(136);
        return elements(VECTORS.get("rows"))
                .map(row -> DynamicTest.dynamicTest("T3 T4 5/L14 " + name(row), () -> {
                    boolean v3 = row.get("version").asInt() == 3;
                    VrrpVersion version = v3 ? VrrpVersion.V3 : VrrpVersion.V2;
                    Priority priority = new Priority(row.get("priority").asInt());
                    AdvertisementInterval interval = new AdvertisementInterval(
                            v3
                                    ? row.get("interval_cs").asInt()
                                    : row.get("interval_s").asInt() * 100);
                    assertThat(Timers.skewTimeNanos(version, priority, interval))
                            .isEqualTo(row.get(v3 ? "skew_ns_floor" : "skew_ns").asLong());
                    assertThat(Timers.activeDownIntervalNanos(version, priority, interval))
                            .isEqualTo(row.get(v3 ? "down_ns_floor" : "down_ns").asLong());
                }));
    }

    @TestFactory
    Stream<DynamicTest> independentValuesOfTimersJson() {
        JsonNode values = VECTORS.get("independent_values").get("values");
        assertThat(values).hasSize(7);
        return elements(values)
                .map(row -> DynamicTest.dynamicTest(
                        "T3 " + row,
                        () -> assertThat(Timers.skewTimeNanos(
                                        VrrpVersion.V3,
                                        new Priority(row.get("priority").asInt()),
                                        AdvertisementInterval.of(Duration.ofMillis(
                                                row.get("interval_ms").asLong()))))
                                .isEqualTo(row.get("skew_ns").asLong())));
    }

    /** T3, T4, T9. */
    @Test
    void everyPriorityAndV3IntervalEqualsTheExactQuotient() {
        for (int centiseconds = 1; centiseconds <= MAX_CENTISECONDS; centiseconds++) {
            AdvertisementInterval interval = new AdvertisementInterval(centiseconds);
            long previous = Long.MAX_VALUE;
            for (int value = 1; value <= 255; value++) {
                Priority priority = new Priority(value);
                long skew = Timers.skewTimeNanos(VrrpVersion.V3, priority, interval);
                long down = Timers.activeDownIntervalNanos(VrrpVersion.V3, priority, interval);
                // With c centiseconds the exact value is (256 - p) * c * 39062.5 ns: no quotient by 256 is needed.
                long twice = (256L - value) * centiseconds * 78_125L;
                // keepalived's form in microseconds, which rounds down too.
                long micros = (256L - value) * centiseconds * 625L / 16L;
                if (skew != twice / 2
                        || skew / 1000 != micros
                        || down != 30_000_000L * centiseconds + skew
                        || skew <= 0
                        || skew >= previous
                        || skew >= interval.nanos()) {
                    throw new AssertionError(
                            "priority " + priority + ", " + interval + ": skew " + skew + " ns, down " + down + " ns");
                }
                previous = skew;
            }
        }
    }

    /** T3, T4 as RFC 3768 6.1 has them: the skew does not grow with the interval. */
    @Test
    void everyPriorityAndV2IntervalEqualsTheExactQuotient() {
        for (int seconds = 1; seconds <= MAX_SECONDS; seconds++) {
            AdvertisementInterval interval = new AdvertisementInterval(seconds * 100);
            long previous = Long.MAX_VALUE;
            for (int value = 1; value <= 255; value++) {
                Priority priority = new Priority(value);
                long skew = Timers.skewTimeNanos(VrrpVersion.V2, priority, interval);
                long down = Timers.activeDownIntervalNanos(VrrpVersion.V2, priority, interval);
                long expected = BigInteger.valueOf(256L - value)
                        .multiply(BigInteger.valueOf(SECOND))
                        .shiftRight(8)
                        .longValueExact();
                if (skew != expected || down != 3L * seconds * SECOND + skew || skew <= 0 || skew >= previous) {
                    throw new AssertionError(
                            "priority " + priority + ", " + interval + ": skew " + skew + " ns, down " + down + " ns");
                }
                previous = skew;
            }
        }
    }

    /** T4: the quickest Backup there can be is not quicker than the silence limit. */
    @Test
    void noBackupTakesOverWithinTheSilenceLimit() {
        for (int centiseconds = 1; centiseconds <= MAX_CENTISECONDS; centiseconds++) {
            AdvertisementInterval interval = new AdvertisementInterval(centiseconds);
            long limit = Timers.silenceLimitNanos(interval);
            assertThat(limit).isEqualTo(3 * interval.nanos());
            assertThat(limit).isLessThan(Timers.activeDownIntervalNanos(VrrpVersion.V3, new Priority(255), interval));
        }
    }

    @Test
    void leaseEndsBeforeTheQuickestBackupTakesOverAndOutlivesARenewal() {
        for (int centiseconds = 1; centiseconds <= MAX_SECONDS * 100; centiseconds++) {
            AdvertisementInterval interval = new AdvertisementInterval(centiseconds);
            Duration lifetime = Timers.leaseLifetime(interval);
            long nanos = lifetime.toNanos();
            long latestRemoval = nanos + Duration.ofMillis(350).toNanos();
            assertThat(lifetime.toNanosPart()).as("whole seconds, %s", interval).isZero();
            // At least 200 ms between a renewal that is due and the end of the lifetime; least at 78 cs.
            assertThat(nanos - interval.nanos())
                    .as("renewed in time, %s", interval)
                    .isGreaterThanOrEqualTo(Duration.ofMillis(200).toNanos());
            if (centiseconds >= 45) {
                assertThat(latestRemoval)
                        .as("removed in time, %s", interval)
                        .isLessThanOrEqualTo(Timers.silenceLimitNanos(interval));
                assertThat(latestRemoval + SECOND)
                        .as("as long as possible, %s", interval)
                        .isGreaterThan(Timers.silenceLimitNanos(interval));
            } else {
                assertThat(lifetime).as("the kernel's shortest, %s", interval).isEqualTo(Duration.ofSeconds(1));
            }
        }
    }

    @Test
    void leaseWithTheDefaultIntervalIsTwoSeconds() {
        assertThat(Timers.leaseLifetime(AdvertisementInterval.DEFAULT)).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void gateIsOpenUntilTheQuickestBackupSpeaksAndOutlivesAnInterval() {
        for (int centiseconds = 1; centiseconds <= MAX_SECONDS * 100; centiseconds++) {
            AdvertisementInterval interval = new AdvertisementInterval(centiseconds);
            for (int number = 1; number <= 5; number++) {
                long time = Timers.gateTimeNanos(interval, number);
                if (number > 1) {
                    assertThat(time).isEqualTo(Timers.silenceLimitNanos(interval, number));
                }
                assertThat(Timers.gateCertainNanos(time))
                        .as("certain beyond one interval or at least as long, %s", interval)
                        .isBetween(interval.nanos(), time - 1);
            }
        }
        assertThat(Timers.gateTimeNanos(new AdvertisementInterval(10), 3)).isEqualTo(300 * MILLISECOND);
        assertThat(Timers.gateCertainNanos(300 * MILLISECOND)).isEqualTo(280 * MILLISECOND);
        assertThat(Timers.gateCertainNanos(30 * MILLISECOND)).isEqualTo(20 * MILLISECOND);
    }

    private static String name(JsonNode row) {
        return "v" + row.get("version") + " priority " + row.get("priority") + " interval "
                + (row.has("interval_cs") ? row.get("interval_cs") + " cs" : row.get("interval_s") + " s");
    }

    private static Stream<JsonNode> elements(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }

    private static JsonNode read() {
        try (InputStream in =
                Objects.requireNonNull(TimersTest.class.getResourceAsStream("/vectors/timers.json"), "timers.json")) {
            return new ObjectMapper().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** T4 with another number of missing advertisements: every number, some priorities and intervals. */
    @Test
    void everyNumberOfMissingAdvertisementsIsExact() {
        for (int number = 1; number <= 100; number++) {
            for (int centiseconds : new int[] {1, 99, 100, 4095}) {
                AdvertisementInterval interval = new AdvertisementInterval(centiseconds);
                for (int value : new int[] {1, 100, 254, 255}) {
                    Priority priority = new Priority(value);
                    assertThat(Timers.activeDownIntervalNanos(VrrpVersion.V3, priority, interval, number))
                            .isEqualTo(10_000_000L * number * centiseconds
                                    + 10_000_000L * (256 - value) * centiseconds / 256);
                }
                assertThat(Timers.silenceLimitNanos(interval, number))
                        .isEqualTo(Math.min(3, number) * interval.nanos());
                assertThat(Timers.leaseLifetime(interval, number)).isGreaterThan(interval.toDuration());
            }
        }
    }
}
