/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.lab;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Two gateways before two web servers, and clients that ask through the virtual address all the time.
 *
 * <pre>
 *   client -- VIP --> gateway node-a or node-b --> server-1, server-2
 * </pre>
 *
 * One thread.
 */
final class GatewayLab implements AutoCloseable {

    private static final String SERVER = "webserver.py";
    private static final int SERVER_PORT = 9000;

    /** Requests to a gateway before it counts: the first ones of a JVM are slow, whoever moves the address. */
    private static final int WARM_UP = 150;

    /** Successes in a row that count as service, whatever the rate. */
    private static final int SERVICE = 20;

    private static final Duration BEFORE = Duration.ofSeconds(1);

    private final GatewaySetting setting;
    private final Random random;
    private final Lab lab;
    private final List<GatewayNode> nodes;
    private final LabHost clientHost;
    private final OwnershipWatch ownership;
    private final WebClient client;

    private GatewayLab(GatewaySetting setting, Random random, Lab lab) {
        this.setting = setting;
        this.random = random;
        this.lab = lab;
        LabHost first = lab.join("node-a", "198.51.100.1");
        LabHost second = lab.join("node-b", "198.51.100.2");
        this.nodes = List.of(
                new GatewayNode(setting, first, GatewaySetting.HIGHER),
                new GatewayNode(setting, second, GatewaySetting.LOWER));
        this.clientHost = lab.join("client", "198.51.100.100");
        startServer("server-1", "198.51.100.21");
        startServer("server-2", "198.51.100.22");
        this.ownership = OwnershipWatch.start(RouterSettings.ADDRESS, List.of(first, second));
        nodes.get(0).start();
        ownership.awaitHolders(Set.of(first), GatewayNode.LIMIT);
        nodes.get(1).start();
        nodes.forEach(this::warmUp);
        this.client = WebClient.start(clientHost, RouterSettings.ADDRESS, setting.rate(), setting.timeout());
    }

    /**
     * Builds it and waits until the first gateway has the address and both have served.
     *
     * @param random for the moments at which something happens
     */
    static GatewayLab start(GatewaySetting setting, Random random) {
        Lab lab = Lab.open();
        try {
            return new GatewayLab(setting, random, lab);
        } catch (LabException e) {
            lab.close();
            throw e;
        }
    }

    private void startServer(String name, String address) {
        EventLog<String> said = new EventLog<>(name);
        lab.join(name, address)
                .start(
                        "web server",
                        Scripts.command(lab, SERVER, name, Integer.toString(SERVER_PORT)),
                        Map.of(),
                        StreamReader.lines(said::append),
                        StreamReader.lines(said::append));
        said.await(name, 0, "ready"::equals, GatewayNode.LIMIT);
    }

    /** One request after the other: a JVM that has just started cannot keep up with more. */
    private void warmUp(GatewayNode node) {
        EventLog<String> said = new EventLog<>("curl");
        ChildProcess visitor = clientHost.start(
                "visitor",
                List.of(
                        "curl",
                        "--silent",
                        "--show-error",
                        "--fail",
                        "--output",
                        "/dev/null",
                        "--header",
                        "Connection: close",
                        "http://" + node.host().address() + ":" + GatewayNode.PORT + "/?[1-" + WARM_UP + "]"),
                Map.of(),
                StreamReader.lines(said::append),
                StreamReader.lines(said::append));
        OptionalInt exit = visitor.awaitExit(GatewayNode.LIMIT);
        if (exit.isEmpty() || exit.getAsInt() != 0) {
            throw new LabException(node.host() + " does not serve: " + said.all() + "\n" + node);
        }
        node.look();
    }

    /**
     * Lets something happen to the owner of the address, and counts.
     *
     * @param restored whether the pair is to be as before at the end, and what that costs is counted, too
     */
    GatewayResult make(GatewayMove move, boolean restored) {
        GatewayNode owner = owner();
        GatewayNode successor = nodes.get(1 - nodes.indexOf(owner));
        client.awaitService(setting.rate(), GatewayNode.LIMIT);
        // At any moment between two advertisements.
        Deadline.pause(Duration.ofNanos(
                (long) (random.nextDouble() * setting.interval().toNanos())));
        int mark = ownership.changes().mark();
        Instant at = Instant.now();
        move.happenTo(owner);
        ownership.awaitHolders(Set.of(successor.host()), GatewayNode.LIMIT);
        client.awaitService(SERVICE, GatewayNode.LIMIT);
        Instant served = Instant.now();
        if (restored) {
            owner.start();
            warmUp(owner);
            ownership.awaitHolders(Set.of(successor.host()), GatewayNode.LIMIT);
        }
        List<WebRequest> requests = client.sentBetween(at.minus(BEFORE), Instant.now());
        Instant releasedAt = ownership.changes().since(mark).stream()
                .filter(change -> change.host().equals(owner.host().name()) && !change.held())
                .map(OwnershipChange::at)
                .findFirst()
                .orElseThrow(() -> new LabException(owner.host() + " has not released the address"));
        Duration promised = move.promised(successor.skewTime());
        Duration noOwner = ownership.timeline().heldByNone(at, served);
        return new GatewayResult(setting, move, at, releasedAt, noOwner, promised, requests);
    }

    private GatewayNode owner() {
        Set<String> holders = ownership.holdersNow();
        return nodes.stream()
                .filter(node -> holders.equals(Set.of(node.host().name())))
                .findFirst()
                .orElseThrow(() -> new LabException("the address is held by " + holders));
    }

    /** What the gateways have said. */
    @Override
    public String toString() {
        return nodes.stream().map(GatewayNode::toString).collect(Collectors.joining("\n"));
    }

    @Override
    public void close() {
        lab.close();
    }
}
