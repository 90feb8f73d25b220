/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Nodes that share several addresses, each address with a ranking of its own, and what must be true of them. Nodes are
 * numbered from 1; the addresses are 198.51.100.10, 11 and so on, with the virtual router ids 10, 11 and so on.
 */
final class TopologyLab implements AutoCloseable {

    /** For what must happen; far more than any timer, because a loaded machine starts a JVM slowly. */
    private static final Duration LIMIT = Deadline.GENEROUS;

    private static final Duration PING_INTERVAL = Duration.ofMillis(50);
    private static final int HIGHEST_PRIORITY = 100;
    private static final int STEP = 10;

    /** One address, and whose it is: the first of these nodes that works. */
    record Ranking(List<Integer> nodes) {

        static Ranking of(Integer... nodes) {
            return new Ranking(List.of(nodes));
        }
    }

    /** What is known about one address from outside. */
    private record Watched(String address, OwnershipWatch ownership, Pinger pinger) {}

    private final Lab lab;
    private final LabHost client;
    private final RouterSettings settings;
    private final List<Ranking> rankings;
    private final List<ConfiguredNode> nodes = new ArrayList<>();
    private final List<Watched> watched = new ArrayList<>();

    private TopologyLab(Lab lab, RouterSettings settings, List<Product> products, List<Ranking> rankings) {
        this.lab = lab;
        this.client = lab.join("client", "198.51.100.100");
        this.settings = settings;
        this.rankings = rankings;
        for (int number = 1; number <= products.size(); number++) {
            LabHost host = lab.join("node-" + number, "198.51.100." + number);
            nodes.add(new ConfiguredNode(products.get(number - 1), host));
        }
        List<LabHost> hosts = nodes.stream().map(ConfiguredNode::host).toList();
        for (int i = 0; i < rankings.size(); i++) {
            String address = address(i);
            watched.add(new Watched(
                    address, OwnershipWatch.start(address, hosts), Pinger.start(client, address, PING_INTERVAL)));
        }
    }

    /** Makes the lab and starts all nodes. */
    static TopologyLab start(RouterSettings settings, List<Product> products, Ranking... rankings) {
        Lab lab = Lab.open();
        try {
            TopologyLab topology = new TopologyLab(lab, settings, products, List.of(rankings));
            for (int number = 1; number <= products.size(); number++) {
                topology.start(number);
            }
            return topology;
        } catch (LabException e) {
            lab.close();
            throw e;
        }
    }

    private static String address(int index) {
        return "198.51.100." + vrid(index);
    }

    private static int vrid(int index) {
        return RouterSettings.VRID + index;
    }

    /** Starts a node, again if it has run before. */
    void start(int number) {
        node(number).start(configuration(number));
    }

    private ConfiguredNode node(int number) {
        return nodes.get(number - 1);
    }

    private String configuration(int number) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < rankings.size(); i++) {
            int rank = rankings.get(i).nodes().indexOf(number);
            if (rank >= 0) {
                text.append(settings.withVrid(vrid(i))
                        .withAddresses(address(i) + "/24")
                        .withPriority(HIGHEST_PRIORITY - rank * STEP)
                        .instance("VI_" + (i + 1)));
            }
        }
        return text.toString();
    }

    /** Kills a vipd as the kernel would. A killed keepalived would keep its addresses for ever. */
    void kill(int number) {
        node(number).kill();
    }

    /** Asks a node to end. */
    void terminate(int number) {
        node(number).terminate(LIMIT);
    }

    /**
     * Waits until each address has this owner and no other, by the kernels' word, by that of the segment and by that of
     * the client.
     *
     * @param owners the number of a node for each address, in the order of the rankings
     */
    void awaitOwners(int... owners) {
        assertThat(owners).as("one owner for each address").hasSameSizeAs(watched);
        for (int i = 0; i < owners.length; i++) {
            assertThat(watched.get(i)
                            .ownership()
                            .pollHolders(Set.of(node(owners[i]).host()), LIMIT))
                    .as("%s is held by node-%d alone; %s", address(i), owners[i], this)
                    .isTrue();
        }
        Instant settledAt = Instant.now();
        for (int i = 0; i < owners.length; i++) {
            Watched seen = watched.get(i);
            seen.pinger().awaitReply(LIMIT);
            assertThat(WhoHas.answers(client, seen.address()))
                    .as("who answers for %s; %s", seen.address(), this)
                    .containsExactly(node(owners[i]).host().hardwareAddress());
        }
        for (int i = 0; i < owners.length; i++) {
            OwnershipTimeline timeline = watched.get(i).ownership().timeline();
            assertThat(timeline.holders())
                    .as("holders of %s; %s", address(i), this)
                    .containsExactly("node-" + owners[i]);
            assertThat(timeline.heldByTwo(settledAt, Instant.now()))
                    .as("two holders of %s; %s", address(i), this)
                    .isZero();
        }
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("changes of ownership:");
        for (Watched seen : watched) {
            text.append("\n  ").append(seen.address()).append(": ");
            text.append(seen.ownership().changes().all());
        }
        for (ConfiguredNode node : nodes) {
            text.append("\n").append(node).append(" says:\n  ");
            text.append(String.join("\n  ", node.output().all()));
        }
        return text.toString();
    }

    @Override
    public void close() {
        lab.close();
    }
}
