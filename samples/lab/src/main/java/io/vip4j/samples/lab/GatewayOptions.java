/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.lab;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is asked of the trial of the gateways.
 *
 * @param runs how often each move is made, 1..1000
 * @param seed where the moments of the moves come from
 * @param moves which ones
 * @param settings the pairs, one after the other
 * @param json whether the results are printed as JSON instead of a table
 */
record GatewayOptions(int runs, long seed, List<GatewayMove> moves, List<GatewaySetting> settings, boolean json) {

    /** Requests a second. */
    static final int RATE = 200;

    /** Shorter than the second after which a lost SYN is sent again: what finds no owner fails. */
    static final Duration TIMEOUT = Duration.ofMillis(500);

    /** What an idle machine may cost. */
    static final Duration MARGIN = Duration.ofMillis(50);

    private static final int MAX_RUNS = 1000;
    private static final int MAX_RATE = 10_000;
    private static final int MAX_MILLIS = 60_000;

    GatewayOptions {
        moves = List.copyOf(moves);
        settings = List.copyOf(settings);
    }

    /** Reads a command line; empty if it is wrong. */
    static Optional<GatewayOptions> parse(List<String> arguments, long defaultSeed) {
        Draft draft = new Draft(defaultSeed);
        for (int i = 0; i < arguments.size(); i++) {
            String word = arguments.get(i);
            if (word.equals("--json")) {
                draft.json = true;
            } else if (i + 1 == arguments.size() || !draft.take(word, arguments.get(++i))) {
                return Optional.empty();
            }
        }
        return draft.finish();
    }

    /** What is known while the words are read. One thread. */
    private static final class Draft {

        private long runs = 3;
        private long seed;
        private final List<GatewayMove> moves = new ArrayList<>();
        private List<Product> products = List.of(Product.VIP4J, Product.KEEPALIVED);
        private List<Duration> intervals = List.of(FaultOptions.SECOND);
        private long rate = RATE;
        private long timeoutMillis = TIMEOUT.toMillis();
        private long marginMillis = MARGIN.toMillis();
        private boolean json;

        Draft(long seed) {
            this.seed = seed;
        }

        boolean take(String option, String value) {
            switch (option) {
                case "--runs" -> runs = number(value, 1, MAX_RUNS);
                case "--seed" -> seed = number(value, 0, Long.MAX_VALUE);
                case "--rate" -> rate = number(value, 1, MAX_RATE);
                case "--timeout" -> timeoutMillis = number(value, 1, MAX_MILLIS);
                case "--margin" -> marginMillis = number(value, 0, MAX_MILLIS);
                case "--product" -> products = productsNamed(value);
                case "--interval" -> intervals = FaultOptions.intervalsNamed(value);
                case "--only" -> {
                    for (String word : value.split(",", -1)) {
                        Optional<GatewayMove> move = GatewayMove.named(word);
                        move.ifPresent(moves::add);
                        if (move.isEmpty()) {
                            return false;
                        }
                    }
                }
                default -> {
                    return false;
                }
            }
            return true;
        }

        Optional<GatewayOptions> finish() {
            boolean complete = runs > 0
                    && seed >= 0
                    && rate > 0
                    && timeoutMillis > 0
                    && marginMillis >= 0
                    && !products.isEmpty()
                    && !intervals.isEmpty();
            if (!complete) {
                return Optional.empty();
            }
            List<GatewaySetting> settings = new ArrayList<>();
            for (Duration interval : intervals) {
                for (Product product : products) {
                    settings.add(new GatewaySetting(
                            product,
                            interval,
                            (int) rate,
                            Duration.ofMillis(timeoutMillis),
                            Duration.ofMillis(marginMillis)));
                }
            }
            List<GatewayMove> chosen = moves.isEmpty() ? List.of(GatewayMove.values()) : moves;
            return Optional.of(new GatewayOptions((int) runs, seed, chosen, settings, json));
        }
    }

    private static List<Product> productsNamed(String word) {
        return switch (word) {
            case "vip4j" -> List.of(Product.VIP4J);
            case "keepalived" -> List.of(Product.KEEPALIVED);
            case "both" -> List.of(Product.VIP4J, Product.KEEPALIVED);
            default -> List.of();
        };
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
