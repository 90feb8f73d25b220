/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.vipd;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.vip4j.linux.doctor.Finding;
import io.vip4j.linux.doctor.Finding.Severity;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;

/** Findings as one JSON document; README.md has its fields. */
final class DoctorJson {

    private DoctorJson() {}

    static String of(List<Finding> findings) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
            json.useDefaultPrettyPrinter();
            json.writeStartObject();
            json.writeBooleanField(
                    "works", findings.stream().noneMatch(finding -> finding.severity() == Severity.ERROR));
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
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e); // A StringWriter never fails.
        }
        return text.append('\n').toString();
    }
}
