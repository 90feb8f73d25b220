/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.support;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A time as people write it: a whole number and {@code ms}, {@code s}, {@code m}, {@code h} or {@code d}. */
public final class TimeText {

    private static final Pattern FORM = Pattern.compile("(\\d{1,9})(ms|s|m|h|d)");

    private TimeText() {}

    /** What is written; empty: that is no time. */
    public static Optional<Duration> read(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            return Optional.empty();
        }
        long number = Long.parseLong(form.group(1));
        return Optional.of(
                switch (form.group(2)) {
                    case "ms" -> Duration.ofMillis(number);
                    case "s" -> Duration.ofSeconds(number);
                    case "m" -> Duration.ofMinutes(number);
                    case "h" -> Duration.ofHours(number);
                    default -> Duration.ofDays(number);
                });
    }

    /** Why a text is no time. */
    public static String rule(String text) {
        return "'" + text + "' is not a time such as 500ms, 5s, 30m, 2h or 1d";
    }
}
