/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.lab;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What the Spring Boot starter adds to the start of an application and to its heap: with and without it, in turns. */
public final class StarterCost {

    private static final int MISSED = 1;
    private static final int USAGE = 64;

    private static final double MOST_MILLIS = 400;
    private static final double MOST_MEBIBYTES = 8;
    private static final double MEBIBYTE = 1024 * 1024;

    private static final int RUNS = 9;
    private static final int MAX_RUNS = 1000;
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private static final String HELP = """
            Usage: samples/lab/starter-cost [--runs N]

              --runs N   how often each application is started with and without the starter; 9 if not given
            Exit code: 0 the starter adds under 400 ms and under 8 MiB, by the medians, 1 it does not or the lab failed, 64 usage.
            """;

    /** A plain application of Spring Boot. */
    private enum Application {
        /** Without a web server: what the starter brings is loaded for it alone. */
        BARE("no web server", List.of("--spring.main.web-application-type=none", "--spring.main.keep-alive=true")),
        /** With one on Netty. */
        WEBFLUX("WebFlux", List.of());

        private final String title;

        @SuppressWarnings("ImmutableEnumChecker") // A list that List.of has made.
        private final List<String> arguments;

        Application(String title, List<String> arguments) {
            this.title = title;
            this.arguments = List.copyOf(arguments);
        }
    }

    /** One start: until the application says that it has started, and the bytes that live then. */
    private record Start(double millis, double mebibytes) {}

    /** The starts of one application. */
    private record Starts(List<Start> without, List<Start> with) {

        Starts() {
            this(new ArrayList<>(), new ArrayList<>());
        }
    }

    private final LabHost host;
    private final PrintStream err;

    private StarterCost(LabHost host, PrintStream err) {
        this.host = host;
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
        boolean given = arguments.size() == 2 && arguments.get(0).equals("--runs");
        int runs = arguments.isEmpty() ? RUNS : given ? number(arguments.get(1)) : 0;
        if (runs < 1 || runs > MAX_RUNS) {
            err.println("starter-cost: unknown arguments: " + String.join(" ", arguments));
            err.print(HELP);
            return USAGE;
        }
        List<String> missing = LabRequirements.missing(List.of());
        if (!missing.isEmpty()) {
            missing.forEach(reason -> err.println("starter-cost: " + reason));
            return MISSED;
        }
        try (Lab lab = Lab.open()) {
            Map<Application, Starts> starts = new StarterCost(lab.join("node", "198.51.100.1"), err).measure(runs);
            return report(starts, out);
        } catch (LabException e) {
            err.println("starter-cost: " + e.getMessage());
            return MISSED;
        }
    }

    private static int number(String text) {
        return text.matches("[1-9][0-9]{0,3}") ? Integer.parseInt(text) : 0;
    }

    private Map<Application, Starts> measure(int runs) {
        Map<Application, Starts> all = new EnumMap<>(Application.class);
        for (int run = 0; run <= runs; run++) {
            for (Application application : Application.values()) {
                Start without = start(application, false);
                Start with = start(application, true);
                err.println("run %d/%d %s: %.0f ms, %.0f ms with the starter"
                        .formatted(run, runs, application.title, without.millis(), with.millis()));
                // The first run fills the caches of the machine.
                if (run > 0) {
                    Starts starts = all.computeIfAbsent(application, key -> new Starts());
                    starts.without().add(without);
                    starts.with().add(with);
                }
            }
        }
        return all;
    }

    private Start start(Application application, boolean withStarter) {
        EventLog<String> output = new EventLog<>("output of the application");
        EventLog<Long> startedAtNanos = new EventLog<>("start of the application");
        long beganAtNanos = System.nanoTime();
        ChildProcess process = host.start(
                "application",
                GatewayProgram.plainCommand(withStarter, application.arguments),
                Map.of(),
                StreamReader.lines(line -> {
                    if (line.contains("Started GatewayApplication")) {
                        startedAtNanos.append(System.nanoTime());
                    }
                    output.append(line);
                }),
                StreamReader.lines(output::append));
        try (process) {
            String end = withStarter ? "->ACTIVE" : "Started GatewayApplication";
            output.await("the start of the application", 0, line -> line.contains(end), LIMIT);
            startedAtNanos.await("the start of the application", 0, any -> true, LIMIT);
            double millis = (startedAtNanos.all().get(0) - beganAtNanos) / 1e6;
            return new Start(millis, liveBytes(process.pid()) / MEBIBYTE);
        }
    }

    /** The bytes of all objects that can be reached, after a collection of garbage. */
    private double liveBytes(long pid) {
        String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        EventLog<String> histogram = new EventLog<>("output of jcmd");
        StreamReader reader = StreamReader.lines(histogram::append);
        host.start("jcmd", List.of(jcmd, Long.toString(pid), "GC.class_histogram"), Map.of(), reader, reader);
        // Total        123456        7890123
        String total = histogram.await("a total of all objects", 0, line -> line.startsWith("Total"), LIMIT);
        return Double.parseDouble(total.strip().split(" +", -1)[2]);
    }

    private static int report(Map<Application, Starts> all, PrintStream out) {
        TextTable table = new TextTable(
                "median / worst", "start without", "start with", "added", "heap without", "heap with", "added", "kept");
        boolean missed = false;
        for (Map.Entry<Application, Starts> entry : all.entrySet()) {
            Starts starts = entry.getValue();
            Spread millisWithout = millis(starts.without());
            Spread millisWith = millis(starts.with());
            Spread heapWithout = mebibytes(starts.without());
            Spread heapWith = mebibytes(starts.with());
            double millis = millisWith.median() - millisWithout.median();
            double mebibytes = heapWith.median() - heapWithout.median();
            boolean kept = millis < MOST_MILLIS && mebibytes < MOST_MEBIBYTES;
            missed |= !kept;
            table.row(
                    entry.getKey().title,
                    millisWithout.text("ms"),
                    millisWith.text("ms"),
                    Spread.number(millis) + " ms",
                    heapWithout.text("MiB"),
                    heapWith.text("MiB"),
                    Spread.number(mebibytes) + " MiB",
                    kept ? "yes" : "NO");
        }
        out.println();
        table.lines().forEach(out::println);
        out.println();
        return missed ? MISSED : 0;
    }

    private static Spread millis(List<Start> starts) {
        return new Spread(starts.stream().map(Start::millis).toList());
    }

    private static Spread mebibytes(List<Start> starts) {
        return new Spread(starts.stream().map(Start::mebibytes).toList());
    }
}
