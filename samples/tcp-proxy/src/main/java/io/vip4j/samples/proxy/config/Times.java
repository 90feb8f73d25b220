/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.proxy.config;

import io.vip4j.samples.support.TimeText;
import io.vip4j.vrrp.ConfigurationException;
import java.time.Duration;

/** Times within bounds. */
final class Times {

    private Times() {}

    static Duration read(String text, Duration least, Duration most) {
        Duration time = read(text);
        if (time.compareTo(least) < 0 || time.compareTo(most) > 0) {
            throw new ConfigurationException("must be " + written(least) + ".." + written(most) + ": '" + text + "'");
        }
        return time;
    }

    static Duration read(String text) {
        return TimeText.read(text)
                .orElseThrow(() ->
                        new ConfigurationException("must be a time such as 500ms, 5s, 10m or 1h: '" + text + "'"));
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
