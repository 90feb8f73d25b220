/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.lab;

import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** The program behind {@code ./demo}. */
public final class Demo {

    private static final int FAILED = 1;
    private static final int USAGE = 64;

    private static final String HELP = """
            Usage: ./demo [--keepalived | --simulated]
                   ./demo mysql [--haproxy]
                   ./demo topology one-backup | several-backups | mutual | cascaded | combined

            Two nodes share an address; one after the other is killed, cut off and stopped, and a client measures.
              (nothing)     two vipd in network namespaces; needs Linux and root, and leaves nothing behind.
                            Without these the same story is told on a simulated network.
              --keepalived  the same with two keepalived, to compare
              --simulated   on the simulated network in any case
              mysql         a client writes rows through two proxies that own their address, two SQL nodes, and into
                            MariaDB with a replica; then the rows are counted
              --haproxy     the same with haproxy and keepalived, to compare
              topology      every proxy of an arrangement is killed and started again, one after the other, while clients
                            are served; its files are in samples/lab/topologies
            Colours only on a terminal, and not if NO_COLOR is set.
            """;

    private static final Duration SECOND = Duration.ofSeconds(1);

    private Demo() {}

    /** Exit codes: 0 the story was told, 1 it did not go as it must, 64 usage. */
    public static void main(String[] arguments) {
        System.exit(run(List.of(arguments), System.out, System.err));
    }

    static int run(List<String> arguments, PrintStream out, PrintStream err) {
        return switch (String.join(" ", arguments)) {
            case "--help" -> {
                out.print(HELP);
                yield 0;
            }
            case "--simulated" -> SimulatedDemo.tell(out, Palette.ofSystem());
            case "--keepalived" -> inLab(Product.KEEPALIVED, out, err);
            case "" -> inLab(Product.VIP4J, out, err);
            case "mysql" -> mysql(ProxyStack.TCP_PROXY, out, err);
            case "mysql --haproxy" -> mysql(ProxyStack.HAPROXY, out, err);
            default -> topology(arguments, out, err);
        };
    }

    private static int topology(List<String> arguments, PrintStream out, PrintStream err) {
        Optional<Topology> topology = arguments.size() == 2 && arguments.get(0).equals("topology")
                ? Topology.of(arguments.get(1))
                : Optional.empty();
        if (topology.isEmpty()) {
            err.println("demo: unknown arguments: " + String.join(" ", arguments));
            err.print(HELP);
            return USAGE;
        }
        List<String> missing = LabRequirements.missing(List.of("python3"));
        if (!missing.isEmpty()) {
            missing.forEach(err::println);
            return FAILED;
        }
        return told(err, () -> {
            TopologyStory.tell(topology.get(), SECOND, out, Palette.ofSystem());
            return true;
        });
    }

    private static int mysql(ProxyStack stack, PrintStream out, PrintStream err) {
        List<String> programs = new ArrayList<>(List.of("python3", "mariadbd", "mariadb"));
        programs.addAll(stack.programs());
        List<String> missing = LabRequirements.missing(programs);
        if (!missing.isEmpty()) {
            missing.forEach(err::println);
            return FAILED;
        }
        return told(
                err,
                () -> ChainStory.tell(stack, SECOND, SECOND, out, Palette.ofSystem())
                        .audit()
                        .lost()
                        .isEmpty());
    }

    private static int told(PrintStream err, BooleanSupplier story) {
        try {
            return story.getAsBoolean() ? 0 : FAILED;
        } catch (LabException e) {
            err.println("demo: " + e.getMessage());
            return FAILED;
        }
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
        return told(err, () -> {
            DemoStory.tell(product, out, Palette.ofSystem());
            return true;
        });
    }
}
