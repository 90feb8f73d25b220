/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.lab;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Two nodes of samples/zookeeper-gate, a above b, with one address and one vote, and the three servers that give it. One
 * thread.
 */
final class VoteLab implements AutoCloseable {

    static final String ADDRESS = "198.51.100.222";

    /** After each change the nodes get so long; a vote and a takeover take less, also on a busy machine. */
    private static final Duration SETTLES = Duration.ofSeconds(40);

    /** For so long the owner must stay the same afterwards. */
    private static final Duration STAYS = Duration.ofSeconds(3);

    private final Lab lab;
    private final VoteStore store;
    private final VoteNode a;
    private final VoteNode b;
    private final PacketFilter filter;
    private final OwnershipWatch watch;

    private VoteLab(Lab lab) {
        this.lab = lab;
        this.store = new VoteStore(lab);
        this.a = new VoteNode(lab.join("a", "198.51.100.1"));
        this.b = new VoteNode(lab.join("b", "198.51.100.2"));
        this.filter = new PacketFilter(lab);
        this.watch = OwnershipWatch.start(ADDRESS, List.of(a.host(), b.host()));
    }

    /** Makes the network and starts the store. */
    static VoteLab open() {
        Lab lab = Lab.open();
        try {
            VoteLab opened = new VoteLab(lab);
            opened.store.start();
            return opened;
        } catch (LabException e) {
            lab.close();
            throw e;
        }
    }

    VoteStore store() {
        return store;
    }

    VoteNode a() {
        return a;
    }

    VoteNode b() {
        return b;
    }

    /** Starts both nodes with VRRP and the vote; a owns the address then. */
    void startGated(Duration ttl) {
        for (VoteNode node : List.of(a, b)) {
            node.start(
                    "GatedVip",
                    List.of(
                            "eth0",
                            ADDRESS + "/24",
                            node == a ? "200" : "100",
                            store.clientAddresses(),
                            Long.toString(ttl.toSeconds())));
        }
        expect(Set.of("a"));
    }

    /** Starts both nodes with the vote alone. */
    void startStoreOnly() {
        for (VoteNode node : List.of(a, b)) {
            node.start(
                    "StoreOnlyVip", List.of("eth0", ADDRESS + "/24", node.host().address(), store.clientAddresses()));
        }
    }

    /** Cuts what a cell cuts, sees who owns the address, mends all and sees that a owns it again. */
    void play(VoteCell cell) {
        Instant from = Instant.now();
        filter.cut(cell.cuts(a.host(), b.host(), store.hosts()));
        expect(cell.owners());
        Deadline.pause(STAYS);
        expect(cell.owners());
        filter.clear();
        expect(Set.of("a"));
        requireOneOwner(from);
    }

    /** What happens between cutting a node off the store and mending it. */
    void withoutStore(VoteNode node, Duration length) {
        filter.cut(List.of(new PacketFilter.Cut(List.of(node.host()), store.hosts())));
        Deadline.pause(length);
        filter.clear();
    }

    /** Waits until exactly these nodes own the address. */
    void expect(Set<String> owners) {
        Set<LabHost> hosts = new HashSet<>();
        for (VoteNode node : List.of(a, b)) {
            if (owners.contains(node.host().name())) {
                hosts.add(node.host());
            }
        }
        try {
            watch.awaitHolders(hosts, SETTLES);
        } catch (LabException e) {
            throw new LabException(e.getMessage() + "; a says " + a.lastWords() + "; b says " + b.lastWords(), e);
        }
    }

    /** Waits until one node owns the address, and says which. */
    VoteNode awaitOwner() {
        Deadline deadline = Deadline.after(SETTLES);
        while (watch.holdersNow().size() != 1) {
            if (deadline.isOver()) {
                throw new LabException(
                        "nobody owns the address: " + watch.changes().all());
            }
            Deadline.pause();
        }
        return watch.holdersNow().contains("a") ? a : b;
    }

    /** Waits until the other one owns the address. */
    VoteNode awaitNextOwner(VoteNode former) {
        VoteNode next = former == a ? b : a;
        expect(Set.of(next.host().name()));
        return next;
    }

    /** Two owners at one time since then are the end. */
    void requireOneOwner(Instant from) {
        Duration two = watch.timeline().heldByTwo(from, Instant.now());
        if (!two.isZero()) {
            throw new LabException("two owners for " + two.toNanos() / 1e6 + " ms: "
                    + watch.changes().all());
        }
    }

    /** The changes of owners since then; none if it stayed. */
    boolean ownerStayedSince(Instant from) {
        return watch.changes().all().stream().noneMatch(change -> change.at().isAfter(from));
    }

    @Override
    public void close() {
        watch.close();
        lab.close();
    }
}
