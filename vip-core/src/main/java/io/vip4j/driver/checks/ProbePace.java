/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.driver.checks;

import io.vip4j.health.Pace;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** When a check is asked next. The same seed gives the same paces. */
final class ProbePace {

    private final Pace pace;
    private final @Nullable SplittableRandom random;

    /**
     * @param seed asked for only if there is jitter
     */
    ProbePace(Pace pace, LongSupplier seed) {
        this.pace = pace;
        this.random = pace.jitter() > 0 ? new SplittableRandom(seed.getAsLong()) : null;
    }

    Duration timeout() {
        return pace.timeout();
    }

    /** How long the first probe is put off, so that those of many checks do not fall together; 0 without jitter. */
    long firstDelayNanos() {
        return random == null ? 0 : (long) (pace.interval().toNanos() * pace.jitter() * random.nextDouble());
    }

    /**
     * From the start of one probe to the start of the next.
     *
     * @param changing whether answers contradict the state and the state still holds
     */
    long nextNanos(boolean up, boolean changing) {
        Duration interval = pace.interval();
        if (changing) {
            interval = pace.whileChanging().orElse(interval);
        } else if (!up) {
            interval = pace.whileDown().orElse(interval);
        }
        long nanos = interval.toNanos();
        return random == null ? nanos : nanos + (long) (nanos * pace.jitter() * (2 * random.nextDouble() - 1));
    }
}
