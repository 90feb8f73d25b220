/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.benchmarks;

import io.vip4j.samples.benchmarks.jitter.JitterReport;
import io.vip4j.samples.benchmarks.jitter.JitterResult;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Writes the tables of docs/performance.md from results, which it keeps beside the benchmarks: a new result replaces the old
 * one of the same, and what was not measured again stays. Short runs of jitter go when there is one of ten minutes.
 */
public final class PerformanceDocument {

    static final Path DOCUMENT = Path.of("docs", "performance.md");
    static final Path LAB = Path.of("samples", "benchmarks", "results", "lab.json");
    static final Path JITTER = Path.of("samples", "benchmarks", "results", "jitter.json");

    private static final int FAILED = 1;
    private static final int USAGE = 64;
    private static final String HELP = """
            Usage: samples/benchmarks/document [DIR...]

            Takes over the results that samples/benchmarks/lab --out DIR and samples/benchmarks/jitter --out DIR wrote, and
            writes the tables of docs/performance.md. Without DIR it writes the tables of the results that are kept.
            """;

    private final Path root;

    /**
     * The document of a source tree.
     *
     * @param root of the tree
     */
    PerformanceDocument(Path root) {
        this.root = root;
    }

    /** Runs in the root of the source tree. */
    public static void main(String[] arguments) {
        System.exit(run(Path.of(""), List.of(arguments), System.out, System.err));
    }

    static int run(Path root, List<String> arguments, PrintStream out, PrintStream err) {
        if (arguments.equals(List.of("--help"))) {
            out.print(HELP);
            return 0;
        }
        PerformanceDocument document = new PerformanceDocument(root);
        try {
            for (String argument : arguments) {
                if (!document.take(Path.of(argument))) {
                    err.println("document: neither results.json nor jitter.json: " + argument);
                    err.print(HELP);
                    return USAGE;
                }
            }
            Files.writeString(root.resolve(DOCUMENT), document.text());
            return 0;
        } catch (IOException | IllegalArgumentException e) {
            err.println("document: " + e.getMessage());
            return FAILED;
        }
    }

    /** Keeps the results of a directory; false if there are none. */
    private boolean take(Path directory) throws IOException {
        Path lab = directory.resolve("results.json");
        Path jitter = directory.resolve("jitter.json");
        if (Files.exists(lab)) {
            List<LabResult> results = merged(
                    lab(),
                    LabReport.parse(Files.readString(lab)),
                    one -> one.metric().title());
            Files.writeString(root.resolve(LAB), LabReport.json(new LabOutcome(results, List.of())) + "\n");
        }
        if (Files.exists(jitter)) {
            List<JitterResult> measured = JitterReport.parse(Files.readString(jitter)).stream()
                    .filter(result -> result.measured().isPresent())
                    .toList();
            boolean full = measured.stream().anyMatch(JitterResult::isFull);
            List<JitterResult> kept =
                    jitter().stream().filter(result -> result.isFull() || !full).toList();
            List<JitterResult> results = merged(kept, measured, JitterResult::key);
            Files.writeString(root.resolve(JITTER), JitterReport.json(results) + "\n");
        }
        return Files.exists(lab) || Files.exists(jitter);
    }

    private static <T> List<T> merged(List<T> kept, List<T> newer, Function<T, String> key) {
        Map<String, T> all = new LinkedHashMap<>();
        kept.forEach(result -> all.put(key.apply(result), result));
        newer.forEach(result -> all.put(key.apply(result), result));
        return List.copyOf(all.values());
    }

    /** The results of the lab that are kept. */
    List<LabResult> lab() throws IOException {
        return LabReport.parse(Files.readString(root.resolve(LAB)));
    }

    /** The results of jitter that are kept. */
    List<JitterResult> jitter() throws IOException {
        return JitterReport.parse(Files.readString(root.resolve(JITTER)));
    }

    /** The document as it is, with the tables of the kept results. */
    String text() throws IOException {
        String text = Files.readString(root.resolve(DOCUMENT));
        text = replaced(text, "lab", PerformanceTables.lab(lab()));
        text = replaced(text, "better", PerformanceTables.whereKeepalivedIsBetter(lab()));
        return replaced(text, "jitter", PerformanceTables.jitter(jitter()));
    }

    private static String replaced(String text, String name, String table) {
        Pattern section = Pattern.compile("(?s)(<!-- measured: " + name + " -->\n).*?(<!-- end -->)");
        Matcher found = section.matcher(text);
        if (!found.find()) {
            throw new IllegalArgumentException(DOCUMENT + " has no place for " + name);
        }
        return found.replaceFirst(match -> Matcher.quoteReplacement(match.group(1) + table + match.group(2)));
    }
}
