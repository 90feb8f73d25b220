/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.support.status;

import com.fasterxml.jackson.core.JsonGenerator;
import io.vip4j.event.Lateness;
import java.io.IOException;
import java.time.Duration;

/** Writes how late the loop was; README.md has the fields. */
final class LatenessJson {

    private static final double NANOS_PER_MILLI = 1e6;

    private LatenessJson() {}

    static void write(JsonGenerator json, Lateness lateness) throws IOException {
        json.writeObjectFieldStart("lateness");
        json.writeNumberField("turns", lateness.turns());
        json.writeNumberField("lastMillis", millis(lateness.last()));
        json.writeNumberField("meanMillis", millis(lateness.mean()));
        json.writeNumberField("p99Millis", millis(lateness.p99()));
        json.writeNumberField("maxMillis", millis(lateness.max()));
        json.writeNumberField("stalls", lateness.stalls());
        json.writeNumberField("thresholdMillis", millis(lateness.threshold()));
        json.writeNumberField("suspendedMillis", millis(lateness.suspended()));
        json.writeEndObject();
    }

    private static double millis(Duration duration) {
        return duration.toNanos() / NANOS_PER_MILLI;
    }
}
