/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.lab;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Measures the promises of vip4j next to keepalived, on this machine and in turns (one, other, one, other, ...), and
 * prints them as a table. Every value is seen from outside: a client that pings each millisecond, frames on the bridge,
 * address messages of the kernel.
 */
public final class Figures {

    private static final int MISSED = 1;
    private static final int USAGE = 64;
    private static final int MAX_RUNS = 100;

    private static final String HELP = """
            Usage: samples/lab/figures [--runs N] [--only vip4j|keepalived] [--part PART]

              --runs N     how often each product is measured, 1..100; 3 if not given, about two minutes each
              --only P     only one of the products
              --part PART  only takeovers, push, process, scripts or probes
            Exit code: 0 all bounds are met by vip4j, 1 a bound is missed or the lab failed, 64 usage.
            """;

    private record Options(int runs, List<Product> products, List<Part> parts) {}

    /** What can be measured by itself. */
    private enum Part {
        TAKEOVERS,
        PUSH,
        PROCESS,
        SCRIPTS,
        PROBES;

        private void measure(Product product, Samples samples, Consumer<String> progress) {
            HealthFigureRun health = new HealthFigureRun(product, samples, progress);
            switch (this) {
                case TAKEOVERS -> new FigureRun(product, samples, progress).measure();
                case PUSH -> health.push();
                case PROCESS -> health.process();
                case SCRIPTS -> health.scripts();
                case PROBES -> health.probes();
            }
        }
    }

    private Figures() {}

    /** Prints the table; see the help text for arguments and exit codes. */
    public static void main(String[] arguments) {
        System.exit(run(List.of(arguments), System.out, System.err));
    }

    static int run(List<String> arguments, PrintStream out, PrintStream err) {
        if (arguments.equals(List.of("--help"))) {
            out.print(HELP);
            return 0;
        }
        Optional<Options> options = parse(arguments);
        if (options.isEmpty()) {
            err.println("figures: unknown arguments: " + String.join(" ", arguments));
            err.print(HELP);
            return USAGE;
        }
        List<String> missing = LabRequirements.missing(List.of("python3", "tcpdump", "keepalived"));
        if (!missing.isEmpty()) {
            missing.forEach(reason -> err.println("figures: " + reason));
            return MISSED;
        }
        try {
            Map<Product, Samples> samples = measure(options.get(), err);
            return print(options.get(), samples, out);
        } catch (LabException e) {
            err.println("figures: " + e.getMessage());
            return MISSED;
        }
    }

    private static Optional<Options> parse(List<String> arguments) {
        int runs = 3;
        List<Product> products = List.of(Product.VIP4J, Product.KEEPALIVED);
        List<Part> parts = List.of(Part.values());
        if (arguments.size() % 2 != 0) {
            return Optional.empty();
        }
        for (int i = 0; i < arguments.size(); i += 2) {
            String value = arguments.get(i + 1);
            switch (arguments.get(i)) {
                case "--runs" -> runs = value.matches("[1-9][0-9]{0,2}") ? Integer.parseInt(value) : 0;
                case "--only" ->
                    products = products.stream()
                            .filter(product -> product.title().equals(value))
                            .toList();
                case "--part" ->
                    parts = parts.stream()
                            .filter(part -> part.name().toLowerCase(Locale.ROOT).equals(value))
                            .toList();
                default -> {
                    return Optional.empty();
                }
            }
        }
        return runs < 1 || runs > MAX_RUNS || products.isEmpty() || parts.isEmpty()
                ? Optional.empty()
                : Optional.of(new Options(runs, products, parts));
    }

    private static Map<Product, Samples> measure(Options options, PrintStream err) {
        Map<Product, Samples> samples = new EnumMap<>(Product.class);
        for (int run = 1; run <= options.runs(); run++) {
            String prefix = "run " + run + "/" + options.runs() + " ";
            for (Product product : options.products()) {
                Samples mine = samples.computeIfAbsent(product, key -> new Samples());
                options.parts().forEach(part -> part.measure(product, mine, line -> err.println(prefix + line)));
            }
        }
        return samples;
    }

    private static int print(Options options, Map<Product, Samples> samples, PrintStream out) {
        List<String> headings = new ArrayList<>(List.of("figure (median / worst)", "bound"));
        options.products().forEach(product -> headings.add(product.title()));
        headings.add("verdict on vip4j");
        TextTable table = new TextTable(headings.toArray(String[]::new));
        boolean missed = false;
        for (Figure figure : Figure.values()) {
            if (samples.values().stream().allMatch(each -> each.of(figure).isEmpty())) {
                continue;
            }
            List<String> cells = new ArrayList<>(List.of(figure.title(), figure.boundText()));
            options.products()
                    .forEach(product -> cells.add(figure.summary(
                            samples.getOrDefault(product, new Samples()).of(figure))));
            List<Double> ours =
                    samples.getOrDefault(Product.VIP4J, new Samples()).of(figure);
            missed |= figure.isMissedBy(ours);
            cells.add(verdict(figure, ours));
            table.row(cells.toArray(String[]::new));
        }
        out.println();
        table.lines().forEach(out::println);
        out.println();
        return missed ? MISSED : 0;
    }

    private static String verdict(Figure figure, List<Double> ours) {
        if (figure.decisive(ours).isEmpty()) {
            return "";
        }
        return figure.isMissedBy(ours) ? "MISSED" : "ok";
    }
}
