/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.benchmarks;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the command line asks for.
 *
 * @param runs how often each product is measured
 * @param experiments what is measured
 * @param directory where JSON and plot go; empty: nowhere
 */
record LabOptions(int runs, List<Experiment> experiments, Optional<Path> directory) {

    static final String HELP = """
            Usage: samples/benchmarks/lab [--runs N] [--only NAME[,NAME...]] [--quick] [--out DIR]

            Measures vipd and keepalived in turns, in network namespaces of its own; needs root.

              --runs N     how often each product is measured, 1..100; 3 if not given
              --only NAME  only some: sent-1 sent-50 sent-200 received-200 takeover-1000 takeover-100 takeover-10
                           claim-200 presence
              --quick      a short look at each: few routers, short windows, for a test of this program
              --out DIR    writes results.json and results.svg there
            Exit code: 0 all bounds are met, 1 a bound is missed or an experiment failed, 64 usage.
            """;

    private static final int MOST_RUNS = 100;
    private static final Duration FAST = Duration.ofMillis(20);

    LabOptions {
        experiments = List.copyOf(experiments);
    }

    /** Empty if they cannot be understood. */
    static Optional<LabOptions> parse(List<String> arguments) {
        int runs = 3;
        boolean quick = false;
        Optional<Path> directory = Optional.empty();
        List<String> only = List.of();
        for (int i = 0; i < arguments.size(); i++) {
            String word = arguments.get(i);
            if (word.equals("--quick")) {
                quick = true;
                continue;
            }
            if (++i == arguments.size()) {
                return Optional.empty();
            }
            String value = arguments.get(i);
            switch (word) {
                case "--runs" -> runs = value.matches("[1-9][0-9]{0,2}") ? Integer.parseInt(value) : 0;
                case "--only" -> only = List.of(value.split(",", -1));
                case "--out" -> directory = Optional.of(Path.of(value));
                default -> {
                    return Optional.empty();
                }
            }
        }
        List<Experiment> chosen = new ArrayList<>(quick ? quickLook() : all());
        if (!only.isEmpty()) {
            List<String> names = only;
            chosen.removeIf(experiment -> !names.contains(experiment.name()));
        }
        return runs < 1 || runs > MOST_RUNS || chosen.isEmpty() || (!only.isEmpty() && chosen.size() != only.size())
                ? Optional.empty()
                : Optional.of(new LabOptions(runs, chosen, directory));
    }

    private static List<Experiment> all() {
        Duration warmUp = Duration.ofSeconds(5);
        Duration window = Duration.ofSeconds(8);
        return List.of(
                new AdvertCost(Traffic.Direction.SENT, 1, FAST, warmUp, window),
                new AdvertCost(Traffic.Direction.SENT, 50, FAST, warmUp, window),
                new AdvertCost(Traffic.Direction.SENT, 200, FAST, warmUp, window),
                new AdvertCost(Traffic.Direction.RECEIVED, 200, FAST, warmUp, window),
                new Takeovers(Duration.ofSeconds(1), 3),
                new Takeovers(Duration.ofMillis(100), 5),
                new Takeovers(Duration.ofMillis(10), 5),
                new Claim(200),
                new Presence(Duration.ofSeconds(10)));
    }

    private static List<Experiment> quickLook() {
        Duration shortly = Duration.ofSeconds(1);
        return List.of(
                new AdvertCost(Traffic.Direction.SENT, 5, FAST, shortly, shortly),
                new AdvertCost(Traffic.Direction.RECEIVED, 5, FAST, shortly, shortly),
                new Takeovers(Duration.ofMillis(100), 1),
                new Claim(20),
                new Presence(shortly));
    }
}
