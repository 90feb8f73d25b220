/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.vipd;

import io.vip4j.samples.support.status.JsonTree;
import io.vip4j.samples.vipd.terminal.Glyphs;
import io.vip4j.samples.vipd.terminal.Style;
import io.vip4j.samples.vipd.terminal.Text;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Shows a status document to people: a row for each router, then its obstacle, anomalies, checks and last events. */
final class StatusTable {

    private static final int SHOWN_EVENTS = 5;

    private StatusTable() {}

    /**
     * The lines.
     *
     * @param width how wide the table may be; the lines below it are not cut, a terminal wraps them
     */
    static List<Text> of(JsonTree document, Instant now, int width, Glyphs glyphs) {
        List<Text> lines = new ArrayList<>();
        lines.add(DaemonLines.about(document, now));
        DaemonLines.lateness(document).ifPresent(lines::add);
        lines.add(Text.EMPTY);
        List<JsonTree> routers = document.list("routers");
        lines.addAll(RouterTable.of(routers, now).lines(width, glyphs));
        for (JsonTree router : routers) {
            List<Text> details = details(router, now);
            if (!details.isEmpty()) {
                lines.add(Text.EMPTY);
                lines.add(Text.of(Style.STRONG, router.text("name")).and(":"));
                details.forEach(detail -> lines.add(Text.of("  ").and(detail)));
            }
        }
        return lines;
    }

    private static List<Text> details(JsonTree router, Instant now) {
        List<Text> details = new ArrayList<>(RouterLines.troubles(router, now));
        RouterLines.lease(router).ifPresent(details::add);
        router.list("peers").forEach(peer -> details.add(RouterLines.peer(peer)));
        router.list("checks").forEach(check -> details.add(RouterLines.check(check)));
        List<JsonTree> timeline = router.list("timeline");
        timeline.subList(Math.max(0, timeline.size() - SHOWN_EVENTS), timeline.size())
                .forEach(event -> details.add(RouterLines.event(event, now)));
        return details;
    }
}
