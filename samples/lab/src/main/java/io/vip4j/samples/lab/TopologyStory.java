/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.lab;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Kills and starts every proxy of a topology, one after the other, while clients talk to servers through all of them. */
final class TopologyStory implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Duration CLIENT_INTERVAL = Duration.ofMillis(100);
    private static final int PORT = Tutorial.PORT;
    private static final List<String> SERVERS = List.of("198.51.100.21", "198.51.100.22");

    /** A proxy of the topology. */
    private record Node(LabHost host, Daemon daemon, EventLog<String> output, List<String> command) {

        int start() {
            int mark = output.mark();
            StreamReader reader = StreamReader.lines(output::append);
            daemon.start(command, Map.of(), reader, reader);
            return mark;
        }
    }

    private final Topology topology;
    private final Lab lab;
    private final Narrator narrator;
    private final Duration pause;
    private final Map<String, Node> nodes = new TreeMap<>();
    private final Map<String, OwnershipWatch> watches = new TreeMap<>();
    private final Map<String, TcpClient> clients = new TreeMap<>();
    private final Set<String> down = new TreeSet<>();
    private final TextTable table;

    private TopologyStory(Topology topology, Lab lab, Narrator narrator, Duration pause) {
        this.topology = topology;
        this.lab = lab;
        this.narrator = narrator;
        this.pause = pause;
        List<String> headings = new ArrayList<>(List.of("event"));
        topology.ranks().keySet().forEach(address -> headings.add("has " + address));
        topology.entries().forEach(address -> headings.add("clients of " + address + " wait"));
        this.table = new TextTable(headings.toArray(String[]::new));
    }

    /**
     * Tells the story once.
     *
     * @param pause after each event, for people
     * @throws LabException if an address does not come to where it belongs, or a client is not served
     */
    static void tell(Topology topology, Duration pause, PrintStream out, Palette palette) {
        out.println(palette.bold(topology.word() + ": " + topology.title()));
        out.println();
        topology.ranks().forEach((address, ranks) -> out.println("  " + address + "  " + String.join(", ", ranks)));
        out.println();
        TextTable table;
        try (Narrator narrator = new Narrator(out, palette, Instant.now());
                TopologyStory story = new TopologyStory(topology, Lab.open(), narrator, pause)) {
            narrator.begin();
            story.prepare();
            story.perform();
            table = story.table;
        }
        out.println();
        table.lines().forEach(out::println);
        out.println();
    }

    private void prepare() {
        for (String address : SERVERS) {
            startServer("server-" + address.charAt(address.length() - 1), address);
        }
        topology.proxyFiles().forEach((name, file) -> {
            LabHost host = lab.join(name, "198.51.100." + name.substring(name.length() - 1));
            EventLog<String> output = new EventLog<>("log of " + name);
            nodes.put(name, new Node(host, new Daemon("tcp-proxy", host), output, TcpProxyNode.command(file)));
        });
        List<LabHost> hosts = nodes.values().stream().map(Node::host).toList();
        for (String address : topology.ranks().keySet()) {
            OwnershipWatch watch = OwnershipWatch.start(address, hosts);
            watch.changes()
                    .addListener(change -> narrator.tell(
                            change.at(), change.host(), (change.held() ? "has " : "has no longer ") + address, ""));
            watches.put(address, watch);
        }
        LabHost client = lab.join("client", "198.51.100.100");
        topology.entries()
                .forEach(address -> clients.put(address, TcpClient.start(client, address, PORT, CLIENT_INTERVAL)));
    }

    private void startServer(String name, String address) {
        EventLog<String> output = new EventLog<>(name);
        List<String> command = Scripts.command(lab, "backend.py", name, Integer.toString(PORT));
        StreamReader reader = StreamReader.lines(output::append);
        lab.join(name, address).start("server", command, Map.of(), reader, reader);
        output.await("the start of " + name, 0, "ready"::equals, LIMIT);
    }

    private void perform() {
        event("all proxies are started", () -> start(nodes.values()));
        for (String name : nodes.keySet()) {
            event(name + " is killed", () -> {
                known(nodes, name).daemon().process().kill();
                down.add(name);
            });
            event(name + " is started again", () -> {
                start(List.of(known(nodes, name)));
                down.remove(name);
            });
        }
    }

    private static void start(Collection<Node> started) {
        Map<Node, Integer> marks = new LinkedHashMap<>();
        started.forEach(node -> marks.put(node, node.start()));
        marks.forEach((node, mark) ->
                node.output().await("the election on " + node.host(), mark, line -> line.contains("->BACKUP"), LIMIT));
    }

    private void event(String what, Runnable action) {
        narrator.chapter(what);
        Instant from = Instant.now();
        action.run();
        List<String> row = new ArrayList<>(List.of(what));
        topology.ranks().forEach((address, ranks) -> row.add(awaitOwner(address, ranks)));
        clients.forEach((address, client) ->
                client.await("an answer of a server; " + this, TcpClient.Attempt::isAnswered, LIMIT));
        Deadline.pause(pause);
        Instant to = Instant.now();
        topology.entries().forEach(address -> row.add(longestWait(known(clients, address), from, to)));
        table.row(row.toArray(String[]::new));
    }

    /** The first of the ranks that works, and nobody else; its name. */
    private String awaitOwner(String address, List<String> ranks) {
        String owner = ranks.stream()
                .filter(node -> !down.contains(node))
                .findFirst()
                .orElseThrow(() -> new LabException("nobody is left for " + address));
        OwnershipWatch watch = known(watches, address);
        if (!watch.pollHolders(Set.of(known(nodes, owner).host()), LIMIT)) {
            throw new LabException(
                    address + " must be held by " + owner + " and is held by " + watch.holdersNow() + "; " + this);
        }
        return owner;
    }

    private static <T> T known(Map<String, T> all, String name) {
        T found = all.get(name);
        if (found == null) {
            throw new LabException("no " + name + ": there are " + all.keySet());
        }
        return found;
    }

    private static String longestWait(TcpClient client, Instant from, Instant to) {
        List<Instant> answered = client.attempts().all().stream()
                .filter(TcpClient.Attempt::isAnswered)
                .map(TcpClient.Attempt::at)
                .toList();
        return Gaps.longest(answered, from, to).toMillis() + " ms";
    }

    @Override
    public String toString() {
        return nodes.values().stream()
                .map(node -> node.host() + ":\n  "
                        + String.join("\n  ", node.output().all()))
                .collect(Collectors.joining("\n"));
    }

    @Override
    public void close() {
        lab.close();
    }
}
