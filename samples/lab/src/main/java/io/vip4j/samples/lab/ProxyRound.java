/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.lab;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One stack in a lab of its own: two nodes that share an address, two servers, a client. What forwards has the first core,
 * load and servers the second one.
 */
final class ProxyRound implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    /** A stack that has not recovered after so long is helped. */
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private static final Duration WATCH_SETTLES = Duration.ofSeconds(2);
    private static final String ADDRESS = RouterSettings.ADDRESS;
    private static final int PORT = Tutorial.PORT;
    private static final int MANY_CONNECTIONS = 1000;
    /** More of them, so that what else happens in a process meanwhile, such as a compilation, is small beside them. */
    private static final int IDLE_CONNECTIONS = 4000;

    private static final String PROXY_CORE = "0";
    private static final String LOAD_CORE = "1";

    private final Lab lab;
    private final LabHost client;
    private final ProxyNode higher;
    private final ProxyNode lower;
    private final OwnershipWatch ownership;
    private final List<ChildProcess> servers = new ArrayList<>();
    private final double seconds;
    private final Map<ProxyMeasure, Double> values = new EnumMap<>(ProxyMeasure.class);

    private ProxyRound(Lab lab, ProxyStack stack, double seconds) {
        this.lab = lab;
        this.seconds = seconds;
        this.client = lab.join("client", "198.51.100.100");
        servers.add(startServer("mycat-1", "198.51.100.21"));
        servers.add(startServer("mycat-2", "198.51.100.22"));
        Forwarding forwarding = new Forwarding(
                ADDRESS, PORT, Forwarding.Check.TCP, List.of("198.51.100.21:" + PORT, "198.51.100.22:" + PORT));
        // The tutorial's priorities for the tutorial's programs; who watches his peer waits for Skew_Time alone.
        int higherPriority = stack == ProxyStack.HAPROXY ? 100 : 250;
        int lowerPriority = stack == ProxyStack.HAPROXY ? 90 : 240;
        RouterSettings router = RouterSettings.v3(higherPriority, Duration.ofSeconds(1));
        this.higher = stack.node(lab.join("node-a", "198.51.100.1"), forwarding, router);
        this.lower = stack.node(lab.join("node-b", "198.51.100.2"), forwarding, router.withPriority(lowerPriority));
        this.ownership = OwnershipWatch.start(ADDRESS, List.of(higher.host(), lower.host()));
    }

    /**
     * Measures one stack once.
     *
     * @param seconds how long each kind of load lasts; 0 for none
     */
    static Map<ProxyMeasure, Double> measure(ProxyStack stack, double seconds) {
        try (ProxyRound round = new ProxyRound(Lab.open(), stack, seconds)) {
            round.startNodes();
            if (seconds > 0) {
                round.load();
            }
            round.faults();
            return Map.copyOf(round.values);
        }
    }

    private ChildProcess startServer(String name, String address) {
        EventLog<String> output = new EventLog<>(name);
        ChildProcess server = start(lab.join(name, address), LoadServer.class, output, Integer.toString(PORT));
        output.await("the start of " + name, 0, "ready"::equals, LIMIT);
        return server;
    }

    private static ChildProcess start(LabHost host, Class<?> program, EventLog<String> output, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                "taskset",
                "-c",
                LOAD_CORE,
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                program.getName()));
        command.addAll(List.of(arguments));
        StreamReader reader = StreamReader.lines(output::append);
        return host.start(program.getSimpleName(), command, Map.of(), reader, reader);
    }

    private void startNodes() {
        start(higher);
        awaitOwner(higher);
        start(lower);
    }

    /** Starts what does not run of a node, on its core, and lets the peers find each other. */
    private void start(ProxyNode node) {
        node.start();
        node.awaitTakesPart(LIMIT);
        node.forwarders().forEach(pid -> Command.run("taskset", "-a", "-p", "-c", PROXY_CORE, Long.toString(pid)));
        Deadline.pause(WATCH_SETTLES);
    }

    private void awaitOwner(ProxyNode node) {
        if (!ownership.pollHolders(Set.of(node.host()), LIMIT)) {
            throw new LabException(
                    node.host() + " must have the address: " + ownership.holdersNow() + "\n" + higher + "\n" + lower);
        }
    }

    private void load() {
        values.put(ProxyMeasure.MEMORY, higher.residentKib() / 1024.0);
        String[] direct = ask("latency", "198.51.100.21", 1);
        String[] through = ask("latency", ADDRESS, 1);
        values.put(ProxyMeasure.ADDED_MEDIAN, Double.parseDouble(through[0]) - Double.parseDouble(direct[0]));
        values.put(ProxyMeasure.ADDED_P99, Double.parseDouble(through[1]) - Double.parseDouble(direct[1]));
        ask("rate", ADDRESS, 32); // Warms up both sides.
        values.put(ProxyMeasure.RATE, Double.parseDouble(ask("rate", ADDRESS, 32)[0]));
        values.put(ProxyMeasure.STREAM_ONE, Double.parseDouble(ask("stream", ADDRESS, 1)[0]));
        values.put(ProxyMeasure.STREAM_MANY, Double.parseDouble(ask("stream", ADDRESS, MANY_CONNECTIONS)[0]));
        long before = higher.residentKib();
        EventLog<String> output = new EventLog<>("idle connections");
        try (ChildProcess idle =
                start(client, LoadClient.class, output, arguments("idle", ADDRESS, IDLE_CONNECTIONS))) {
            output.await("idle connections", 0, "ready"::equals, LIMIT);
            values.put(
                    ProxyMeasure.MEMORY_OF_CONNECTION,
                    Math.max(0, higher.residentKib() - before) / (double) IDLE_CONNECTIONS);
            idle.kill();
        }
    }

    private String[] arguments(String kind, String address, int connections) {
        return new String[] {
            kind, address, Integer.toString(PORT), Double.toString(seconds), Integer.toString(connections)
        };
    }

    private String[] ask(String kind, String address, int connections) {
        EventLog<String> output = new EventLog<>("output of " + kind);
        try (ChildProcess load = start(client, LoadClient.class, output, arguments(kind, address, connections))) {
            if (load.awaitExit(LIMIT).orElse(-1) != 0) {
                throw new LabException("load " + kind + " failed: " + output.all());
            }
        }
        return output.await("figures of " + kind, 0, line -> true, LIMIT).split(" ", -1);
    }

    private void faults() {
        Attempts attempts = Attempts.start(client, ADDRESS, PORT);
        gap(attempts, ProxyMeasure.BACKEND_DIES, servers.get(0)::killNow, () -> {});
        gap(attempts, ProxyMeasure.SIGKILL, higher::killProxy, () -> start(higher));
        gap(attempts, ProxyMeasure.SIGSTOP, higher::freezeProxy, higher::thawProxy);
        gap(attempts, ProxyMeasure.CUT, this::cut, higher.host()::plugCable);
        gap(attempts, ProxyMeasure.RESTART, this::stop, () -> start(higher));
    }

    /** A fault; it tells when it began. */
    private interface FaultOfProxy {
        Instant inflict();
    }

    private Instant cut() {
        Instant at = Instant.now();
        higher.host().cutCable();
        return at;
    }

    private Instant stop() {
        Instant at = Instant.now();
        higher.stop(LIMIT);
        return at;
    }

    /** The restart counts as a whole, with the way back; of the others the way there is what matters. */
    private void gap(Attempts attempts, ProxyMeasure measure, FaultOfProxy fault, Runnable mend) {
        if (!attempts.pollCalm(Instant.now(), LIMIT)) {
            throw new LabException("clients are not served before " + measure.title());
        }
        Instant from = fault.inflict();
        attempts.pollCalm(from, PATIENCE);
        Instant to = Instant.now();
        mend.run();
        awaitOwner(higher);
        if (measure == ProxyMeasure.RESTART) {
            attempts.pollCalm(Instant.now(), PATIENCE);
            to = Instant.now();
        }
        Duration value =
                measure == ProxyMeasure.BACKEND_DIES ? attempts.failuresUntil(from, to) : attempts.longestGap(from, to);
        values.put(measure, value.toNanos() / 1e6);
    }

    @Override
    public void close() {
        lab.close();
    }
}
