/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.support.status;

import com.fasterxml.jackson.core.JsonGenerator;
import io.vip4j.event.Anomaly;
import io.vip4j.event.AnomalyEvent;
import io.vip4j.event.Term;
import io.vip4j.event.Transition;
import io.vip4j.event.VipEvent;
import io.vip4j.samples.support.Json;
import java.io.IOException;

/** Writes an event as a JSON object, the same on stdout and in the timeline of the status; README.md has its fields. */
public final class EventJson {

    private EventJson() {}

    /** The event on a line of its own. */
    public static byte[] line(VipEvent event) {
        return Json.line(json -> fields(json, event));
    }

    static void write(JsonGenerator json, VipEvent event) throws IOException {
        json.writeStartObject();
        fields(json, event);
        json.writeEndObject();
    }

    private static void fields(JsonGenerator json, VipEvent event) throws IOException {
        json.writeStringField("at", event.at().toString());
        json.writeStringField("router", event.router());
        json.writeNumberField("vrid", event.vrid().value());
        if (event instanceof Transition transition) {
            json.writeStringField("from", transition.from().name());
            json.writeStringField("to", transition.to().name());
            json.writeStringField("cause", transition.cause().toString());
            json.writeStringField("trigger", transition.cause().trigger().name());
            if (transition.term().isPresent()) {
                json.writeFieldName("term");
                write(json, transition.term().get());
            }
        } else if (event instanceof AnomalyEvent told) {
            // The state does not change: who reads only the fields of a transition sees that nothing moved.
            json.writeStringField("from", told.state().name());
            json.writeStringField("to", told.state().name());
            json.writeStringField("cause", told.anomaly().text());
            json.writeStringField("anomaly", told.anomaly().kind().name());
            json.writeBooleanField("began", told.began());
            json.writeStringField("subject", told.anomaly().subject());
        }
        json.writeStringField("interface", event.networkInterface());
        json.writeNumberField("sequence", event.sequence());
    }

    /** The number of a tenure and what it is worth. */
    static void write(JsonGenerator json, Term term) throws IOException {
        json.writeStartObject();
        json.writeStringField("kind", term.kind());
        json.writeNumberField("number", term.number());
        json.writeEndObject();
    }

    /** An anomaly that lasts. */
    static void write(JsonGenerator json, Anomaly anomaly) throws IOException {
        json.writeStartObject();
        json.writeStringField("kind", anomaly.kind().name());
        json.writeStringField("subject", anomaly.subject());
        json.writeStringField("since", anomaly.since().toString());
        json.writeStringField("lastSeen", anomaly.lastSeen().toString());
        json.writeNumberField("count", anomaly.count());
        json.writeStringField("text", anomaly.text());
        json.writeEndObject();
    }
}
