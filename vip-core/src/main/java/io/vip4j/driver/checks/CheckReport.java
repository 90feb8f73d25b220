/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.driver.checks;

import io.vip4j.health.Reading;
import java.time.Duration;

/** Hears about one running check, on the loop. */
interface CheckReport {

    /**
     * One answer, or one thing that was seen.
     *
     * @param healthy whether it was good
     * @param detail what was seen
     * @param latency from the question to the answer; zero if nothing was asked
     * @param timedOut whether it is a failure because nothing came in time
     */
    record Answer(boolean healthy, String detail, Duration latency, boolean timedOut) {}

    /** An answer came, and with it the check counts so. */
    void answered(Answer answer, Reading reading, String detail);

    /** It counts so without an answer, for example because time has passed. */
    void counts(Reading reading, String detail);
}
