/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.driver;

import java.time.Duration;

/** How long to wait after attempts that fail in a row: the first ones are free, then 2, 4, 8 ... 60 s. Not in RFC. */
final class Backoff {

    static final Duration FIRST = Duration.ofSeconds(2);
    static final Duration LONGEST = Duration.ofSeconds(60);

    private final int free;
    private int failures;
    private Duration next = FIRST;

    /**
     * @param free how many failures in a row cost nothing
     */
    Backoff(int free) {
        this.free = free;
    }

    /** One more failure; how long the next attempt has to wait. */
    Duration failed() {
        if (failures < free) {
            failures++;
            return Duration.ZERO;
        }
        Duration wait = next;
        Duration doubled = wait.multipliedBy(2);
        next = doubled.compareTo(LONGEST) < 0 ? doubled : LONGEST;
        return wait;
    }

    /** An attempt went well: the next failure is the first one again. */
    void succeeded() {
        failures = 0;
        next = FIRST;
    }
}
