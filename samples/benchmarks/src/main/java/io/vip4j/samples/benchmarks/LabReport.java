/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.benchmarks;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vip4j.samples.lab.Spread;
import io.vip4j.samples.lab.TextTable;
import java.util.List;
import java.util.Locale;

/** Results as a table, as JSON and as a plot. */
final class LabReport {

    private static final JsonMapper JSON = new JsonMapper();

    private LabReport() {}

    /** A table of plain text: medians, and in brackets the least and the greatest. */
    static List<String> table(List<LabResult> results) {
        TextTable table = new TextTable("what", "unit", "vip4j", "keepalived", "compared", "bound", "verdict");
        for (LabResult result : results) {
            table.row(
                    result.metric().title(),
                    result.metric().unit(),
                    LabResult.text(new Spread(result.ours())),
                    LabResult.text(new Spread(result.theirs())),
                    LabResult.text(result.judged()),
                    result.boundText(),
                    result.isMet() ? "ok" : "MISSED");
        }
        return table.lines();
    }

    /** An array of results with every single run. */
    static String json(List<LabResult> results) {
        ArrayNode array = JSON.createArrayNode();
        for (LabResult result : results) {
            ObjectNode node = array.addObject();
            node.put("what", result.metric().title());
            node.put("unit", result.metric().unit());
            result.ours().forEach(node.putArray("vip4j")::add);
            result.theirs().forEach(node.putArray("keepalived")::add);
            node.put("judged", result.metric().judged().name().toLowerCase(Locale.ROOT));
            node.put("bound", result.metric().bound());
            node.put("met", result.isMet());
        }
        return array.toPrettyString();
    }

    /** See {@link ComparisonPlot}. */
    static String svg(List<LabResult> results) {
        return new ComparisonPlot(results).svg();
    }
}
