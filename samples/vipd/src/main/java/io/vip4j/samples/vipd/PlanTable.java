/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.vipd;

import io.vip4j.plan.CaseResult;
import io.vip4j.plan.Finding;
import io.vip4j.plan.Member;
import io.vip4j.plan.Plan;
import io.vip4j.plan.TakeoverTime;
import io.vip4j.plan.Verdict;
import io.vip4j.plan.VirtualRouter;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Shows a plan to people: a block for each virtual router with a row for each failure, then what is wrong. */
final class PlanTable {

    private static final List<String> HEAD = List.of("FAILURE", "OWNER", "", "AT MOST", "PRIORITIES", "WHEN REPAIRED");
    private static final int SHOWN_PAIRS = 20;

    private final Plan plan;
    private final StringBuilder text = new StringBuilder();

    private PlanTable(Plan plan) {
        this.plan = plan;
    }

    static String of(Plan plan) {
        return new PlanTable(plan).write();
    }

    private String write() {
        line("plan of " + ConfigFile.counted(plan.nodes().size(), "node") + ": "
                + plan.nodes().stream()
                        .map(node -> node.name() + " (" + node.origin() + ")")
                        .collect(Collectors.joining(", ")));
        plan.routers().forEach(this::router);
        pairs();
        findings();
        conclusion();
        return text.toString();
    }

    private void router(VirtualRouter router) {
        line("");
        String addresses = router.addresses().stream().map(Object::toString).collect(Collectors.joining(" "));
        line(router + (addresses.isEmpty() ? ", without address" : "  " + addresses));
        line("  when all is well: " + plan.healthy(router) + "  ("
                + router.members().stream().map(PlanTable::priorityOf).collect(Collectors.joining(", ")) + ")");
        List<List<String>> rows = new ArrayList<>();
        rows.add(HEAD);
        Map<String, Integer> notes = new LinkedHashMap<>();
        plan.singles().stream()
                .filter(result -> result.router().equals(router))
                .forEach(result -> rows.add(row(result, notes)));
        appendAligned(rows);
        notes.forEach((arithmetic, number) -> line("    [" + number + "] " + arithmetic));
    }

    private static String priorityOf(Member member) {
        return member.node() + " " + member.config().priority();
    }

    private static List<String> row(CaseResult result, Map<String, Integer> notes) {
        return List.of(
                result.title(),
                result.after().toString(),
                result.verdict().toString(),
                result.takeover().map(time -> time + note(time, notes)).orElse("-"),
                result.priorities().isEmpty()
                        ? "-"
                        : result.priorities().entrySet().stream()
                                .map(entry -> entry.getKey() + " " + entry.getValue())
                                .collect(Collectors.joining(", ")),
                result.movesBack()
                        .map(time -> result.repaired() + " after " + time + note(time, notes))
                        .orElse("stays with " + result.repaired()));
    }

    private static String note(TakeoverTime time, Map<String, Integer> notes) {
        return " [" + notes.computeIfAbsent(time.arithmetic(), unused -> notes.size() + 1) + "]";
    }

    private void pairs() {
        Map<Verdict, Integer> counts = new EnumMap<>(Verdict.class);
        plan.pairs().forEach(result -> counts.merge(result.verdict(), 1, Integer::sum));
        line("");
        line("pairs of failures, one when all has settled after the other: " + plan.pairsPlayed() + " looked at, "
                + plan.pairsLeftOut() + " left out"
                + (counts.isEmpty()
                        ? ""
                        : "; after the second a router "
                                + counts.entrySet().stream()
                                        .map(entry -> entry.getKey() + ": " + entry.getValue())
                                        .collect(Collectors.joining(", "))));
        List<CaseResult> wrong = plan.pairs().stream()
                .filter(result -> result.verdict() == Verdict.STUCK
                        || result.verdict() == Verdict.UNSETTLED
                        || result.verdict() == Verdict.SPLIT)
                .toList();
        wrong.stream()
                .limit(SHOWN_PAIRS)
                .forEach(result ->
                        line("  " + result.verdict() + "  " + result.router().name() + ": " + result.title() + ": "
                                + result.before() + " -> " + result.after()));
        if (wrong.size() > SHOWN_PAIRS) {
            line("  and " + (wrong.size() - SHOWN_PAIRS) + " more; --json has them all");
        }
    }

    private void findings() {
        line("");
        for (Finding finding : plan.findings()) {
            line(finding.severity() + " " + finding.rule().id() + ": " + finding.subject());
            line("  why: " + finding.why());
            line("  fix: " + finding.fix());
        }
    }

    private void conclusion() {
        long broken = plan.singles().stream()
                .filter(result -> !result.verdict().works())
                .count();
        if (plan.everyFailoverWorks()) {
            line("every failover works");
        } else if (broken == 0) {
            line("it does not work even when all is well");
        } else {
            line(ConfigFile.counted(broken, "failover") + (broken == 1 ? " does" : " do") + " not work");
        }
    }

    private void appendAligned(List<List<String>> rows) {
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder("  ");
            for (int column = 0; column < row.size(); column++) {
                int index = column;
                int width = rows.stream()
                        .mapToInt(cells -> cells.get(index).length())
                        .max()
                        .orElse(0);
                line.append(String.format(Locale.ROOT, "%-" + Math.max(1, width) + "s  ", row.get(column)));
            }
            line(line.toString().stripTrailing());
        }
    }

    /** One line, with nothing in it that a file could steer a terminal with. */
    private void line(String words) {
        words.codePoints().map(c -> Character.isISOControl(c) ? ' ' : c).forEach(text::appendCodePoint);
        text.append('\n');
    }
}
