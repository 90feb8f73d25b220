/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.support.status;

import com.fasterxml.jackson.core.JsonGenerator;
import io.vip4j.event.CheckResult;
import io.vip4j.event.CheckStatus;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;

/** Writes a check or handle as it stands in the status. */
final class CheckJson {

    private CheckJson() {}

    /**
     * @param now to tell how old the last answer is
     */
    static void write(JsonGenerator json, CheckStatus check, Instant now) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", check.name());
        json.writeStringField("description", check.description());
        json.writeBooleanField("up", check.up());
        json.writeStringField("detail", check.detail());
        json.writeStringField("effect", check.onFailure().toString());
        json.writeNumberField("contribution", check.contribution());
        json.writeNumberField("level", check.reading().level());
        if (check.reading().value().isPresent()) {
            json.writeNumberField("value", check.reading().value().getAsInt());
        } else {
            json.writeNullField("value");
        }
        json.writeNumberField("successes", check.successes());
        json.writeNumberField("failures", check.failures());
        json.writeNumberField("timeouts", check.timeouts());
        if (check.last().isPresent()) {
            CheckResult last = check.last().get();
            json.writeObjectFieldStart("last");
            json.writeStringField("at", last.at().toString());
            json.writeNumberField(
                    "ageMillis", Math.max(0, Duration.between(last.at(), now).toMillis()));
            json.writeBooleanField("healthy", last.healthy());
            json.writeStringField("detail", last.detail());
            json.writeNumberField("latencyMillis", last.latency().toNanos() / 1e6);
            json.writeEndObject();
        } else {
            json.writeNullField("last");
        }
        json.writeEndObject();
    }
}
