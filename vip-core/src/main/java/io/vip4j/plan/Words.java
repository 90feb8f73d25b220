/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.plan;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;

/** How times are written: in seconds, to the millisecond, rounded up because they are limits. */
final class Words {

    private Words() {}

    static String time(Duration duration) {
        return BigDecimal.valueOf(duration.toNanos(), 9)
                        .setScale(3, RoundingMode.CEILING)
                        .stripTrailingZeros()
                        .toPlainString()
                + " s";
    }
}
