/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.vipd;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Shows a status document to people: a row for each router, then its obstacle, anomalies, checks and last events. */
final class StatusTable {

    private static final int SHOWN_EVENTS = 5;
    private static final List<String> HEAD = List.of(
            "ROUTER",
            "VRID",
            "INTERFACE",
            "STATE",
            "PRIORITY",
            "ACTIVE ROUTER",
            "ADDRESSES",
            "SENT",
            "RECEIVED",
            "DISCARDED");

    private StatusTable() {}

    static String of(JsonTree document, Instant now) {
        List<JsonTree> routers = document.list("routers");
        StringBuilder text = new StringBuilder();
        text.append("vipd ").append(document.text("version")).append(", pid ").append(document.text("pid"));
        text.append(", ").append(ConfigFile.counted(routers.size(), "router"));
        text.append(" of ").append(document.text("configuration"));
        text.append(uptime(document.text("startedAt"), now)).append('\n');
        appendLateness(text, document.field("lateness"));
        text.append('\n');
        List<List<String>> rows = new ArrayList<>();
        rows.add(HEAD);
        routers.forEach(router -> rows.add(row(router)));
        appendAligned(text, rows);
        for (JsonTree router : routers) {
            appendDetails(text, router);
        }
        return text.toString();
    }

    private static void appendLateness(StringBuilder text, JsonTree lateness) {
        if (lateness.text("turns").isEmpty()) {
            return;
        }
        text.append("loop late by ").append(lateness.text("meanMillis")).append(" ms in the mean, ");
        text.append(lateness.text("p99Millis")).append(" ms at p99, ");
        text.append(lateness.text("maxMillis")).append(" ms at most; ");
        text.append(lateness.text("stalls")).append(" stalls above ");
        text.append(lateness.text("thresholdMillis")).append(" ms; suspended for ");
        text.append(lateness.text("suspendedMillis")).append(" ms\n");
    }

    private static List<String> row(JsonTree router) {
        return List.of(
                router.text("name"),
                router.text("vrid"),
                router.text("interface"),
                router.text("state"),
                router.text("effectivePriority"),
                orDash(router.text("activeSource")),
                orDash(Stream.concat(router.list("addresses").stream(), router.list("excludedAddresses").stream())
                        .map(JsonTree::text)
                        .collect(Collectors.joining(" "))),
                router.text("advertsSent"),
                router.text("advertsReceived"),
                orDash(router.field("advertsDiscarded").fields().entrySet().stream()
                        .map(entry -> entry.getKey() + "=" + entry.getValue().text())
                        .collect(Collectors.joining(" "))));
    }

    private static void appendDetails(StringBuilder text, JsonTree router) {
        StringBuilder details = new StringBuilder();
        if (!router.text("obstacle").isEmpty()) {
            details.append("  held back: ").append(router.text("obstacle")).append('\n');
        }
        appendSteering(details, router);
        router.list("anomalies").forEach(anomaly -> appendAnomaly(details, anomaly));
        for (JsonTree check : router.list("checks")) {
            details.append("  check ").append(check.text("name"));
            details.append(check.text("up").equals("true") ? " up: " : " down: ");
            details.append(check.text("detail"));
            details.append(lastAnswer(check)).append('\n');
        }
        List<JsonTree> timeline = router.list("timeline");
        timeline.subList(Math.max(0, timeline.size() - SHOWN_EVENTS), timeline.size())
                .forEach(event -> appendEvent(details, event));
        if (!details.isEmpty()) {
            text.append('\n').append(router.text("name")).append(":\n").append(details);
        }
    }

    private static void appendSteering(StringBuilder details, JsonTree router) {
        JsonTree hold = router.field("hold");
        if (!hold.text("until").isEmpty()) {
            details.append("  held until ").append(hold.text("until")).append(": ");
            details.append(hold.text("reason")).append('\n');
        }
        JsonTree temporary = router.field("temporaryPriority");
        if (!temporary.text("until").isEmpty()) {
            details.append("  priority ").append(temporary.text("priority")).append(" instead of ");
            details.append(router.text("priority"))
                    .append(" until ")
                    .append(temporary.text("until"))
                    .append('\n');
        }
        if (!router.text("leaseRemainingMillis").isEmpty()) {
            details.append("  lease for another ")
                    .append(router.text("leaseRemainingMillis"))
                    .append(" ms\n");
        }
        for (JsonTree peer : router.list("peers")) {
            details.append("  peer ").append(peer.text("address"));
            details.append(peer.text("active").equals("true") ? " Active" : "");
            details.append(", priority ").append(peer.text("priority")).append(", heard ");
            details.append(peer.text("silentForMillis")).append(" ms ago\n");
        }
    }

    private static String lastAnswer(JsonTree check) {
        JsonTree last = check.field("last");
        if (last.text("ageMillis").isEmpty()) {
            return "";
        }
        return " (" + check.text("effect") + "; " + check.text("successes") + " good, " + check.text("failures")
                + " bad; last " + last.text("ageMillis") + " ms ago, took " + last.text("latencyMillis") + " ms)";
    }

    private static void appendAnomaly(StringBuilder details, JsonTree anomaly) {
        details.append("  wrong: ").append(anomaly.text("kind"));
        if (!anomaly.text("subject").isEmpty()) {
            details.append(' ').append(anomaly.text("subject"));
        }
        details.append(": ").append(anomaly.text("text"));
        details.append(" (since ").append(anomaly.text("since"));
        if (!anomaly.text("count").equals("1")) {
            details.append(", ").append(anomaly.text("count")).append(" times, last at ");
            details.append(anomaly.text("lastSeen"));
        }
        details.append(")\n");
    }

    private static void appendEvent(StringBuilder details, JsonTree event) {
        details.append("  ").append(event.text("at")).append("  ");
        if (event.text("anomaly").isEmpty()) {
            details.append(event.text("from")).append(" -> ").append(event.text("to"));
        } else {
            details.append(event.text("anomaly")).append(event.text("began").equals("true") ? " begins" : " ends");
        }
        details.append("  ").append(event.text("cause")).append('\n');
    }

    private static void appendAligned(StringBuilder text, List<List<String>> rows) {
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int column = 0; column < row.size(); column++) {
                int width = width(rows, column);
                line.append(String.format(Locale.ROOT, "%-" + width + "s  ", row.get(column)));
            }
            text.append(line.toString().stripTrailing()).append('\n');
        }
    }

    private static int width(List<List<String>> rows, int column) {
        return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(1);
    }

    private static String uptime(String startedAt, Instant now) {
        try {
            Duration up = Duration.between(Instant.parse(startedAt), now);
            return String.format(
                    Locale.ROOT,
                    ", up %d d %d h %d min %d s",
                    up.toDays(),
                    up.toHoursPart(),
                    up.toMinutesPart(),
                    up.toSecondsPart());
        } catch (DateTimeParseException e) {
            return "";
        }
    }

    private static String orDash(String text) {
        return text.isEmpty() ? "-" : text;
    }
}
