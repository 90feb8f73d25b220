/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.lab;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the fault laboratory is asked to do.
 *
 * @param runs how often each fault is inflicted, 1..10000
 * @param seed where all chances of the first run come from; the second run has the next number
 * @param faults which ones
 * @param variants whom on
 * @param intervals the advertisement intervals, one after the other
 * @param margin what the machine may cost on top of what is promised
 * @param soak how long faults are drawn by lot instead; zero if they are not
 * @param figures whether the promised figures are taken instead
 * @param json whether the results are printed as JSON instead of a table
 */
record FaultOptions(
        int runs,
        long seed,
        List<Fault> faults,
        List<Variant> variants,
        List<Duration> intervals,
        Duration margin,
        Duration soak,
        boolean figures,
        boolean json) {

    /** With quick advertisements. */
    static final Duration TENTH = Duration.ofMillis(100);

    /** With advertisements as they are usual. */
    static final Duration SECOND = Duration.ofSeconds(1);

    /** What a busy machine may cost. */
    static final Duration MARGIN = Duration.ofMillis(250);

    private static final int MAX_RUNS = 10_000;
    /** What every answer to the client fits into the memory of. */
    private static final Duration LONGEST_SOAK = Duration.ofHours(2);

    FaultOptions {
        faults = List.copyOf(faults);
        variants = List.copyOf(variants);
        intervals = List.copyOf(intervals);
    }

    /** Reads a command line; empty if it is wrong. */
    static Optional<FaultOptions> parse(List<String> arguments, long defaultSeed) {
        Draft draft = new Draft(defaultSeed);
        for (int i = 0; i < arguments.size(); i++) {
            String word = arguments.get(i);
            if (word.equals("--json")) {
                draft.json = true;
            } else if (word.equals("--figures")) {
                draft.figures = true;
            } else if (i + 1 == arguments.size() || !draft.take(word, arguments.get(++i))) {
                return Optional.empty();
            }
        }
        return draft.finish();
    }

    /** What is known while the words are read. One thread. */
    private static final class Draft {

        private int runs = 3;
        private long seed;
        private final List<Fault> faults = new ArrayList<>();
        private List<Variant> products = List.of(Variant.LEASE);
        private Optional<Variant> variant = Optional.empty();
        private List<Duration> intervals = List.of(TENTH);
        private Duration margin = MARGIN;
        private Duration soak = Duration.ZERO;
        private boolean figures;
        private boolean json;

        Draft(long seed) {
            this.seed = seed;
        }

        boolean take(String option, String value) {
            switch (option) {
                case "--runs" -> runs = (int) number(value, 1, MAX_RUNS);
                case "--seed" -> seed = number(value, 0, Long.MAX_VALUE);
                case "--only" -> {
                    for (String word : value.split(",", -1)) {
                        Optional<Fault> fault = Fault.named(word);
                        fault.ifPresent(faults::add);
                        if (fault.isEmpty()) {
                            return false;
                        }
                    }
                }
                case "--product" -> products = productsNamed(value);
                case "--variant" -> variant = Variant.named(value);
                case "--interval" -> intervals = intervalsNamed(value);
                case "--margin" -> margin = Duration.ofMillis(number(value, 0, 10_000));
                case "--soak" -> soak = length(value);
                default -> {
                    return false;
                }
            }
            return !option.equals("--variant") || variant.isPresent();
        }

        Optional<FaultOptions> finish() {
            List<Variant> variants = products.stream()
                    .map(product -> product.isVipd() ? variant.orElse(product) : product)
                    .toList();
            boolean complete = runs > 0
                    && seed >= 0
                    && !variants.isEmpty()
                    && !intervals.isEmpty()
                    && !soak.isNegative()
                    && !margin.isNegative();
            List<Fault> chosen = faults.isEmpty() ? List.of(Fault.values()) : faults;
            return complete
                    ? Optional.of(
                            new FaultOptions(runs, seed, chosen, variants, intervals, margin, soak, figures, json))
                    : Optional.empty();
        }
    }

    private static List<Variant> productsNamed(String word) {
        return switch (word) {
            case "vipd" -> List.of(Variant.LEASE);
            case "keepalived" -> List.of(Variant.KEEPALIVED);
            case "both" -> List.of(Variant.LEASE, Variant.KEEPALIVED);
            default -> List.of();
        };
    }

    /** The intervals that a word of the command line names; none if it is wrong. */
    static List<Duration> intervalsNamed(String word) {
        return switch (word) {
            case "1s" -> List.of(SECOND);
            case "100ms" -> List.of(TENTH);
            case "both" -> List.of(TENTH, SECOND);
            default -> List.of();
        };
    }

    /** 90s, 3m or 1h; negative if it is none of them. */
    private static Duration length(String word) {
        if (!word.matches("[1-9][0-9]{0,4}[smh]")) {
            return Duration.ofSeconds(-1);
        }
        Duration length = Duration.parse("PT" + word);
        return length.compareTo(LONGEST_SOAK) > 0 ? Duration.ofSeconds(-1) : length;
    }

    /** A whole number in a range; -1 if it is none. */
    private static long number(String word, long min, long max) {
        try {
            long number = Long.parseLong(word);
            return number >= min && number <= max ? number : -1;
        } catch (NumberFormatException e) {
            return -1;
        }
    }
}
