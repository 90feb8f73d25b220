/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.vipd;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;

/** Spans and points in time as people read them. */
final class Age {

    private static final DateTimeFormatter TIME_OF_DAY =
            DateTimeFormatter.ofPattern("HH:mm:ss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter DAY_AND_TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private Age() {}

    /** Two units at most: {@code 250 ms}, {@code 3.6 s}, {@code 42 s}, {@code 4 min 3 s}, {@code 2 d 4 h}. */
    static String of(Duration age) {
        if (age.isNegative()) {
            return "0 ms"; // Two clocks, or one that was set.
        }
        if (age.compareTo(Duration.ofSeconds(1)) < 0) {
            return age.toMillis() + " ms";
        }
        if (age.compareTo(Duration.ofSeconds(10)) < 0) {
            return String.format(Locale.ROOT, "%d.%d s", age.toSeconds(), age.toMillisPart() / 100);
        }
        if (age.toMinutes() == 0) {
            return age.toSeconds() + " s";
        }
        if (age.toHours() == 0) {
            return both(age.toMinutes(), "min", age.toSecondsPart(), "s");
        }
        return age.toDays() == 0
                ? both(age.toHours(), "h", age.toMinutesPart(), "min")
                : both(age.toDays(), "d", age.toHoursPart(), "h");
    }

    private static String both(long large, String largeUnit, int small, String smallUnit) {
        return large + " " + largeUnit + (small == 0 ? "" : " " + small + " " + smallUnit);
    }

    /** How long ago something was. */
    static String since(Instant at, Instant now) {
        return of(Duration.between(at, now));
    }

    /** Milliseconds of a document as an age; what is no number stays as it is. */
    static String ofMillis(String millis) {
        try {
            return of(Duration.ofMillis(Long.parseLong(millis)));
        } catch (NumberFormatException e) {
            return millis;
        }
    }

    /** Milliseconds of a document with the digits that count: {@code 0.18 ms}, {@code 1.0 ms}, {@code 701 ms}. */
    static String exactly(String millis) {
        double value;
        try {
            value = Double.parseDouble(millis);
        } catch (NumberFormatException e) {
            return millis;
        }
        int digits = value < 1 ? 2 : value < 10 ? 1 : 0;
        return String.format(Locale.ROOT, "%." + digits + "f ms", value);
    }

    /** A point in time of a document. */
    static Optional<Instant> instant(String text) {
        try {
            return Optional.of(Instant.parse(text));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    /** {@code 23:15:11Z}. */
    static String timeOfDay(Instant at) {
        return TIME_OF_DAY.format(at);
    }

    /** {@code 2026-01-02 03:04:05Z}; what is no point in time stays as it is. */
    static String dayAndTime(String text) {
        return instant(text).map(DAY_AND_TIME::format).orElse(text);
    }
}
