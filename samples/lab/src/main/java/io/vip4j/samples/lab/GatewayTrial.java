/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.lab;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** What clients of a gateway lose when its address goes to another one, next to the same gateway behind keepalived. */
public final class GatewayTrial {

    private static final int VIOLATED = 1;
    private static final int USAGE = 64;

    private static final String HELP = """
            Usage: samples/lab/gateway [--runs N] [--only MOVE[,MOVE...]] [--product vip4j|keepalived|both] [--interval 1s|100ms|both]
                                       [--rate N] [--timeout MS] [--margin MS] [--seed N] [--json]

              --runs N         how often each move is made; 3 if not given
              --only MOVE      switchover, sigterm or sigkill
              --product P      both if not given: gateways with the starter, and the same without it beside keepalived
              --interval I     between two advertisements; 1s if not given
              --rate N         requests a second, each on a connection of its own; 200 if not given
              --timeout MS     how long a request may take; 500 if not given: less than TCP waits before it sends a SYN again
              --margin MS      what this machine may cost on top of Skew_Time; 50 if not given
              --seed N         where the moments of the moves come from; chosen by the clock if not given
              --json           the runs as JSON instead of a table
            Exit code: 0 vip4j lost no request outside of Skew_Time, 1 it did or the lab failed, 64 usage.
            """;

    private final GatewayOptions options;
    private final PrintStream out;
    private final PrintStream err;

    private GatewayTrial(GatewayOptions options, PrintStream out, PrintStream err) {
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
        Optional<GatewayOptions> options = GatewayOptions.parse(arguments, System.currentTimeMillis() % 1_000_000);
        if (options.isEmpty()) {
            err.println("gateway: unknown arguments: " + String.join(" ", arguments));
            err.print(HELP);
            return USAGE;
        }
        List<String> missing = LabRequirements.missing(List.of("python3", "keepalived", "curl", "bash"));
        if (!missing.isEmpty()) {
            missing.forEach(reason -> err.println("gateway: " + reason));
            return VIOLATED;
        }
        try {
            return new GatewayTrial(options.get(), out, err).run();
        } catch (LabException e) {
            err.println("gateway: " + e.getMessage());
            return VIOLATED;
        }
    }

    private int run() {
        err.println("seed " + options.seed());
        List<GatewayResult> results = new ArrayList<>();
        for (GatewaySetting setting : options.settings()) {
            results.addAll(makeAll(setting));
        }
        if (options.json()) {
            out.println(GatewayJson.of(results));
        } else {
            out.println();
            new GatewayTable(results).lines().forEach(out::println);
            out.println();
        }
        List<String> violations =
                results.stream().flatMap(result -> result.violations().stream()).toList();
        violations.forEach(violation -> err.println("VIOLATED " + violation));
        return violations.isEmpty() ? 0 : VIOLATED;
    }

    private List<GatewayResult> makeAll(GatewaySetting setting) {
        List<GatewayResult> results = new ArrayList<>();
        try (GatewayLab lab = GatewayLab.start(setting, new Random(options.seed()))) {
            for (int run = 1; run <= options.runs(); run++) {
                for (GatewayMove move : options.moves()) {
                    GatewayResult result = lab.make(move, true);
                    err.println("run %d/%d %s: %s: %d of %d requests failed, %d outside of Skew_Time"
                            .formatted(
                                    run,
                                    options.runs(),
                                    setting,
                                    move.title(),
                                    result.failed().size(),
                                    result.requests().size(),
                                    result.failedOutside().size()));
                    results.add(result);
                }
            }
        }
        return results;
    }
}
