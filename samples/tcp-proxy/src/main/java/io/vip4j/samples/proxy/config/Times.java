/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.proxy.config;

import io.vip4j.vrrp.ConfigurationException;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Times as people write them: a whole number and a unit. */
final class Times {

    private static final Pattern FORM = Pattern.compile("(\\d{1,9})(ms|s|m|h)");

    private Times() {}

    static Duration read(String text, Duration least, Duration most) {
        Duration time = read(text);
        if (time.compareTo(least) < 0 || time.compareTo(most) > 0) {
            throw new ConfigurationException("must be " + written(least) + ".." + written(most) + ": '" + text + "'");
        }
        return time;
    }

    static Duration read(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw new ConfigurationException("must be a time such as 500ms, 5s, 10m or 1h: '" + text + "'");
        }
        long number = Long.parseLong(form.group(1));
        return switch (form.group(2)) {
            case "ms" -> Duration.ofMillis(number);
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            default -> Duration.ofHours(number);
        };
    }

    private static String written(Duration time) {
        if (time.toMillis() % 1000 != 0) {
            return time.toMillis() + "ms";
        }
        long seconds = time.toSeconds();
        if (seconds != 0 && seconds % 3600 == 0) {
            return seconds / 3600 + "h";
        }
        return seconds != 0 && seconds % 60 == 0 ? seconds / 60 + "m" : seconds + "s";
    }
}
