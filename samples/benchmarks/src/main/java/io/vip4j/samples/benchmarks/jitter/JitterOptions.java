/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.benchmarks.jitter;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the command line asks for.
 *
 * @param length how long and how large
 * @param cases what is measured, in this order
 * @param directory where JSON and plot go; empty: nowhere
 */
record JitterOptions(JitterLength length, List<JitterCase> cases, Optional<Path> directory) {

    static final String HELP = """
            Usage: samples/benchmarks/jitter [--minutes N] [--only NAME[,NAME...]] [--variant NAME[,NAME...]] [--live MIB]
                                             [--java DIR]... [--quick] [--out DIR]

            Measures how late advertisements are that come out of a busy JVM: 1 GB/s of garbage, 256 MiB that live, 4 GiB of
            heap, two threads that never sleep. It is Active for routers with advertisements each 1 s, 100 ms and 50 ms;
            a vipd beside it is their Backup, and counts false failovers. In network namespaces of its own; needs root.

              --minutes N     how long each case is measured, 0.1..60; 10 if not given
              --only NAME     only some collectors: serial parallel g1 zgc shenandoah
              --variant NAME  plain (if not given): nothing besides; fifo: real-time priority for the loop;
                              pretouch: -XX:+AlwaysPreTouch; both. Several: each of them
              --live MIB      how much lives, 1..2048; 256 if not given
              --java DIR      a Java to measure, JAVA_HOME or the one on the path if not given; may be repeated
              --quick         a short look: 3 s and a small heap, for a test of this program
              --out DIR       writes jitter.json and jitter.svg there
            Exit code: 0 no false failover at 1 s, and none at 100 ms with the advised collector; 1 there was one, or a case
            could not be measured; 64 usage.
            """;

    private static final double LEAST_MINUTES = 0.1;
    private static final double MOST_MINUTES = 60;
    private static final int MOST_LIVE_MEBIBYTES = 2048;

    JitterOptions {
        cases = List.copyOf(cases);
    }

    /** Empty if they cannot be understood. */
    static Optional<JitterOptions> parse(List<String> arguments) {
        JitterLength length = JitterLength.DEFAULT;
        List<MeasuredCollector> collectors = List.of(MeasuredCollector.values());
        List<Variant> variants = List.of(Variant.PLAIN);
        List<Path> homes = new ArrayList<>();
        Optional<Path> directory = Optional.empty();
        try {
            for (int i = 0; i < arguments.size(); i++) {
                String word = arguments.get(i);
                if (word.equals("--quick")) {
                    length = JitterLength.quick();
                    continue;
                }
                String value = arguments.get(++i);
                switch (word) {
                    case "--minutes" -> length = length.measured(minutes(value));
                    case "--live" -> length = length.live(mebibytes(value));
                    case "--only" -> collectors = chosen(MeasuredCollector.values(), value);
                    case "--variant" -> variants = chosen(Variant.values(), value);
                    case "--java" -> homes.add(home(value));
                    case "--out" -> directory = Optional.of(Path.of(value));
                    default -> {
                        return Optional.empty();
                    }
                }
            }
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            return Optional.empty();
        }
        if (homes.isEmpty()) {
            homes.add(Path.of(System.getProperty("java.home")));
        }
        return Optional.of(new JitterOptions(length, cases(homes, collectors, variants), directory));
    }

    /** Those of one collector and Java follow one another, so that they see the same machine. */
    private static List<JitterCase> cases(
            List<Path> homes, List<MeasuredCollector> collectors, List<Variant> variants) {
        return homes.stream()
                .flatMap(home -> collectors.stream()
                        .flatMap(collector ->
                                variants.stream().map(variant -> new JitterCase(home, collector, variant))))
                .toList();
    }

    private static Duration minutes(String value) {
        double minutes = Double.parseDouble(value);
        if (!(minutes >= LEAST_MINUTES && minutes <= MOST_MINUTES)) {
            throw new IllegalArgumentException("minutes must be 0.1..60: " + value);
        }
        return Duration.ofMillis(Math.round(minutes * 60_000));
    }

    private static int mebibytes(String value) {
        int mebibytes = Integer.parseInt(value);
        if (mebibytes < 1 || mebibytes > MOST_LIVE_MEBIBYTES) {
            throw new IllegalArgumentException("live must be 1..2048: " + value);
        }
        return mebibytes;
    }

    private static Path home(String value) {
        Path home = Path.of(value);
        if (!Files.isExecutable(home.resolve("bin/java"))) {
            throw new IllegalArgumentException("has no bin/java: " + home);
        }
        return home;
    }

    private static <T extends Enum<T>> List<T> chosen(T[] all, String value) {
        return Stream.of(value.split(",", -1))
                .map(name -> Stream.of(all)
                        .filter(one -> one.name().equalsIgnoreCase(name))
                        .findFirst()
                        .orElseThrow(() -> new IllegalArgumentException(name)))
                .toList();
    }
}
