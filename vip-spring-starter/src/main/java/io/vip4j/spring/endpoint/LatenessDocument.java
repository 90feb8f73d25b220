/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.spring.endpoint;

import io.vip4j.event.Lateness;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the endpoint says of how late the loop was, with the names that vipd's status has. */
final class LatenessDocument {

    private LatenessDocument() {}

    static Map<String, Object> of(Lateness lateness) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("turns", lateness.turns());
        document.put("lastMillis", RouterDocument.millis(lateness.last()));
        document.put("meanMillis", RouterDocument.millis(lateness.mean()));
        document.put("p99Millis", RouterDocument.millis(lateness.p99()));
        document.put("maxMillis", RouterDocument.millis(lateness.max()));
        document.put("stalls", lateness.stalls());
        document.put("thresholdMillis", RouterDocument.millis(lateness.threshold()));
        document.put("suspendedMillis", RouterDocument.millis(lateness.suspended()));
        return document;
    }
}
