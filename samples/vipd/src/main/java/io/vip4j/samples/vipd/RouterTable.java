/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.vipd;

import io.vip4j.samples.support.status.JsonTree;
import io.vip4j.samples.vipd.terminal.Style;
import io.vip4j.samples.vipd.terminal.Table;
import io.vip4j.samples.vipd.terminal.Table.Cell;
import io.vip4j.samples.vipd.terminal.Table.Column;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** A row for each router: who owns what, and since when. */
final class RouterTable {

    // In a narrow terminal the counters go first, and name, state and addresses never.
    private static final List<Column> COLUMNS = List.of(
            Column.words("ROUTER", 0),
            Column.numbers("VRID", 5),
            Column.words("INTERFACE", 4),
            Column.words("STATE", 0),
            Column.words("SINCE", 2),
            Column.numbers("PRIORITY", 3),
            Column.words("ACTIVE ROUTER", 1),
            Column.words("ADDRESSES", 0),
            Column.numbers("SENT", 7),
            Column.numbers("RECEIVED", 8),
            Column.words("DISCARDED", 6));

    private RouterTable() {}

    static Table of(List<JsonTree> routers, Instant now) {
        Table table = new Table(COLUMNS);
        for (JsonTree router : routers) {
            table.add(
                    Cell.of(router.text("name")),
                    Cell.of(router.text("vrid")),
                    Cell.of(router.text("interface")),
                    Cell.of(style(router), router.text("state")),
                    Cell.of(since(router, now)),
                    priority(router),
                    Cell.of(router.text("activeSource")),
                    Cell.list(
                            Style.PLAIN,
                            Stream.of("addresses", "excludedAddresses")
                                    .flatMap(field -> router.list(field).stream())
                                    .map(JsonTree::text)),
                    Cell.of(router.text("advertsSent")),
                    Cell.of(router.text("advertsReceived")),
                    Cell.list(
                            Style.CARE,
                            router.field("advertsDiscarded").fields().entrySet().stream()
                                    .map(entry -> entry.getKey() + "="
                                            + entry.getValue().text())));
        }
        return table;
    }

    /** What the state is like: an Active router that has an obstacle or whose lease is over is not in order. */
    static Style style(JsonTree router) {
        boolean heldBack = !router.text("obstacle").isEmpty();
        return switch (router.text("state")) {
            case "ACTIVE" -> heldBack || router.text("isActive").equals("false") ? Style.WRONG : Style.GOOD;
            case "BACKUP" -> heldBack ? Style.CARE : Style.CALM;
            default -> Style.CARE;
        };
    }

    private static String since(JsonTree router, Instant now) {
        return Timeline.of(router)
                .lastTransition()
                .map(at -> Age.since(at, now))
                .orElse("");
    }

    private static Cell priority(JsonTree router) {
        String effective = router.text("effectivePriority");
        String configured = router.text("priority");
        return configured.isEmpty() || configured.equals(effective)
                ? Cell.of(effective)
                : Cell.of(Style.CARE, effective + " of " + configured);
    }
}
