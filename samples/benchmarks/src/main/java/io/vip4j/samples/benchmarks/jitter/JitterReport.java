/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.benchmarks.jitter;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vip4j.samples.benchmarks.jitter.JitterResult.Measured;
import io.vip4j.samples.benchmarks.jitter.JitterResult.OfRouter;
import io.vip4j.samples.lab.TextTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Results as a table and as JSON. */
public final class JitterReport {

    /** What the columns of a row are. */
    static final List<String> HEADINGS = List.of(
            "java", "collector", "variant", "minutes", "interval", "p50", "p99", "p99.9", "max", "false failovers");

    private static final JsonMapper JSON = new JsonMapper();

    private JitterReport() {}

    /** A table of plain text; lateness in milliseconds. */
    static List<String> table(List<JitterResult> results) {
        TextTable table = new TextTable(HEADINGS.toArray(String[]::new));
        results.forEach(result -> rows(result).forEach(row -> table.row(row.toArray(String[]::new))));
        return table.lines();
    }

    /** A row for each interval, or one that says why there is none. */
    static List<List<String>> rows(JitterResult result) {
        List<String> head = List.of(result.java(), result.collector(), result.variant());
        if (result.measured().isEmpty()) {
            return List.of(row(head, "", "", "FAILED", "", "", "", result.failure()));
        }
        Measured measured = result.measured().get();
        List<List<String>> rows = new ArrayList<>();
        for (OfRouter router : measured.routers()) {
            Quantiles late = router.lateness();
            rows.add(row(
                    head,
                    number(measured.minutes()),
                    router.intervalMillis() + " ms",
                    number(late.p50()),
                    number(late.p99()),
                    number(late.p999()),
                    number(late.max()),
                    Integer.toString(router.failovers())));
        }
        return rows;
    }

    private static List<String> row(List<String> head, String... more) {
        List<String> row = new ArrayList<>(head);
        row.addAll(List.of(more));
        return row;
    }

    static String number(double value) {
        return String.format(Locale.ROOT, Math.abs(value) < 10 ? "%.2f" : "%.0f", value);
    }

    /** An array of results. */
    public static String json(List<JitterResult> results) {
        ArrayNode array = JSON.createArrayNode();
        for (JitterResult result : results) {
            ObjectNode node = array.addObject()
                    .put("java", result.java())
                    .put("collector", result.collector())
                    .put("variant", result.variant())
                    .put("met", result.isMet());
            result.measured()
                    .ifPresentOrElse(measured -> write(node, measured), () -> node.put("failed", result.failure()));
        }
        return array.toPrettyString();
    }

    private static void write(ObjectNode node, Measured measured) {
        node.put("minutes", measured.minutes())
                .put("allocatedMebibytesPerSecond", measured.mebibytesPerSecond())
                .put("loopMaxMillis", measured.loopMaxMillis())
                .put("stalls", measured.stalls());
        ArrayNode routers = node.putArray("routers");
        for (OfRouter router : measured.routers()) {
            routers.addObject()
                    .put("intervalMillis", router.intervalMillis())
                    .put("advertisements", router.advertisements())
                    .put("p50", router.lateness().p50())
                    .put("p99", router.lateness().p99())
                    .put("p999", router.lateness().p999())
                    .put("max", router.lateness().max())
                    .put("falseFailovers", router.failovers());
        }
    }

    /**
     * Reads what {@link #json} wrote.
     *
     * @throws IllegalArgumentException if it is no JSON
     */
    public static List<JitterResult> parse(String text) {
        try {
            List<JitterResult> results = new ArrayList<>();
            for (JsonNode node : JSON.readTree(text)) {
                results.add(new JitterResult(
                        node.path("java").asText(),
                        node.path("collector").asText(),
                        node.path("variant").asText(),
                        node.has("failed") ? Optional.empty() : Optional.of(measured(node)),
                        node.path("failed").asText()));
            }
            return results;
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("results of jitter must be JSON: " + e.getMessage(), e);
        }
    }

    private static Measured measured(JsonNode node) {
        List<OfRouter> routers = new ArrayList<>();
        for (JsonNode router : node.path("routers")) {
            routers.add(new OfRouter(
                    router.path("intervalMillis").asInt(),
                    router.path("advertisements").asInt(),
                    new Quantiles(
                            router.path("p50").asDouble(),
                            router.path("p99").asDouble(),
                            router.path("p999").asDouble(),
                            router.path("max").asDouble()),
                    router.path("falseFailovers").asInt()));
        }
        return new Measured(
                node.path("minutes").asDouble(),
                node.path("allocatedMebibytesPerSecond").asDouble(),
                routers,
                node.path("loopMaxMillis").asDouble(),
                node.path("stalls").asLong());
    }
}
