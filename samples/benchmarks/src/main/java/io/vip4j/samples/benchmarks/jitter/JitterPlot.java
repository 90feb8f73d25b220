/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.benchmarks.jitter;

import io.vip4j.samples.benchmarks.jitter.JitterResult.OfRouter;
import java.util.List;
import java.util.Locale;

/**
 * A plot of lateness on a logarithmic scale, a line for each router: from the half of its advertisements to the latest, with
 * dots at the half, 99 of 100, 999 of 1000 and the latest. A tick stands at two intervals, which is how long its peers
 * forgive. Left is better.
 */
final class JitterPlot {

    private static final int WIDTH = 900;
    private static final int LEFT = 300;
    private static final int RIGHT = 20;
    private static final int TOP = 50;
    private static final int ROW = 18;
    private static final double LEAST_MILLIS = 0.01;
    private static final double MOST_MILLIS = 10_000;
    private static final String GOOD = "#1f6fb2";
    private static final String BAD = "#c4572a";
    private static final String FAINT = "#999";

    private JitterPlot() {}

    static String svg(List<JitterResult> results) {
        int rows = results.stream()
                .mapToInt(result -> JitterReport.rows(result).size())
                .sum();
        StringBuilder svg = new StringBuilder(String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\""
                        + " font-size=\"12\">%n<rect width=\"100%%\" height=\"100%%\" fill=\"white\"/>%n",
                WIDTH,
                TOP + ROW * rows + 20));
        text(
                svg,
                20,
                20,
                "lateness of advertisements, ms: the half, 99 %, 99.9 %, the latest; the tick is what peers forgive");
        for (double at = LEAST_MILLIS; at <= MOST_MILLIS; at *= 10) {
            text(svg, (int) x(at), TOP - 8, at < 1 ? Double.toString(at) : Long.toString(Math.round(at)));
            line(svg, x(at), TOP, x(at), TOP + ROW * rows, "#ddd");
        }
        int y = TOP + ROW / 2;
        for (JitterResult result : results) {
            String title = result.collector() + " " + result.java() + " " + result.variant();
            if (result.measured().isEmpty()) {
                text(svg, 20, y + 4, title + ": failed");
                y += ROW;
                continue;
            }
            for (OfRouter router : result.measured().get().routers()) {
                text(svg, 20, y + 4, title + ", " + router.intervalMillis() + " ms");
                router(svg, router, y);
                y += ROW;
            }
        }
        return svg.append("</svg>\n").toString();
    }

    private static void router(StringBuilder svg, OfRouter router, int y) {
        Quantiles late = router.lateness();
        String colour = router.failovers() == 0 ? GOOD : BAD;
        line(svg, x(late.p50()), y, x(late.max()), y, colour);
        for (double value : List.of(late.p50(), late.p99(), late.p999(), late.max())) {
            svg.append(String.format(
                    Locale.ROOT, "<circle cx=\"%.1f\" cy=\"%d\" r=\"3.5\" fill=\"%s\"/>%n", x(value), y, colour));
        }
        double forgiven = x(2.0 * router.intervalMillis());
        line(svg, forgiven, y - 6, forgiven, y + 6, FAINT);
    }

    private static double x(double millis) {
        double within = Math.max(LEAST_MILLIS, Math.min(MOST_MILLIS, millis));
        double share = Math.log(within / LEAST_MILLIS) / Math.log(MOST_MILLIS / LEAST_MILLIS);
        return LEFT + share * (WIDTH - LEFT - RIGHT);
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

    private static void text(StringBuilder svg, int x, int y, String words) {
        svg.append(String.format(Locale.ROOT, "<text x=\"%d\" y=\"%d\" fill=\"#222\">%s</text>%n", x, y, words));
    }
}
