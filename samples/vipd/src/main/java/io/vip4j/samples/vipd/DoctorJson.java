/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.vipd;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonGenerator;
import io.vip4j.linux.doctor.Finding;
import io.vip4j.linux.doctor.Finding.Severity;
import io.vip4j.samples.support.Json;
import java.io.IOException;
import java.util.List;

/** Findings as one JSON document; README.md has its fields. */
final class DoctorJson {

    private DoctorJson() {}

    static String of(List<Finding> findings) {
        return new String(Json.document(json -> write(json, findings)), UTF_8);
    }

    private static void write(JsonGenerator json, List<Finding> findings) throws IOException {
        json.writeBooleanField("works", findings.stream().noneMatch(finding -> finding.severity() == Severity.ERROR));
        json.writeArrayFieldStart("findings");
        for (Finding finding : findings) {
            json.writeStartObject();
            json.writeStringField("severity", finding.severity().toString());
            json.writeStringField("rule", finding.rule().id());
            json.writeStringField("subject", finding.subject());
            json.writeStringField("seen", finding.seen());
            json.writeStringField("why", finding.why());
            json.writeStringField("fix", finding.fix());
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
