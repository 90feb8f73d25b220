/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.benchmarks;

import io.vip4j.samples.benchmarks.Experiment.Metric;
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
            LabOutcome outcome = measure(options.get(), err);
            LabReport.table(outcome).forEach(out::println);
            return outcome.isMet() ? 0 : MISSED;
        } catch (IOException e) {
            err.println("lab: " + e.getMessage());
            return MISSED;
        }
    }

    /** One that fails keeps no other from being measured, and what is known is written after each. */
    private static LabOutcome measure(LabOptions options, PrintStream err) throws IOException {
        LabOutcome outcome = new LabOutcome(List.of(), List.of());
        for (Experiment experiment : options.experiments()) {
            outcome = outcome.and(measure(experiment, options.runs(), err));
            if (options.directory().isPresent()) {
                write(options.directory().get(), outcome);
            }
        }
        return outcome;
    }

    /** Until all runs are done, or one fails: the pairs before it count. */
    static LabOutcome measure(Experiment experiment, int runs, PrintStream err) {
        List<Map<Metric, Double>> ours = new ArrayList<>();
        List<Map<Metric, Double>> theirs = new ArrayList<>();
        List<LabOutcome.Failure> failures = new ArrayList<>();
        try {
            for (int run = 1; run <= runs; run++) {
                err.println(experiment.name() + " " + run + "/" + runs);
                Map<Metric, Double> our = experiment.measure(Product.VIP4J);
                theirs.add(experiment.measure(Product.KEEPALIVED));
                ours.add(our);
            }
        } catch (RuntimeException e) {
            err.println(experiment.name() + " failed: " + e.getMessage());
            failures.add(new LabOutcome.Failure(experiment.name(), String.valueOf(e.getMessage())));
        }
        List<LabResult> results = new ArrayList<>();
        for (Metric metric : ours.isEmpty() ? List.<Metric>of() : experiment.metrics()) {
            results.add(new LabResult(metric, values(ours, metric), values(theirs, metric)));
        }
        return new LabOutcome(results, failures);
    }

    private static List<Double> values(List<Map<Metric, Double>> runs, Metric metric) {
        List<Double> values = new ArrayList<>();
        for (Map<Metric, Double> run : runs) {
            Double value = run.get(metric);
            if (value == null) {
                throw new IllegalStateException("not measured: " + metric.title());
            }
            values.add(value);
        }
        return values;
    }

    private static void write(Path directory, LabOutcome outcome) throws IOException {
        Files.createDirectories(directory);
        Files.writeString(directory.resolve("results.json"), LabReport.json(outcome));
        Files.writeString(directory.resolve("results.svg"), LabReport.svg(outcome.results()));
    }
}
