/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.flight;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;

/** A turn of the loop that was too late. */
@Name("io.vip4j.Lateness")
@Label("VRRP Loop Lateness")
@Description(
        "A turn of the protocol loop was late by more than half of the shortest advertisement interval of the host")
@Category({"vip4j"})
@StackTrace(false)
final class LatenessEvent extends Event {

    @Label("Lateness")
    @Description("How much later than due the turn was")
    @Timespan
    long lateness;

    @Label("Threshold")
    @Description("What is above it is told")
    @Timespan
    long threshold;

    static void record(long latenessNanos, long thresholdNanos) {
        LatenessEvent event = new LatenessEvent();
        if (event.isEnabled()) {
            event.lateness = latenessNanos;
            event.threshold = thresholdNanos;
            event.commit();
        }
    }
}
