/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.benchmarks;

import io.vip4j.samples.benchmarks.jitter.JitterResult;
import io.vip4j.samples.benchmarks.jitter.JitterResult.Measured;
import io.vip4j.samples.benchmarks.jitter.JitterResult.OfRouter;
import io.vip4j.samples.benchmarks.jitter.Quantiles;
import io.vip4j.samples.lab.Spread;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Results as tables of Markdown. */
final class PerformanceTables {

    private PerformanceTables() {}

    /** Medians, in brackets the least and the greatest. */
    static String lab(List<LabResult> results) {
        StringBuilder table = new StringBuilder("""
                | | unit | vip4j | keepalived | compared | bound | met | runs |
                | --- | --- | ---: | ---: | ---: | --- | --- | ---: |
                """);
        for (LabResult result : results) {
            table.append(row(
                    result.metric().title(),
                    result.metric().unit(),
                    LabResult.text(new Spread(result.ours())),
                    LabResult.text(new Spread(result.theirs())),
                    LabResult.text(result.judged()),
                    result.boundText(),
                    result.isMet() ? "yes" : "**no**",
                    Integer.toString(result.ours().size())));
        }
        return table.toString();
    }

    /** A line for each median that is better than ours. */
    static String whereKeepalivedIsBetter(List<LabResult> results) {
        String lines = results.stream()
                .filter(result -> median(result.theirs()) < median(result.ours()))
                .map(result -> "- " + result.metric().title() + ": " + LabResult.number(median(result.theirs())) + " "
                        + result.metric().unit() + ", vip4j " + LabResult.number(median(result.ours())) + " "
                        + result.metric().unit() + "\n")
                .collect(Collectors.joining());
        return lines.isEmpty() ? "Nowhere in this table.\n" : lines;
    }

    private static double median(List<Double> values) {
        return new Spread(values).median();
    }

    /** A line for each case: p50 / p99 / p99.9 / max in milliseconds, and false failovers of all intervals. */
    static String jitter(List<JitterResult> results) {
        StringBuilder table = new StringBuilder("""
                | Java | collector | variant | minutes | 1 s | 100 ms | 50 ms | loop at most | false failovers |
                | --- | --- | --- | ---: | ---: | ---: | ---: | ---: | ---: |
                """);
        for (JitterResult result : results) {
            result.measured()
                    .ifPresent(measured -> table.append(row(
                            result.java(),
                            result.collector(),
                            result.variant(),
                            minutes(result, measured),
                            lateness(measured, 1000),
                            lateness(measured, 100),
                            lateness(measured, 50),
                            LabResult.number(measured.loopMaxMillis()),
                            measured.routers().stream()
                                    .map(router -> Integer.toString(router.failovers()))
                                    .collect(Collectors.joining(" / ")))));
        }
        return table.toString();
    }

    private static String minutes(JitterResult result, Measured measured) {
        double minutes = measured.minutes();
        String text = String.format(Locale.ROOT, minutes == Math.rint(minutes) ? "%.0f" : "%.2f", minutes);
        return result.isFull() ? text : text + " (short)";
    }

    private static String lateness(Measured measured, int intervalMillis) {
        return measured.routers().stream()
                .filter(router -> router.intervalMillis() == intervalMillis)
                .map(OfRouter::lateness)
                .map(PerformanceTables::text)
                .collect(Collectors.joining());
    }

    private static String text(Quantiles late) {
        return LabResult.number(late.p50()) + " / " + LabResult.number(late.p99()) + " / "
                + LabResult.number(late.p999()) + " / " + LabResult.number(late.max());
    }

    private static String row(String... cells) {
        return "| " + String.join(" | ", cells) + " |\n";
    }
}
