/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.simulation;

import io.vip4j.vrrp.AddressFamily;
import io.vip4j.vrrp.IpAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/**
 * One broadcast domain in memory. Nodes get the addresses 198.51.100.1, .2, ... and fe80::1, fe80::2, ... on their
 * interface {@code eth0}. Interfaces of another name, if nodes are given such, are connected to each other likewise:
 * each name is a broadcast domain of its own, with the addresses 198.18.1.1, .2, ... for the first further name,
 * 198.18.2.1, .2, ... for the second. From the 251st node on they are from 198.19.0.0/16.
 *
 * <p>With virtual time everything happens on the caller's thread inside {@link #run}; with real time methods are safe
 * from any thread.
 */
public final class SimulatedLan implements AutoCloseable {

    private static final int MAX_NODES = 1000;
    private static final int NETWORK = 0xC6336400; // 198.51.100.0, RFC 5737.
    private static final int NODES_IN_NETWORK = 250;
    private static final int OVERFLOW = 0xC6130000; // 198.19.0.0, RFC 2544.
    private static final int FURTHER_NETWORKS = 0xC6120000; // 198.18.0.0, RFC 2544.
    private static final long LINK_LOCAL = 0xFE80L << 48;

    /** Where a client on the LAN found an address last. */
    private record Neighbor(String node, String networkInterface) {}

    private final Engine engine;
    private final long seed;
    private final Object lock = new Object();
    private final Cabling cabling; // Guarded by the lock.
    private final Map<String, SimulatedNode> nodes = new LinkedHashMap<>(); // Guarded by the lock.
    private final List<String> links = new ArrayList<>(List.of(SimulatedNode.INTERFACE)); // Guarded by the lock.
    private final Map<IpAddress, Neighbor> clientCache = new HashMap<>(); // Guarded by the lock.

    private SimulatedLan(Engine engine, long seed) {
        this.engine = engine;
        this.seed = seed;
        this.cabling = new Cabling(new Random(seed));
    }

    /**
     * A LAN whose time moves only by {@link #run}.
     *
     * @param seed decides loss and delay; the same seed and the same calls give the same run
     */
    public static SimulatedLan virtualTime(long seed) {
        return new SimulatedLan(new VirtualEngine(), seed);
    }

    /** A LAN in real time. */
    public static SimulatedLan realTime() {
        return new SimulatedLan(new RealEngine(), 0);
    }

    /** Adds a host, or returns the one of this name. */
    public SimulatedNode node(String name) {
        synchronized (lock) {
            return nodes.computeIfAbsent(name, unused -> {
                if (nodes.size() >= MAX_NODES) {
                    throw new IllegalStateException("a simulated LAN has at most " + MAX_NODES + " nodes");
                }
                return new SimulatedNode(this, engine, name, nodes.size() + 1);
            });
        }
    }

    /** A store of votes in the time of this LAN, which is not connected to it. */
    public SimulatedVoteStore newVoteStore() {
        return new SimulatedVoteStore(engine, seed);
    }

    /**
     * Lets virtual time pass.
     *
     * @throws IllegalStateException with real time, or from within a listener
     */
    public void run(Duration duration) {
        virtualEngine().run(duration);
    }

    /**
     * Lets virtual time pass until something happens, runs everything that happens at that moment, and stops there: a
     * test that calls it again and again sees every moment at which anything can have changed.
     *
     * @param limit the longest time to pass
     * @throws IllegalStateException with real time, or from within a listener
     */
    public void runToNextEvent(Duration limit) {
        virtualEngine().runToNextEvent(limit);
    }

    private VirtualEngine virtualEngine() {
        if (engine instanceof VirtualEngine virtual) {
            return virtual;
        }
        throw new IllegalStateException("virtual time was to be moved, but this LAN runs in real time");
    }

    /** Time since some fixed moment, in nanoseconds; in virtual time since the LAN was made. */
    public long nanoTime() {
        return engine.nanoTime();
    }

    /** Splits the LAN: the named nodes hear each other only, and the others hear the others. Carriers stay up. */
    public void split(String... names) {
        partition(List.of(List.of(names)));
    }

    /**
     * Splits the LAN into any number of parts: the nodes of one part hear each other only. Those that no part names are
     * a part too. Carriers stay up.
     */
    public void partition(List<? extends Collection<String>> parts) {
        synchronized (lock) {
            cabling.partition(parts);
        }
    }

    /** Breaks one direction: {@code to} hears nothing of {@code from} any more, which still hears {@code to}. */
    public void cut(String from, String to) {
        synchronized (lock) {
            cabling.cut(from, to);
        }
    }

    /** Ends every split and cut. */
    public void heal() {
        synchronized (lock) {
            cabling.heal();
        }
    }

    /**
     * Loses packets at random.
     *
     * @param probability 0 to 1, for each receiver of each packet
     */
    public void loss(double probability) {
        synchronized (lock) {
            cabling.loss(probability);
        }
    }

    /**
     * Delivers packets twice at random.
     *
     * @param probability 0 to 1, for each receiver of each packet
     */
    public void duplication(double probability) {
        synchronized (lock) {
            cabling.duplication(probability);
        }
    }

