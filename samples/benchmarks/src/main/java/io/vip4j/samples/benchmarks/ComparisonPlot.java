/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.benchmarks;

import io.vip4j.samples.lab.Spread;
import java.util.List;
import java.util.Locale;

/**
 * A plot of results, one row each: every run of both products on a scale of its own from zero to the greatest value, and a
 * tick at the medians. Left is better.
 */
final class ComparisonPlot {

    private static final int WIDTH = 900;
    private static final int LEFT = 20;
    private static final int ROW = 54;
    private static final int TOP = 46;
    private static final String OURS = "#1f6fb2";
    private static final String THEIRS = "#c4572a";

    private final List<LabResult> results;

    ComparisonPlot(List<LabResult> results) {
        this.results = results;
    }

    String svg() {
        int height = TOP + ROW * results.size() + 10;
        StringBuilder svg = new StringBuilder(String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\""
                        + " font-size=\"13\">%n<rect width=\"100%%\" height=\"100%%\" fill=\"white\"/>%n",
                WIDTH,
                height));
        text(svg, LEFT, 24, OURS, "vip4j");
        text(svg, LEFT + 60, 24, THEIRS, "keepalived");
        text(
                svg,
                LEFT + 160,
                24,
                "#555",
                "each dot a run, the tick their median; left is better, zero at the left edge");
        for (int i = 0; i < results.size(); i++) {
            row(svg, results.get(i), TOP + ROW * i);
        }
        return svg.append("</svg>\n").toString();
    }

    private static void row(StringBuilder svg, LabResult result, int y) {
        Spread ours = new Spread(result.ours());
        Spread theirs = new Spread(result.theirs());
        double most = Math.max(Math.max(ours.worst(), theirs.worst()), Double.MIN_NORMAL);
        text(
                svg,
                LEFT,
                y + 12,
                "#222",
                result.metric().title() + ", " + result.metric().unit());
        text(svg, WIDTH - 300, y + 12, "#555", LabResult.text(ours) + " against " + LabResult.text(theirs));
        line(svg, LEFT, y + 20, LEFT, y + 46, "#999");
        dots(svg, ours, most, y + 27, OURS);
        dots(svg, theirs, most, y + 39, THEIRS);
    }

    private static void dots(StringBuilder svg, Spread spread, double most, int y, String colour) {
        for (double value : spread.samples()) {
            svg.append(String.format(
                    Locale.ROOT,
                    "<circle cx=\"%.1f\" cy=\"%d\" r=\"3.5\" fill=\"%s\" fill-opacity=\"0.55\"/>%n",
                    x(value, most),
                    y,
                    colour));
        }
        double median = x(spread.median(), most);
        line(svg, median, y - 6, median, y + 6, colour);
    }

    /** Values below zero, early by less than the clock can tell, are at the edge. */
    private static double x(double value, double most) {
        return LEFT + Math.max(0, value) / most * (WIDTH - 2 * LEFT);
    }

    private static void line(StringBuilder svg, double fromX, int fromY, double toX, int toY, String colour) {
        svg.append(String.format(
                Locale.ROOT,
                "<line x1=\"%.1f\" y1=\"%d\" x2=\"%.1f\" y2=\"%d\" stroke=\"%s\" stroke-width=\"2\"/>%n",
                fromX,
                fromY,
                toX,
                toY,
                colour));
    }

    private static void text(StringBuilder svg, int x, int y, String colour, String words) {
        svg.append(String.format(Locale.ROOT, "<text x=\"%d\" y=\"%d\" fill=\"%s\">%s</text>%n", x, y, colour, words));
    }
}
