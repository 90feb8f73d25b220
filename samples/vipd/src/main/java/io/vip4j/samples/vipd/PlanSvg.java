/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.vipd;

import io.vip4j.plan.CaseResult;
import io.vip4j.plan.Failure;
import io.vip4j.plan.Owners;
import io.vip4j.plan.Plan;
import io.vip4j.plan.PlanNode;
import io.vip4j.plan.VirtualRouter;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * A plan as a picture: a block for each virtual router, a column for each node, a row for each failure. A filled circle
 * holds the addresses, a half one may, a cross is where the failure is. One SVG document without references.
 */
final class PlanSvg {

    private static final int ROW = 26;
    private static final int GLYPH = 8; // Width of a character of the 13 px monospace font, rounded up.
    private static final int MARGIN = 16;
    private static final int LEAST_COLUMN = 90;

    private final Plan plan;
    private final StringBuilder body = new StringBuilder();
    private final int labelWidth;
    private final int columnWidth;
    private final int width;
    private int y = MARGIN;

    private PlanSvg(Plan plan) {
        this.plan = plan;
        this.labelWidth = widest(plan.singles().stream().map(CaseResult::title).toList(), 24);
        this.columnWidth = Math.max(
                LEAST_COLUMN, widest(plan.nodes().stream().map(PlanNode::name).toList(), 0) + 2 * GLYPH);
        int words = widest(plan.singles().stream().map(PlanSvg::outcome).toList(), 24);
        int titles = widest(plan.routers().stream().map(this::title).toList(), 0);
        this.width = 2 * MARGIN
                + Math.max(titles, labelWidth + columnWidth * plan.nodes().size() + words);
    }

    static String of(Plan plan) {
        return new PlanSvg(plan).draw();
    }

    private static int widest(List<String> texts, int least) {
        return GLYPH
                * Math.max(least, texts.stream().mapToInt(String::length).max().orElse(0) + 2);
    }

    private String draw() {
        plan.routers().forEach(this::router);
        text(
                MARGIN,
                y,
                "note",
                "filled: holds the addresses   half: may hold them   cross: the failure   red: does not work");
        y += ROW;
        return "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"" + width + "\" height=\"" + (y + MARGIN)
                + "\" viewBox=\"0 0 " + width + " " + (y + MARGIN) + "\" role=\"img\">\n"
                + "<title>Who holds the addresses in every failure</title>\n"
                + "<style>text{font:13px monospace;fill:#222}.head{font-weight:bold}.note{fill:#666}.bad{fill:#b00020}"
                + ".row{fill:#f4f4f6}.wrong{fill:#fde7ea}.holds{fill:#1b7f4d;stroke:#1b7f4d}"
                + ".none{fill:none;stroke:#999}.cross{stroke:#b00020;stroke-width:2}</style>\n"
                + "<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>\n"
                + body
                + "</svg>\n";
    }

    private String title(VirtualRouter router) {
        return router + "  "
                + String.join(
                        " ", router.addresses().stream().map(Object::toString).toList());
    }

    private void router(VirtualRouter router) {
        text(MARGIN, y, "head", title(router));
        y += ROW;
        for (int i = 0; i < plan.nodes().size(); i++) {
            text(
                    center(i) - GLYPH * plan.nodes().get(i).name().length() / 2,
                    y,
                    "head",
                    plan.nodes().get(i).name());
        }
        y += ROW;
        row(router, "all is well", plan.healthy(router), Set.of(), "", true);
        for (CaseResult result : plan.singles()) {
            if (result.router().equals(router)) {
                Set<String> failed = new TreeSet<>(
                        result.failures().stream().map(Failure::node).toList());
                row(
                        router,
                        result.title(),
                        result.after(),
                        failed,
                        outcome(result),
                        result.verdict().works());
            }
        }
        y += ROW;
    }

    private static String outcome(CaseResult result) {
        return result.verdict()
                + result.takeover().map(time -> ", at most " + time).orElse("");
    }

    private void row(
            VirtualRouter router, String label, Owners owners, Set<String> failed, String outcome, boolean works) {
        body.append("<rect class=\"")
                .append(works ? "row" : "wrong")
                .append("\" x=\"")
                .append(MARGIN - GLYPH);
        body.append("\" y=\"").append(y - 4).append("\" width=\"").append(width - 2 * MARGIN + 2 * GLYPH);
        body.append("\" height=\"").append(ROW - 2).append("\"/>\n");
        text(MARGIN, y, "", label);
        for (int i = 0; i < plan.nodes().size(); i++) {
            String node = plan.nodes().get(i).name();
            if (router.on(node).isPresent()) {
                circle(center(i), node, owners);
            }
            if (failed.contains(node)) {
                cross(center(i));
            }
        }
        text(MARGIN + labelWidth + columnWidth * plan.nodes().size(), y, works ? "" : "bad", outcome);
        y += ROW;
    }

    private int center(int node) {
        return MARGIN + labelWidth + columnWidth * node + columnWidth / 2;
    }

    private void circle(int x, String node, Owners owners) {
        boolean may = owners.possible().stream().anyMatch(nodes -> nodes.contains(node));
        boolean must = owners.possible().stream().allMatch(nodes -> nodes.contains(node));
        body.append("<circle class=\"")
                .append(must ? "holds" : "none")
                .append("\" cx=\"")
                .append(x);
        body.append("\" cy=\"").append(y + 8).append("\" r=\"7\"/>\n");
        if (may && !must) {
            body.append("<path class=\"holds\" d=\"M").append(x).append(' ').append(y + 1);
            body.append("a7 7 0 0 0 0 14z\"/>\n");
        }
    }

    private void cross(int x) {
        body.append("<path class=\"cross\" d=\"M")
                .append(x - 10)
                .append(' ')
                .append(y - 2)
                .append("l20 20m0 -20l-20 20\"/>\n");
    }

    private void text(int x, int top, String style, String words) {
        if (words.isEmpty()) {
            return;
        }
        body.append("<text x=\"").append(x).append("\" y=\"").append(top + 12).append('"');
        if (!style.isEmpty()) {
            body.append(" class=\"").append(style).append('"');
        }
        body.append('>').append(escaped(words)).append("</text>\n");
    }

    /** XML has no way to write most control characters, and none for halves of characters. */
    private static String escaped(String words) {
        StringBuilder safe = new StringBuilder();
        words.codePoints().forEach(c -> {
            switch (c) {
                case '&' -> safe.append("&amp;");
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '"' -> safe.append("&quot;");
                default -> {
                    boolean writable =
                            !Character.isISOControl(c) && !(c >= 0xD800 && c <= 0xDFFF) && c != 0xFFFE && c != 0xFFFF;
                    safe.appendCodePoint(writable ? c : '?');
                }
            }
        });
        return safe.toString();
    }
}
