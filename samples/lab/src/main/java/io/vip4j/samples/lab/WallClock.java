/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.lab;

import java.math.BigDecimal;
import java.time.Instant;

/** Times as the tools print them. */
final class WallClock {

    private WallClock() {}

    /** Reads seconds since 1970 with a fraction of up to nine digits. */
    static Instant ofEpochSeconds(String text) {
        BigDecimal seconds = new BigDecimal(text);
        long whole = seconds.longValue();
        long nanos =
                seconds.subtract(BigDecimal.valueOf(whole)).movePointRight(9).longValue();
        return Instant.ofEpochSecond(whole, nanos);
    }
}
