/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.lab;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;

/** What runs of faults have cost, as JSON: an array of runs, times in milliseconds. */
final class FaultJson {

    private static final JsonMapper JSON = new JsonMapper();

    private FaultJson() {}

    static String of(List<FaultReport> reports) {
        ArrayNode runs = JSON.createArrayNode();
        for (FaultReport report : reports) {
            ObjectNode run = runs.addObject();
            run.put("fault", report.fault().word());
            run.put("variant", report.setting().variant().word());
            run.put("interval", millis(report.setting().interval()));
            run.put("seed", report.seed());
            ArrayNode phases = run.putArray("phases");
            report.phases().forEach(phase -> add(phases.addObject(), phase));
            ArrayNode violations = run.putArray("violations");
            report.violations().forEach(violations::add);
            run.put("repeat", report.command());
        }
        return runs.toPrettyString();
    }

    private static void add(ObjectNode json, PhaseResult phase) {
        json.put("phase", phase.phase());
        json.put("at", phase.from().toString());
        json.put("noOwner", millis(phase.noOwner()));
        json.put("twoOwners", millis(phase.twoOwners()));
        json.put("clientGap", millis(phase.clientGap()));
        json.put("twoAnswer", millis(phase.twoAnswer()));
        phase.newOwner().ifPresent(after -> json.put("newOwner", millis(after)));
        json.put("agreed", phase.isAgreed());
        json.put("settled", millis(Duration.between(phase.from(), phase.to())));
    }

    private static double millis(Duration value) {
        return Math.round(value.toNanos() / 1e3) / 1e3;
    }
}
