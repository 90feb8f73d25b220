/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.benchmarks.jitter;

import io.vip4j.samples.lab.LabException;
import io.vip4j.samples.lab.LabRequirements;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Measures how late advertisements of a busy JVM are. See the help text. */
public final class JitterBenchmarks {

    private static final int MISSED = 1;
    private static final int USAGE = 64;

    private JitterBenchmarks() {}

    /** Prints a table, and ends the JVM with the exit code of the help text. */
    public static void main(String[] arguments) {
        System.exit(run(List.of(arguments), System.out, System.err));
    }

    static int run(List<String> arguments, PrintStream out, PrintStream err) {
        if (arguments.equals(List.of("--help"))) {
            out.print(JitterOptions.HELP);
            return 0;
        }
        Optional<JitterOptions> options = JitterOptions.parse(arguments);
        if (options.isEmpty()) {
            err.println("jitter: unknown arguments: " + String.join(" ", arguments));
            err.print(JitterOptions.HELP);
            return USAGE;
        }
        List<String> missing = LabRequirements.missing(List.of("tcpdump"));
        if (!missing.isEmpty()) {
            missing.forEach(reason -> err.println("jitter: " + reason));
            return MISSED;
        }
        try {
            List<JitterResult> results = measure(options.get(), err);
            JitterReport.table(results).forEach(out::println);
            return results.stream().allMatch(JitterResult::isMet) ? 0 : MISSED;
        } catch (IOException e) {
            err.println("jitter: " + e.getMessage());
            return MISSED;
        }
    }

    /** What is done already is written after each case: a night's work is not lost with the last of it. */
    private static List<JitterResult> measure(JitterOptions options, PrintStream err) throws IOException {
        List<JitterResult> results = new ArrayList<>();
        for (JitterCase measured : options.cases()) {
            err.println(measured + " " + (results.size() + 1) + "/"
                    + options.cases().size());
            try {
                results.add(JitterRun.measure(measured, options.length()));
            } catch (LabException e) {
                results.add(JitterResult.failed(measured, String.valueOf(e.getMessage())));
            }
            if (options.directory().isPresent()) {
                write(options.directory().get(), results);
            }
        }
        return results;
    }

    private static void write(Path directory, List<JitterResult> results) throws IOException {
        Files.createDirectories(directory);
        Files.writeString(directory.resolve("jitter.json"), JitterReport.json(results));
        Files.writeString(directory.resolve("jitter.svg"), JitterPlot.svg(results));
    }
}
