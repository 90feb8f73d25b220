/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.lab;

import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The fault laboratory: inflicts each fault many times, sees from outside what it costs, and judges that. Every chance
 * comes from a seed, so that a run can be repeated.
 */
public final class Faults {

    private static final int VIOLATED = 1;
    private static final int USAGE = 64;

    private static final String HELP = """
            Usage: samples/lab/faults [--runs N] [--seed N] [--only FAULT[,FAULT...]] [--product vipd|keepalived|both]
                                      [--variant VARIANT] [--interval 1s|100ms|both] [--margin MS] [--json]
                   samples/lab/faults --soak LENGTH [--seed N] [--only FAULT[,FAULT...]] [--variant VARIANT] [--interval I]
                   samples/lab/faults --figures [--runs N]

              --runs N         how often each fault is inflicted; 3 if not given
              --seed N         repeats a run; chosen by the clock if not given
              --only FAULT     %s
              --product P      vipd if not given
              --variant V      how vipd keeps its address honest: %s; lease if not given
              --interval I     between two advertisements; 100ms if not given
              --margin MS      what this machine may cost on top of what is promised; 250 if not given
              --soak LENGTH    faults by lot for so long, 90s, 3m or 1h, and a count of what they leave behind
              --figures        the promised figures next to keepalived
              --json           the runs as JSON instead of a table
            Exit code: 0 all bounds are met by vipd, 1 one is not or the lab failed, 64 usage.
            """.formatted(
                    words(Stream.of(Fault.values()).map(Fault::word), ",\n                   "),
                    words(Stream.of(Variant.values()).filter(Variant::isVipd).map(Variant::word), ", "));

    private final FaultOptions options;
    private final PrintStream out;
    private final PrintStream err;

    private Faults(FaultOptions options, PrintStream out, PrintStream err) {
        this.options = options;
        this.out = out;
        this.err = err;
    }

    /** Prints the table; see the help text for arguments and exit codes. */
    public static void main(String[] arguments) {
        System.exit(run(List.of(arguments), System.out, System.err));
    }

    static int run(List<String> arguments, PrintStream out, PrintStream err) {
        if (arguments.equals(List.of("--help"))) {
            out.print(HELP);
            return 0;
        }
        long seed = System.currentTimeMillis() % 1_000_000;
        Optional<FaultOptions> options = FaultOptions.parse(arguments, seed);
        if (options.isEmpty()) {
            err.println("faults: unknown arguments: " + String.join(" ", arguments));
            err.print(HELP);
            return USAGE;
        }
        List<String> missing = LabRequirements.missing(List.of("python3", "keepalived", "nft", "prlimit"));
        if (!missing.isEmpty()) {
            missing.forEach(reason -> err.println("faults: " + reason));
            return VIOLATED;
        }
        try {
            return new Faults(options.get(), out, err).run();
        } catch (LabException e) {
            err.println("faults: " + e.getMessage());
            return VIOLATED;
        }
    }

    private static String words(Stream<String> words, String separator) {
        return words.collect(Collectors.joining(separator));
    }

    private int run() {
        err.println("seed " + options.seed());
        if (options.figures()) {
            return figures();
        }
        if (!options.soak().isZero()) {
            return soak();
        }
        List<FaultReport> reports = new ArrayList<>();
        for (Duration interval : options.intervals()) {
            for (Variant variant : options.variants()) {
                reports.addAll(inflictAll(new FaultSetting(variant, interval, options.margin())));
            }
        }
        return report(reports);
    }

    private List<FaultReport> inflictAll(FaultSetting setting) {
        List<FaultReport> reports = new ArrayList<>();
        try (FaultBench bench = new FaultBench(setting)) {
            for (int run = 0; run < options.runs(); run++) {
                for (Fault fault : options.faults()) {
                    if (fault.concerns(setting.variant())) {
                        err.println("run " + (run + 1) + "/" + options.runs() + " " + setting + ": " + fault.title());
                        FaultReport report = bench.inflict(fault, options.seed() + run);
                        report.complaint().forEach(err::println);
                        reports.add(report);
                    }
                }
            }
        }
        return reports;
    }

    private int figures() {
        FaultFigures figures = new FaultFigures(options.runs(), options.seed(), err::println);
        figures.measure();
        out.println();
        figures.lines().forEach(out::println);
        out.println();
        return figures.isAnyMissed() ? VIOLATED : 0;
    }

    private int soak() {
        int verdict = 0;
        for (Variant variant : options.variants()) {
            FaultSetting setting = new FaultSetting(variant, options.intervals().get(0), options.margin());
            Soak soak = new Soak(setting, options.soak(), options.seed(), options.faults(), err::println);
            soak.run();
            verdict |= report(soak.reports());
            soak.leaks().forEach(leak -> err.println("LEAKED " + leak));
            verdict |= soak.leaks().isEmpty() ? 0 : VIOLATED;
        }
        return verdict;
    }

    private int report(List<FaultReport> reports) {
        if (options.json()) {
            out.println(FaultJson.of(reports));
        } else {
            out.println();
            new FaultTable(reports).lines().forEach(out::println);
            out.println();
            out.println("  In brackets: the bound. Another product has promised nothing.");
        }
        List<FaultReport> violated = reports.stream()
                .filter(report -> !report.violations().isEmpty())
                .toList();
        for (FaultReport report : violated) {
            err.println("VIOLATED " + report.fault().title() + ": " + String.join("; ", report.violations()));
            err.println("  repeat it with: " + report.command());
        }
        return violated.isEmpty() ? 0 : VIOLATED;
    }
}
