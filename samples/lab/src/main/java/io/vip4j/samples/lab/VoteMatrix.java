/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.lab;

import java.io.PrintStream;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The program behind {@code samples/zookeeper-gate/matrix}. */
public final class VoteMatrix {

    /** Of a vote while links fail: short, so that a run takes minutes. */
    static final Duration SHORT_VOTE = Duration.ofSeconds(5);

    /** Of a vote while the store has troubles: long enough for an election among its servers. */
    static final Duration LONG_VOTE = Duration.ofSeconds(10);

    private static final int FAILED = 1;
    private static final int USAGE = 64;
    private static final int MAX_RUNS = 100;

    private static final String HELP = """
            Usage: samples/zookeeper-gate/matrix [--runs N]

            Two nodes with one address and the vote of three ZooKeeper servers: every combination of links that work and links
            that are cut, and what can happen to the store; each N times (1..100, default 1). Says who owned the address, and
            fails if it was another than expected, or if there were two at one time.
            Needs Linux and root, and half a gigabyte of memory.
            """;

    private final PrintStream out;
    private final Map<String, Integer> good = new LinkedHashMap<>();
    private final Map<String, String> failures = new LinkedHashMap<>();

    private VoteMatrix(PrintStream out) {
        this.out = out;
    }

    /** Exit codes: 0 all as expected, 1 not, 64 usage. */
    public static void main(String[] arguments) {
        System.exit(run(List.of(arguments), System.out, System.err));
    }

    private static int run(List<String> arguments, PrintStream out, PrintStream err) {
        int runs;
        try {
            runs = runs(arguments);
        } catch (IllegalArgumentException e) {
            err.println("matrix: " + e.getMessage());
            err.print(HELP);
            return USAGE;
        }
        List<String> missing = LabRequirements.missing(List.of("nft", "bash"));
        if (!missing.isEmpty()) {
            missing.forEach(err::println);
            return FAILED;
        }
        VoteMatrix matrix = new VoteMatrix(out);
        for (int run = 1; run <= runs; run++) {
            out.println("run " + run + " of " + runs);
            matrix.play();
        }
        return matrix.report(runs);
    }

    private static int runs(List<String> arguments) {
        if (arguments.isEmpty()) {
            return 1;
        }
        if (arguments.size() != 2 || !arguments.get(0).equals("--runs")) {
            throw new IllegalArgumentException("unknown arguments: " + String.join(" ", arguments));
        }
        int runs;
        try {
            runs = Integer.parseInt(arguments.get(1));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("--runs must be a number: " + arguments.get(1), e);
        }
        if (runs < 1 || runs > MAX_RUNS) {
            throw new IllegalArgumentException("--runs must be 1.." + MAX_RUNS + ": " + runs);
        }
        return runs;
    }

    private void play() {
        try (VoteLab lab = VoteLab.open()) {
            lab.startGated(SHORT_VOTE);
            for (VoteCell cell : VoteCell.ALL) {
                attempt(cell + ": " + owners(cell.owners()), () -> lab.play(cell));
            }
            lab.startGated(LONG_VOTE);
            for (VoteStory story : VoteStory.values()) {
                attempt(story.toString(), () -> story.play(lab));
            }
        } catch (LabException e) {
            failures.put("the lab", e.getMessage());
        }
    }

    private void attempt(String what, Runnable deed) {
        try {
            deed.run();
            good.merge(what, 1, Integer::sum);
            out.println("  ok      " + what);
        } catch (LabException e) {
            good.merge(what, 0, Integer::sum);
            failures.put(what, e.getMessage());
            out.println("  FAILED  " + what + ": " + e.getMessage());
        }
    }

    private static String owners(Set<String> owners) {
        return owners.isEmpty() ? "nobody" : String.join(" and ", owners);
    }

    private int report(int runs) {
        TextTable table = new TextTable("", "as expected, of " + runs);
        good.forEach((what, times) -> table.row(what, Integer.toString(times)));
        table.lines().forEach(out::println);
        failures.forEach((what, why) -> out.println("FAILED " + what + ": " + why));
        return failures.isEmpty() ? 0 : FAILED;
    }
}
