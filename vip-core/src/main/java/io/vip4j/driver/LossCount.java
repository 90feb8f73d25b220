/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.driver;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/** Counts how often addresses that are held are removed by others. Not in RFC. */
final class LossCount {

    /** So many losses within {@link #PERIOD} are one too many. */
    static final int LIMIT = 5;

    static final Duration PERIOD = Duration.ofSeconds(10);

    private final Deque<Long> lossesAtNanos = new ArrayDeque<>(LIMIT);

    /** One more loss; whether it is one too many, after which the count begins anew. */
    boolean isTooManyWith(long nowNanos) {
        while (!lossesAtNanos.isEmpty() && nowNanos - lossesAtNanos.getFirst() >= PERIOD.toNanos()) {
            lossesAtNanos.removeFirst();
        }
        lossesAtNanos.addLast(nowNanos);
        if (lossesAtNanos.size() < LIMIT) {
            return false;
        }
        lossesAtNanos.clear();
        return true;
    }
}
