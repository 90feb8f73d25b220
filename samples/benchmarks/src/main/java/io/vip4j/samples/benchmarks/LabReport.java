/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.benchmarks;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vip4j.samples.benchmarks.Experiment.Judged;
import io.vip4j.samples.benchmarks.Experiment.Metric;
import io.vip4j.samples.lab.Spread;
import io.vip4j.samples.lab.TextTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Results as a table, as JSON and as a plot. */
final class LabReport {

    private static final JsonMapper JSON = new JsonMapper();

    private LabReport() {}

    /** A table of plain text: medians, in brackets the least and the greatest, and what failed. */
    static List<String> table(LabOutcome outcome) {
        TextTable table = new TextTable("what", "unit", "vip4j", "keepalived", "compared", "bound", "verdict");
        for (LabResult result : outcome.results()) {
            table.row(
                    result.metric().title(),
                    result.metric().unit(),
                    LabResult.text(new Spread(result.ours())),
                    LabResult.text(new Spread(result.theirs())),
                    LabResult.text(result.judged()),
                    result.boundText(),
                    result.isMet() ? "ok" : "MISSED");
        }
        for (LabOutcome.Failure failure : outcome.failures()) {
            table.row(failure.experiment(), "", "", "", "", "", "FAILED: " + failure.why());
        }
        return table.lines();
    }

    /** An array of results with every single run, and of failures. */
    static String json(LabOutcome outcome) {
        ArrayNode array = JSON.createArrayNode();
        for (LabResult result : outcome.results()) {
            ObjectNode node = array.addObject();
            node.put("what", result.metric().title());
            node.put("unit", result.metric().unit());
            result.ours().forEach(node.putArray("vip4j")::add);
            result.theirs().forEach(node.putArray("keepalived")::add);
            node.put("judged", result.metric().judged().name().toLowerCase(Locale.ROOT));
            node.put("bound", result.metric().bound());
            node.put("met", result.isMet());
        }
        for (LabOutcome.Failure failure : outcome.failures()) {
            array.addObject()
                    .put("what", failure.experiment())
                    .put("failed", failure.why())
                    .put("met", false);
        }
        return array.toPrettyString();
    }

    /**
     * Reads the results that {@link #json} wrote, and leaves out what failed.
     *
     * @throws IllegalArgumentException if it is no JSON, or has something else in it
     */
    static List<LabResult> parse(String text) {
        try {
            List<LabResult> results = new ArrayList<>();
            for (JsonNode node : JSON.readTree(text)) {
                if (node.has("failed")) {
                    continue;
                }
                Judged judged = Judged.valueOf(node.path("judged").asText().toUpperCase(Locale.ROOT));
                Metric metric = new Metric(
                        node.path("what").asText(),
                        node.path("unit").asText(),
                        judged,
                        node.path("bound").asDouble());
                results.add(new LabResult(metric, numbers(node.path("vip4j")), numbers(node.path("keepalived"))));
            }
            return results;
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("results of the lab must be JSON: " + e.getMessage(), e);
        }
    }

    private static List<Double> numbers(JsonNode array) {
        List<Double> numbers = new ArrayList<>();
        array.forEach(number -> numbers.add(number.asDouble()));
        return numbers;
    }

    /** See {@link ComparisonPlot}. */
    static String svg(List<LabResult> results) {
        return new ComparisonPlot(results).svg();
    }
}
