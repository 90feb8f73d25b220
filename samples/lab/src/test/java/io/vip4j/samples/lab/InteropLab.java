/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.lab;

import static org.assertj.core.api.Assertions.assertThat;

import io.vip4j.wire.RejectReason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * A segment on which daemons of any product form one virtual router, and what must be true on it. The nodes are named
 * node-1, node-2 and so on, by falling priority: 100, 90, 80.
 */
final class InteropLab implements AutoCloseable {

    static final Duration LIMIT = Deadline.GENEROUS;

    private static final int HIGHEST_PRIORITY = 100;
    private static final int STEP = 10;

    private final Lab lab;
    private final LabHost client;
    private final List<VrrpNode> nodes = new ArrayList<>();
    private final Capture capture;

    /** Whose echo the client waits for, and about whom it asks; empty for an election without an address. */
    private final List<String> virtualAddresses;

    private InteropLab(Lab lab, RouterSettings settings, boolean unicast, List<Product> products) {
        this.lab = lab;
        this.client = lab.join("client", "198.51.100.100");
        this.virtualAddresses = settings.bareAddresses();
        List<LabHost> hosts = new ArrayList<>();
        for (int i = 0; i < products.size(); i++) {
            hosts.add(lab.join("node-" + (i + 1), "198.51.100." + (i + 1)));
        }
        for (int i = 0; i < products.size(); i++) {
            RouterSettings own = settings.withPriority(HIGHEST_PRIORITY - i * STEP);
            nodes.add(products.get(i).node(hosts.get(i), unicast ? unicast(own, hosts, i) : own));
        }
        this.capture = Capture.start(lab);
    }

    private static RouterSettings unicast(RouterSettings settings, List<LabHost> hosts, int self) {
        List<String> addresses = hosts.stream()
                .map(host -> settings.isIpv6() ? host.addressV6() : host.address())
                .toList();
        List<String> peers = new ArrayList<>(addresses);
        String source = peers.remove(self);
        return settings.withUnicast(source, peers.toArray(String[]::new));
    }

    /** Makes the lab; no daemon runs yet. */
    static InteropLab open(RouterSettings settings, boolean unicast, Product... products) {
        Lab lab = Lab.open();
        try {
            return new InteropLab(lab, settings, unicast, List.of(products));
        } catch (LabException e) {
            lab.close();
            throw e;
        }
    }

    /** The node with the highest priority is number 0. */
    VrrpNode node(int index) {
        return nodes.get(index);
    }

    LabHost client() {
        return client;
    }

    Capture capture() {
        return capture;
    }

    /**
     * Waits until this node is Active and the other running ones are Backup, and then asks the segment: the owner alone
     * answers for each virtual address, and an echo comes back.
     */
    void awaitOwner(VrrpNode owner) {
        owner.awaitState(RouterState.ACTIVE, LIMIT);
        for (VrrpNode node : nodes) {
            if (node != owner && node.daemon().isRunning()) {
                node.awaitState(RouterState.BACKUP, LIMIT);
            }
        }
        for (String address : virtualAddresses) {
            awaitAnswers(address, Set.of(owner.holderMac()));
        }
        if (!virtualAddresses.isEmpty()) {
            awaitEcho(virtualAddresses.get(virtualAddresses.size() - 1));
        }
    }

    private void awaitAnswers(String address, Set<String> expected) {
        Deadline limit = Deadline.after(LIMIT);
        Set<String> answers = WhoHas.answers(client, address);
        while (!answers.equals(expected)) {
            assertThat(limit.isOver())
                    .as("%s is answered by %s, not by %s; %s", address, answers, expected, this)
                    .isFalse();
            answers = WhoHas.answers(client, address);
        }
    }

    private void awaitEcho(String address) {
        try (Pinger pinger = Pinger.start(client, address, Duration.ofMillis(50))) {
            pinger.awaitReply(LIMIT);
        }
    }

    /** Waits for an advertisement of a node, captured at or after a position. */
    CapturedFrame.Advertisement awaitAdvertisement(VrrpNode node, int mark, int priority) {
        Set<String> own = node.host().addresses();
        return (CapturedFrame.Advertisement) capture.frames()
                .await(
                        "an advertisement of " + node.product() + " on " + node.host() + " with priority " + priority,
                        mark,
                        frame -> frame instanceof CapturedFrame.Advertisement advertisement
                                && own.contains(advertisement.source())
                                && advertisement.priority() == priority,
                        LIMIT);
    }

    /** Nobody found anything wrong with what the others send. */
    void assertNoComplaints() {
        assertOnlyComplaints(complaint -> false);
    }

    /** Nobody found anything wrong with what the others send, but for a reason that the test expects. */
    void assertNoComplaintsBut(RejectReason expected) {
        assertOnlyComplaints(complaint -> complaint.startsWith(expected + "="));
    }

    private void assertOnlyComplaints(Predicate<String> expected) {
        for (VrrpNode node : nodes) {
            if (node.daemon().isRunning()) {
                assertThat(node.complaints())
                        .as("what %s on %s finds wrong", node.product(), node.host())
                        .allMatch(expected);
            }
        }
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("the nodes say:");
        for (VrrpNode node : nodes) {
            text.append("\n  ")
                    .append(node.product())
                    .append(" on ")
                    .append(node.host())
                    .append(": ");
            text.append(node.stateChanges().all());
        }
        return text.toString();
    }

    @Override
    public void close() {
        lab.close();
    }
}
