/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.lab;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;

/** What moves of the address have cost, as JSON: an array of runs, times in milliseconds. */
final class GatewayJson {

    private static final JsonMapper JSON = new JsonMapper();

    private GatewayJson() {}

    static String of(List<GatewayResult> results) {
        ArrayNode runs = JSON.createArrayNode();
        for (GatewayResult result : results) {
            ObjectNode run = runs.addObject();
            run.put("move", result.move().word());
            run.put("product", result.setting().product().title());
            run.put("interval", millis(result.setting().interval()));
            run.put("at", result.at().toString());
            run.put("released", millis(Duration.between(result.at(), result.releasedAt())));
            run.put("noOwner", millis(result.noOwner()));
            run.put("promised", millis(result.promised()));
            run.put("requests", result.requests().size());
            run.put("failed", result.failed().size());
            run.put("failedOutside", result.failedOutside().size());
            run.put("outage", millis(result.outage()));
            ArrayNode failures = run.putArray("failures");
            for (WebRequest request : result.failed()) {
                ObjectNode failure = failures.addObject();
                failure.put("sent", millis(Duration.between(result.at(), request.sentAt())));
                failure.put("took", millis(request.took()));
                failure.put("outcome", request.outcome());
            }
        }
        return runs.toPrettyString();
    }

    private static double millis(Duration value) {
        return Math.round(value.toNanos() / 1e3) / 1e3;
    }
}
