/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.lab;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/** The program behind {@code ./demo}. */
public final class Demo {

    private static final int FAILED = 1;
    private static final int USAGE = 64;

    private static final String HELP = """
            Usage: ./demo [--keepalived | --simulated]

            Two nodes share an address; one after the other is killed, cut off and stopped, and a client measures.
              (nothing)     two vipd in network namespaces; needs Linux and root, and leaves nothing behind.
                            Without these the same story is told on a simulated network.
              --keepalived  the same with two keepalived, to compare
              --simulated   on the simulated network in any case
            Colours only on a terminal, and not if NO_COLOR is set.
            """;

    private Demo() {}

    /** Exit codes: 0 the story was told, 1 it did not go as it must, 64 usage. */
    public static void main(String[] arguments) {
        System.exit(run(List.of(arguments), System.out, System.err));
    }

    static int run(List<String> arguments, PrintStream out, PrintStream err) {
        String choice = arguments.isEmpty() ? "" : arguments.get(0);
        if (arguments.size() > 1
                || !List.of("", "--keepalived", "--simulated", "--help").contains(choice)) {
            err.println("demo: unknown arguments: " + String.join(" ", arguments));
            err.print(HELP);
            return USAGE;
        }
        return switch (choice) {
            case "--help" -> {
                out.print(HELP);
                yield 0;
            }
            case "--simulated" -> SimulatedDemo.tell(out, Palette.ofSystem());
            case "--keepalived" -> inLab(Product.KEEPALIVED, out, err);
            default -> inLab(Product.VIP4J, out, err);
        };
    }

    private static int inLab(Product product, PrintStream out, PrintStream err) {
        List<String> programs = new ArrayList<>(List.of("python3"));
        if (product == Product.KEEPALIVED) {
            programs.add("keepalived");
        }
        List<String> missing = LabRequirements.missing(programs);
        if (!missing.isEmpty()) {
            missing.forEach(out::println);
            return SimulatedDemo.tell(out, Palette.ofSystem());
        }
        try {
            DemoStory.tell(product, out, Palette.ofSystem());
            return 0;
        } catch (LabException e) {
            err.println("demo: " + e.getMessage());
            return FAILED;
        }
    }
}
