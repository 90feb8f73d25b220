/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.spring.endpoint;

import io.vip4j.event.Anomaly;
import io.vip4j.event.AnomalyEvent;
import io.vip4j.event.Term;
import io.vip4j.event.Transition;
import io.vip4j.event.VipEvent;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the endpoint says of an event of the timeline, of the number of a tenure, and of an anomaly that lasts. */
final class EventDocument {

    private EventDocument() {}

    static Map<String, Object> of(VipEvent event) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("at", event.at().toString());
        document.put("sequence", event.sequence());
        if (event instanceof Transition transition) {
            document.put("from", transition.from().name());
            document.put("to", transition.to().name());
            document.put("trigger", transition.cause().trigger().name());
            document.put("cause", transition.cause().chain());
            transition.term().ifPresent(term -> document.put("term", of(term)));
        } else if (event instanceof AnomalyEvent told) {
            document.put("anomaly", told.anomaly().kind().name());
            document.put("began", told.began());
            document.put("subject", told.anomaly().subject());
            document.put("text", told.anomaly().text());
        }
        return document;
    }

    static Map<String, Object> of(Term term) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("kind", term.kind());
        document.put("number", term.number());
        return document;
    }

    static Map<String, Object> of(Anomaly anomaly) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("kind", anomaly.kind().name());
        document.put("subject", anomaly.subject());
        document.put("since", anomaly.since().toString());
        document.put("lastSeen", anomaly.lastSeen().toString());
        document.put("count", anomaly.count());
        document.put("text", anomaly.text());
        return document;
    }
}
