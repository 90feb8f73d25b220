/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The machines of the tutorial: two with haproxy that share an address, two servers behind them, and a client. */
final class TutorialLab implements AutoCloseable {

    static final Duration LIMIT = Deadline.GENEROUS;

    private static final Duration CLIENT_INTERVAL = Duration.ofMillis(100);
    private static final String BACKEND = "backend.py";

    private final Lab lab;
    private final HaproxyNode higher;
    private final HaproxyNode lower;
    private final OwnershipWatch ownership;
    private final Capture capture;
    private final TcpClient client;

    private TutorialLab(Lab lab, Product product) {
        this.lab = lab;
        this.higher = node(product, "node-a", "198.51.100.1");
        this.lower = node(product, "node-b", "198.51.100.2");
        startBackend("mycat-1", "198.51.100.21");
        startBackend("mycat-2", "198.51.100.22");
        this.ownership = OwnershipWatch.start(RouterSettings.ADDRESS, List.of(higher.host(), lower.host()));
        this.capture = Capture.start(lab);
        LabHost outside = lab.join("client", "198.51.100.100");
        this.client = TcpClient.start(outside, RouterSettings.ADDRESS, Tutorial.PORT, CLIENT_INTERVAL);
    }

    private HaproxyNode node(Product product, String name, String address) {
        return new HaproxyNode(product, lab.join(name, address));
    }

    private void startBackend(String name, String address) {
        LabHost host = lab.join(name, address);
        EventLog<String> output = new EventLog<>(name);
        host.start(
                "backend",
                Scripts.command(lab, BACKEND, name, Integer.toString(Tutorial.PORT)),
                Map.of(),
                StreamReader.lines(output::append),
                StreamReader.lines(output::append));
        output.await("the start of " + name, 0, "ready"::equals, LIMIT);
    }

    /** Starts both nodes with a weight of the script and waits until the higher one serves the client. */
    static TutorialLab start(Product product, String weight) {
        Lab lab = Lab.open();
        try {
            TutorialLab tutorial = new TutorialLab(lab, product);
            tutorial.higher.start(100, weight);
            tutorial.lower.start(90, weight);
            tutorial.awaitServed(tutorial.higher);
            return tutorial;
        } catch (LabException e) {
            lab.close();
            throw e;
        }
    }

    HaproxyNode higher() {
        return higher;
    }

    HaproxyNode lower() {
        return lower;
    }

    OwnershipWatch ownership() {
        return ownership;
    }

    TcpClient client() {
        return client;
    }

    /** Waits until this node alone holds the address and the client reaches both servers through it. */
    void awaitServed(HaproxyNode node) {
        assertThat(ownership.pollHolders(Set.of(node.host()), LIMIT))
                .as("the address is held by %s; %s", node.host(), this)
                .isTrue();
        for (String server : List.of("mycat-1", "mycat-2")) {
            client.await("an answer of " + server, of -> of.outcome().equals("answer " + server + " hello"), LIMIT);
        }
        assertThat(ownership.timeline().holders())
                .as("holders; %s", this)
                .containsExactly(node.host().name());
    }

    /** Waits for an advertisement of a node with a priority, sent after this call. */
    CapturedFrame.Advertisement awaitAdvertised(HaproxyNode node, int priority) {
        return awaitAdvertised(node, priority, Instant.now());
    }

    /** Waits for an advertisement of a node with a priority, sent after a time. */
    CapturedFrame.Advertisement awaitAdvertised(HaproxyNode node, int priority, Instant after) {
        String source = node.host().address();
        return (CapturedFrame.Advertisement) capture.frames()
                .await(
                        "an advertisement of " + node.host() + " with priority " + priority + " after " + after,
                        0,
                        frame -> frame instanceof CapturedFrame.Advertisement advertisement
                                && advertisement.source().equals(source)
                                && advertisement.priority() == priority
                                && advertisement.at().isAfter(after),
                        LIMIT);
    }

    @Override
    public String toString() {
        return "changes " + ownership.changes().all() + "\n" + higher + "\n" + lower;
    }

    @Override
    public void close() {
        lab.close();
    }
}