    /** Delays each packet at random, up to this; packets may overtake each other. */
    public void maxDelay(Duration delay) {
        synchronized (lock) {
            cabling.maxDelay(delay);
        }
    }

    /** The nodes that have this address on an interface right now, whether their process lives or not. */
    public List<String> holders(IpAddress address) {
        synchronized (lock) {
            List<String> holders = new ArrayList<>();
            for (SimulatedNode node : nodes.values()) {
                if (node.holds(address)) {
                    holders.add(node.name());
                }
            }
            return holders;
        }
    }

    /**
     * The node that answers a client on this LAN for an address: the one its ARP cache names, if that one is plugged in
     * holds the address, and lets packets for it pass.
     */
    public Optional<String> answering(IpAddress address) {
        synchronized (lock) {
            Neighbor neighbor = clientCache.get(address);
            if (neighbor == null) {
                return Optional.empty();
            }
            SimulatedNode node = nodes.get(neighbor.node());
            return node != null
                            && node.kernel().isUp(neighbor.networkInterface())
                            && node.holds(address)
                            && node.passes(address)
                    ? Optional.of(node.name())
                    : Optional.empty();
        }
    }

    /**
     * Lets a station that is no node of this LAN say that an address is its own. Every node hears it on its {@code eth0}.
     *
     * @param station its hardware address, such as {@code 02:00:00:00:99:01}
     */
    public void claim(IpAddress address, String station) {
        List<SimulatedNode> hearers;
        synchronized (lock) {
            hearers = List.copyOf(nodes.values());
        }
        hearers.forEach(node -> node.hearClaim(SimulatedNode.INTERFACE, address, station));
    }

    /** Carries a datagram to every other node on the link that can hear it and is meant. */
    void carry(
            SimulatedNode sender,
            String networkInterface,
            IpAddress source,
            IpAddress destination,
            int timeToLive,
            byte[] message) {
        String link = sender.linkOf(networkInterface);
        synchronized (lock) {
            for (SimulatedNode receiver : nodes.values()) {
                if (receiver == sender || !cabling.connects(sender.name(), receiver.name())) {
                    continue;
                }
                for (String ingress : receiver.listeningOn(link)) {
                    if (destination.isMulticast() || receiver.kernel().has(ingress, destination)) {
                        int index = receiver.kernel().state(ingress).index();
                        for (long delay : cabling.delaysNanos()) {
                            engine.at(
                                    engine.nanoTime() + delay,
                                    Engine.ARRIVAL,
                                    () -> receiver.arrive(
                                            ingress, index, source, destination, timeToLive, ByteBuffer.wrap(message)));
                        }
                    }
                }
            }
        }
    }

    /**
     * How a packet gets to another host now.
     *
     * @param node that host
     * @param networkInterface where it comes in
     */
    record Way(SimulatedNode node, String networkInterface, long delayNanos) {}

    /** The way of one packet to the host that has an address; empty if it is lost, or no such host hears it. */
    Optional<Way> way(SimulatedNode sender, String networkInterface, IpAddress destination) {
        if (!sender.kernel().isUp(networkInterface)) {
            return Optional.empty();
        }
        String link = sender.linkOf(networkInterface);
        synchronized (lock) {
            for (SimulatedNode receiver : nodes.values()) {
                if (receiver == sender || !cabling.connects(sender.name(), receiver.name())) {
                    continue;
                }
                for (String ingress : receiver.listeningOn(link)) {
                    if (receiver.kernel().has(ingress, destination)) {
                        return cabling.delaysNanos().stream()
                                .findFirst()
                                .map(delay -> new Way(receiver, ingress, delay));
                    }
                }
            }
            return Optional.empty();
        }
    }

    /** A gratuitous ARP or neighbour advertisement reaches the client and the other nodes of the link. */
    void announced(SimulatedNode sender, String networkInterface, IpAddress address) {
        if (!sender.kernel().isUp(networkInterface)) {
            return;
        }
        String link = sender.linkOf(networkInterface);
        String station = sender.stationOf(networkInterface);
        synchronized (lock) {
            clientCache.put(address, new Neighbor(sender.name(), networkInterface));
            for (SimulatedNode receiver : nodes.values()) {
                if (receiver != sender && cabling.connects(sender.name(), receiver.name())) {
                    receiver.listeningOn(link).forEach(ingress -> receiver.hearClaim(ingress, address, station));
                }
            }
        }
    }

    /** The first addresses of an interface. */
    List<IpAddress> addressesOn(String link, int nodeNumber) {
        synchronized (lock) {
            if (!links.contains(link)) {
                links.add(link);
            }
            int number = links.indexOf(link);
            int network = number == 0 ? NETWORK : FURTHER_NETWORKS + (number << 8);
            if (nodeNumber > NODES_IN_NETWORK) {
                network = OVERFLOW + (number << 12);
            }
            return List.of(
                    IpAddress.ofIpv4(network + nodeNumber), new IpAddress(AddressFamily.IPV6, LINK_LOCAL, nodeNumber));
        }
    }

    /** The names of the nodes. */
    public Set<String> nodeNames() {
        synchronized (lock) {
            return new HashSet<>(nodes.keySet());
        }
    }

    /** Stops the time of the LAN. Idempotent. */
    @Override
    public void close() {
        engine.close();
    }
}
