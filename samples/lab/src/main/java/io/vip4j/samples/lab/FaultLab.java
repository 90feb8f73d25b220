/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.lab;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The segment on which faults happen: nodes of one kind, by falling priority, and a client that asks for the
 * virtual address all the time, by echo request and by ARP. One thread.
 */
final class FaultLab implements AutoCloseable {

    private static final Duration START_LIMIT = Deadline.GENEROUS;
    private static final Duration ASKED_EACH = Duration.ofMillis(5);

    /** Far below the others, so that it is not as quick as they are. */
    private static final int LAST_PRIORITY = 10;

    /** Who was heard by the client this long ago counts as heard now. */
    private static final Duration LATELY = Duration.ofMillis(150);

    /** All must agree for this long. */
    private static final Duration STABLE = Duration.ofMillis(400);

    /** Who has to see the owner. */
    enum Witness {
        /** The kernels, the daemons and the client. */
        EVERYBODY,
        /** The client alone: the nodes do not hear each other. */
        CLIENT
    }

    /** A moment: what was known at it. */
    record Mark(Instant at, int replies, int answers) {}

    private final Lab lab;
    private final Variant variant;
    private final List<VrrpNode> nodes = new ArrayList<>();
    private final LabHost client;
    private final OwnershipWatch ownership;
    private final Pinger pinger;
    private final ArpProber prober;
    private final PacketFilter filter;
    private final Set<VrrpNode> excused = new HashSet<>();

    private FaultLab(Lab lab, FaultSetting setting, int count) {
        this.lab = lab;
        this.variant = setting.variant();
        this.client = lab.join("client", "198.51.100.100");
        List<LabHost> hosts = new ArrayList<>();
        for (int number = 1; number <= count; number++) {
            LabHost host = lab.join("node-" + number, "198.51.100." + number);
            hosts.add(host);
            nodes.add(variant.node(host, setting.router().withPriority(priority(setting, number))));
        }
        this.ownership = OwnershipWatch.start(RouterSettings.ADDRESS, hosts);
        this.pinger = Pinger.start(client, RouterSettings.ADDRESS, ASKED_EACH);
        this.prober = ArpProber.start(client, RouterSettings.ADDRESS, ASKED_EACH);
        this.filter = new PacketFilter(lab);
    }

    private static int priority(FaultSetting setting, int number) {
        return switch (number) {
            case 1 -> setting.priorities().owner();
            case 2 -> setting.priorities().backup();
            default -> LAST_PRIORITY;
        };
    }

    /** Starts the nodes, two or three, and waits until the first one has the address. */
    static FaultLab start(FaultSetting setting, int count) {
        Lab lab = Lab.open();
        try {
            FaultLab faults = new FaultLab(lab, setting, count);
            for (VrrpNode node : faults.nodes) {
                node.start();
                node.awaitState(RouterState.BACKUP, START_LIMIT);
            }
            String disagreement = faults.awaitAgreement(faults.owner(), Witness.EVERYBODY, START_LIMIT);
            if (!disagreement.isEmpty()) {
                throw new LabException("no owner at the start: " + disagreement);
            }
            return faults;
        } catch (LabException e) {
            lab.close();
            throw e;
        }
    }

    Variant variant() {
        return variant;
    }

    List<VrrpNode> nodes() {
        return nodes;
    }

    /** The node with the highest priority. */
    VrrpNode owner() {
        return nodes.get(0);
    }

    /** The node that takes over from it. */
    VrrpNode backup() {
        return nodes.get(1);
    }

    LabHost client() {
        return client;
    }

    PacketFilter filter() {
        return filter;
    }

    OwnershipWatch ownership() {
        return ownership;
    }

    Mark mark() {
        return new Mark(Instant.now(), pinger.replies().mark(), prober.answers().mark());
    }

    /** The longest time without an echo reply since a moment. */
    Duration longestGap(Mark mark, Instant to) {
        // Replies reach the log a little after they arrived, so some of them may be older than the mark.
        return Gaps.longest(pinger.replies().since(mark.replies()), mark.at(), to);
    }

