/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.lab;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The program behind {@code samples/lab/proxies}. */
public final class Proxies {

    private static final int FAILED = 1;
    private static final int USAGE = 64;

    private static final String HELP = """
            Usage: samples/lab/proxies [--rounds N] [--seconds S] [--json FILE]

            The same traffic through tcp-proxy with vip4j in it and through haproxy with keepalived beside it, in turns.
              --rounds N    1..20, default 3; each measures both stacks
              --seconds S   0..60, how long each load lasts, default 5; 0 measures only what faults cost clients
              --json FILE   writes the figures of each round, too
            Needs Linux and root, two cores and nothing else running on them: what forwards has the first core, load and servers
            the second one. Build before: ./mvnw -q -DskipTests package

              samples/lab/proxies --rounds 5 --json proxies.json    everything
              samples/lab/proxies --rounds 5 --seconds 0            what faults cost clients, without load
              samples/lab/proxies --rounds 1 --seconds 1            whether it runs; no figures to show

            The table has the median and the worst of the rounds. Gaps are from the fault to the first success of a client that
            tries anew every few milliseconds. Memory of a connection is what resident memory grows by for 4,000 idle ones.
            """;

    private int rounds = 3;
    private double seconds = 5;
    private Path json = Path.of("");
    private final Map<ProxyStack, List<Map<ProxyMeasure, Double>>> results = new EnumMap<>(ProxyStack.class);

    private Proxies() {}

    /** Exit codes: 0 measured, 1 it could not be, 64 usage. */
    public static void main(String[] arguments) {
        System.exit(new Proxies().run(List.of(arguments), System.out, System.err));
    }

    private int run(List<String> arguments, PrintStream out, PrintStream err) {
        if (arguments.contains("--help")) {
            out.print(HELP);
            return 0;
        }
        try {
            read(arguments);
        } catch (IllegalArgumentException e) {
            err.println("proxies: " + e.getMessage());
            err.print(HELP);
            return USAGE;
        }
        List<String> programs = new ArrayList<>(List.of("python3", "taskset"));
        programs.addAll(ProxyStack.HAPROXY.programs());
        List<String> missing = LabRequirements.missing(programs);
        if (!missing.isEmpty()) {
            missing.forEach(err::println);
            return FAILED;
        }
        try {
            for (int round = 1; round <= rounds; round++) {
                for (ProxyStack stack : ProxyStack.values()) {
                    err.println("round " + round + " of " + rounds + ": " + stack.title());
                    results.computeIfAbsent(stack, key -> new ArrayList<>()).add(ProxyRound.measure(stack, seconds));
                }
            }
        } catch (LabException e) {
            err.println("proxies: " + e.getMessage());
            return FAILED;
        }
        table().lines().forEach(out::println);
        if (!json.toString().isEmpty()) {
            LabFiles.write(json, document());
        }
        return 0;
    }

    private void read(List<String> arguments) {
        for (int i = 0; i < arguments.size(); i += 2) {
            String value = i + 1 < arguments.size() ? arguments.get(i + 1) : "";
            switch (arguments.get(i)) {
                case "--rounds" -> rounds = (int) number("--rounds", value, 1, 20);
                case "--seconds" -> seconds = number("--seconds", value, 0, 60);
                case "--json" -> json = Path.of(value);
                default -> throw new IllegalArgumentException("unknown argument: " + arguments.get(i));
            }
        }
    }

    private static double number(String option, String value, double least, double most) {
        double number;
        try {
            number = Double.parseDouble(value);
        } catch (NumberFormatException e) {
            number = Double.NaN;
        }
        if (!(number >= least && number <= most)) {
            throw new IllegalArgumentException(option + " must be " + least + ".." + most + ": " + value);
        }
        return number;
    }

    private TextTable table() {
        TextTable table = new TextTable("median / worst", ProxyStack.TCP_PROXY.title(), ProxyStack.HAPROXY.title());
        for (ProxyMeasure measure : ProxyMeasure.values()) {
            if (seconds > 0 || measure.kind() == ProxyMeasure.Kind.FAULT) {
                table.row(
                        measure.title() + ", " + measure.unit(),
                        words(ProxyStack.TCP_PROXY, measure),
                        words(ProxyStack.HAPROXY, measure));
            }
        }
        return table;
    }

    private String words(ProxyStack stack, ProxyMeasure measure) {
        List<Double> sorted = new ArrayList<>();
        results.getOrDefault(stack, List.of()).forEach(round -> sorted.add(round.getOrDefault(measure, Double.NaN)));
        Collections.sort(sorted);
        boolean moreIsBetter = measure.unit().endsWith("/s");
        double worst = moreIsBetter ? sorted.get(0) : sorted.get(sorted.size() - 1);
        return String.format(Locale.ROOT, "%.1f / %.1f", sorted.get(sorted.size() / 2), worst);
    }

    private String document() {
        JsonMapper mapper = new JsonMapper();
        ArrayNode rounds = mapper.createArrayNode();
        results.forEach((stack, measured) -> measured.forEach(round -> {
            ObjectNode node = rounds.addObject().put("stack", stack.title());
            round.forEach((measure, value) -> node.put(measure.title() + ", " + measure.unit(), value));
        }));
        return rounds.toPrettyString();
    }
}
