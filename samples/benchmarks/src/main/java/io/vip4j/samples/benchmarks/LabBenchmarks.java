/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.benchmarks;

import io.vip4j.samples.benchmarks.Experiment.Metric;
import io.vip4j.samples.lab.LabException;
import io.vip4j.samples.lab.LabRequirements;
import io.vip4j.samples.lab.Product;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Measures vipd and keepalived in turns: A B A B. See the help text. */
public final class LabBenchmarks {

    private static final int MISSED = 1;
    private static final int USAGE = 64;

    private LabBenchmarks() {}

    /** Prints a table, and ends the JVM with the exit code of the help text. */
    public static void main(String[] arguments) {
        System.exit(run(List.of(arguments), System.out, System.err));
    }

    static int run(List<String> arguments, PrintStream out, PrintStream err) {
        if (arguments.equals(List.of("--help"))) {
            out.print(LabOptions.HELP);
            return 0;
        }
        Optional<LabOptions> options = LabOptions.parse(arguments);
        if (options.isEmpty()) {
            err.println("lab: unknown arguments: " + String.join(" ", arguments));
            err.print(LabOptions.HELP);
            return USAGE;
        }
        List<String> missing = LabRequirements.missing(List.of("tcpdump", "keepalived"));
        if (!missing.isEmpty()) {
            missing.forEach(reason -> err.println("lab: " + reason));
            return MISSED;
        }
        try {
            List<LabResult> results = measure(options.get(), err);
            LabReport.table(results).forEach(out::println);
            if (options.get().directory().isPresent()) {
                write(options.get().directory().get(), results);
            }
            return results.stream().allMatch(LabResult::isMet) ? 0 : MISSED;
        } catch (LabException | IOException e) {
            err.println("lab: " + e.getMessage());
            return MISSED;
        }
    }

    private static List<LabResult> measure(LabOptions options, PrintStream err) {
        List<LabResult> results = new ArrayList<>();
        for (Experiment experiment : options.experiments()) {
            List<Map<Metric, Double>> ours = new ArrayList<>();
            List<Map<Metric, Double>> theirs = new ArrayList<>();
            for (int run = 1; run <= options.runs(); run++) {
                err.println(experiment.name() + " " + run + "/" + options.runs());
                ours.add(experiment.measure(Product.VIP4J));
                theirs.add(experiment.measure(Product.KEEPALIVED));
            }
            for (Metric metric : experiment.metrics()) {
                results.add(new LabResult(metric, values(ours, metric), values(theirs, metric)));
            }
        }
        return results;
    }

    private static List<Double> values(List<Map<Metric, Double>> runs, Metric metric) {
        List<Double> values = new ArrayList<>();
        for (Map<Metric, Double> run : runs) {
            Double value = run.get(metric);
            if (value == null) {
                throw new LabException("not measured: " + metric.title());
            }
            values.add(value);
        }
        return values;
    }

    private static void write(Path directory, List<LabResult> results) throws IOException {
        Files.createDirectories(directory);
        Files.writeString(directory.resolve("results.json"), LabReport.json(results));
        Files.writeString(directory.resolve("results.svg"), LabReport.svg(results));
    }
}
