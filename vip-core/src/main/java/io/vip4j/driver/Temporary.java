/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.driver;

import io.vip4j.spi.Loop;
import java.time.Duration;
import java.util.Optional;

/** Something that somebody wants for a while; it ends by itself. Used on the loop. */
final class Temporary<T> {

    private final Loop loop;
    private final Runnable over;
    private final Loop.Alarm alarm;

    // Written by the loop.
    private Optional<T> value = Optional.empty();
    private long dueAtNanos;

    /**
     * @param over runs when the time is over, not when it is ended by {@link #end}
     */
    Temporary(Loop loop, Runnable over) {
        this.loop = loop;
        this.over = over;
        this.alarm = loop.newAlarm(this::expire);
    }

    /** From now on, for this time; replaces what was wanted before. */
    void begin(T wanted, Duration limit) {
        value = Optional.of(wanted);
        dueAtNanos = loop.nanoTime() + limit.toNanos();
        alarm.armAt(dueAtNanos);
    }

    /** Not any more; whether it was. */
    boolean end() {
        boolean was = value.isPresent();
        value = Optional.empty();
        alarm.disarm();
        return was;
    }

    Optional<T> value() {
        return value;
    }

    private void expire() {
        if (value.isPresent() && loop.nanoTime() - dueAtNanos >= 0) {
            end();
            over.run();
        }
    }
}
