/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.lab;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The whole chain of the tutorial: a client, two proxies that share an address, two SQL nodes behind them, which are proxies
 * themselves, and a MariaDB with a replica.
 *
 * <pre>
 *   client ──> 198.51.100.10:8066 ──> node-a (100) ──> mycat-1 ──> primary
 *                                     node-b (90)  ──> mycat-2 ──>    │  ──> replica
 * </pre>
 */
final class ChainLab implements AutoCloseable {

    static final String ADDRESS = RouterSettings.ADDRESS;
    static final int PORT = Tutorial.PORT;

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Duration WRITE_INTERVAL = Duration.ofMillis(20);
    private static final Duration READ_INTERVAL = Duration.ofMillis(250);

    private final Lab lab;
    private final ProxyStack stack;
    private final MariadbServer primary;
    private final MariadbServer replica;
    private final EventLog<String> tiers = new EventLog<>("log of the SQL nodes");
    private final ChildProcess firstTier;
    private final ProxyNode higher;
    private final ProxyNode lower;
    private final OwnershipWatch ownership;
    private final LabHost client;

    private ChainLab(Lab lab, ProxyStack stack, Duration interval) {
        this.lab = lab;
        this.stack = stack;
        this.primary = MariadbServer.primary(lab.join("primary", "198.51.100.31"));
        primary.sql("CREATE DATABASE shop;"
                + " CREATE TABLE shop.orders (id INT PRIMARY KEY, at TIMESTAMP(6) DEFAULT CURRENT_TIMESTAMP(6));"
                + " CREATE USER app@'%' IDENTIFIED BY 'geheim'; GRANT SELECT, INSERT ON shop.* TO app@'%';"
                + " CREATE USER copy@'%' IDENTIFIED BY 'geheim'; GRANT REPLICATION SLAVE ON *.* TO copy@'%';");
        this.replica = MariadbServer.replica(lab.join("replica", "198.51.100.32"), primary);
        this.firstTier = tier("mycat-1", "198.51.100.21");
        tier("mycat-2", "198.51.100.22");
        Forwarding forwarding = new Forwarding(
                ADDRESS, PORT, Forwarding.Check.MYSQL, List.of("198.51.100.21:" + PORT, "198.51.100.22:" + PORT));
        RouterSettings router = RouterSettings.v3(100, interval);
        this.higher = stack.node(lab.join("node-a", "198.51.100.1"), forwarding, router);
        this.lower = stack.node(lab.join("node-b", "198.51.100.2"), forwarding, router.withPriority(90));
        this.ownership = OwnershipWatch.start(ADDRESS, List.of(higher.host(), lower.host()));
        this.client = lab.join("client", "198.51.100.100");
    }

    /** Makes the chain; the databases run, and the SQL nodes, and the proxies do not yet. */
    static ChainLab open(ProxyStack stack, Duration interval) {
        Lab lab = Lab.open();
        try {
            return new ChainLab(lab, stack, interval);
        } catch (LabException e) {
            lab.close();
            throw e;
        }
    }

    private ChildProcess tier(String name, String address) {
        Forwarding toPrimary = new Forwarding(
                "*", PORT, Forwarding.Check.TCP, List.of(primary.host().address() + ":" + MariadbServer.PORT));
        return stack.start(lab.join(name, address), toPrimary, tiers);
    }

    ProxyNode higher() {
        return higher;
    }

    ProxyNode lower() {
        return lower;
    }

    OwnershipWatch ownership() {
        return ownership;
    }

    MariadbServer primary() {
        return primary;
    }

    MariadbServer replica() {
        return replica;
    }

    /** SIGKILL to the first SQL node. */
    void killSqlNode() {
        firstTier.kill();
    }

    /** Begins to write, one row each 20 ms. */
    SqlClient startWriter() {
        return SqlClient.writer(client, ADDRESS, PORT, WRITE_INTERVAL);
    }

    /** Begins to ask, with a new connection each 250 ms. */
    SqlClient startReader() {
        return SqlClient.reader(client, ADDRESS, PORT, READ_INTERVAL);
    }

    /** Waits until this node alone holds the address. */
    void awaitOwner(ProxyNode node) {
        if (!ownership.pollHolders(Set.of(node.host()), LIMIT)) {
            throw new LabException(ADDRESS + " is not held by " + node.host() + " alone, but by "
                    + ownership.holdersNow() + "; " + this);
        }
    }

    /** What became of the rows, when the replica has caught up. The writer must have been stopped. */
    Audit audit(SqlClient writer) {
        replica.awaitCaughtUp(primary);
        return new Audit(writer.numbers(true), writer.numbers(false), primary.orders(), replica.orders());
    }

    /**
     * The rows of a writer.
     *
     * @param acknowledged it was told that they are stored
     * @param unknown it was told nothing
     * @param primary those that are there
     * @param replica those that are there
     */
    record Audit(Set<Integer> acknowledged, Set<Integer> unknown, Set<Integer> primary, Set<Integer> replica) {

        /** The worst that can happen: rows that were acknowledged, and are missing on one of the servers. */
        Set<Integer> lost() {
            Set<Integer> lost = new TreeSet<>();
            acknowledged.stream()
                    .filter(row -> !primary.contains(row) || !replica.contains(row))
                    .forEach(lost::add);
            return lost;
        }

        /** Rows that nobody has written. */
        Set<Integer> invented() {
            Set<Integer> invented = new TreeSet<>(primary);
            invented.addAll(replica);
            invented.removeAll(acknowledged);
            invented.removeAll(unknown);
            return invented;
        }
    }

    @Override
    public String toString() {
        return "changes " + ownership.changes().all() + "\n" + higher + "\n" + lower + "\nSQL nodes:\n  "
                + String.join("\n  ", tiers.all());
    }

    @Override
    public void close() {
        lab.close();
    }
}