    /** How long two stations answered since a moment. */
    Duration answeredByTwo(Mark mark, Instant to) {
        return prober.answeredByTwo(mark.answers(), mark.at(), to);
    }

    /** How long after a moment the address came to a node; empty if it did not. */
    Optional<Duration> firstHeldBy(VrrpNode node, Mark mark) {
        return ownership.changes().all().stream()
                .filter(change ->
                        change.held() && change.host().equals(node.host().name()))
                .filter(change -> change.at().isAfter(mark.at()))
                .findFirst()
                .map(change -> Duration.between(mark.at(), change.at()));
    }

    /** What the nodes said since a moment, and who had the address, by time. */
    List<String> history(Mark mark, Instant to) {
        List<String> lines = new ArrayList<>();
        for (OwnershipChange change : ownership.changes().all()) {
            if (change.at().isAfter(mark.at()) && change.at().isBefore(to)) {
                lines.add(change.at() + " " + change.host() + (change.held() ? " has the address" : " has it no more"));
            }
        }
        for (VrrpNode node : nodes) {
            for (StateChange change : node.stateChanges().all()) {
                if (change.at().isAfter(mark.at()) && change.at().isBefore(to)) {
                    lines.add(change.at() + " " + node.host() + " " + change.from() + " -> " + change.to() + " "
                            + change.cause());
                }
            }
        }
        return lines.stream().sorted().toList();
    }

    /** Waits until a node is the owner and all agree on that for a moment; what is wrong at the limit, else nothing. */
    String awaitAgreement(VrrpNode expected, Witness witness, Duration limit) {
        Deadline deadline = Deadline.after(limit);
        Optional<Deadline> stable = Optional.empty();
        while (true) {
            String disagreement = disagreement(expected, witness);
            if (!disagreement.isEmpty()) {
                stable = Optional.empty();
                if (deadline.isOver()) {
                    return disagreement;
                }
            } else if (stable.isEmpty()) {
                stable = Optional.of(Deadline.after(STABLE));
            } else if (stable.get().isOver()) {
                return "";
            }
            Deadline.pause();
        }
    }

    private String disagreement(VrrpNode expected, Witness witness) {
        String client = whatTheClientSees(expected);
        if (!client.isEmpty() || witness == Witness.CLIENT) {
            return client;
        }
        Set<String> holders = ownership.holdersNow();
        if (!holders.equals(Set.of(expected.host().name()))) {
            return "the address is on " + holders + ", not on " + expected.host();
        }
        for (VrrpNode node : nodes) {
            RouterState wanted = node == expected ? RouterState.ACTIVE : RouterState.BACKUP;
            Optional<RouterState> state = node.state();
            if (node.daemon().isRunning() && !excused.contains(node) && !state.equals(Optional.of(wanted))) {
                return node.host() + " is " + state.map(Enum::name).orElse("silent") + ", not " + wanted;
            }
        }
        return "";
    }

    /** Declares that a node cannot say at the moment what it is: it is frozen, or without a link. */
    void excuse(VrrpNode node) {
        excused.add(node);
    }

    /** From now on its word counts again. */
    void hear(VrrpNode node) {
        excused.remove(node);
    }

    private String whatTheClientSees(VrrpNode expected) {
        Instant lately = Instant.now().minus(LATELY);
        Set<String> stations = new HashSet<>();
        int newest = Math.max(0, prober.answers().mark() - 100);
        prober.answers().since(newest).stream()
                .filter(answer -> answer.at().isAfter(lately))
                .forEach(answer -> stations.add(answer.station()));
        Optional<Instant> reply = pinger.replies().last();
        if (reply.isEmpty() || reply.get().isBefore(lately)) {
            return "no echo comes back to the client";
        }
        String right = expected.holderMac();
        return stations.equals(Set.of(right)) ? "" : "ARP is answered by " + stations + ", not by " + right;
    }

    @Override
    public void close() {
        lab.close();
    }
}
