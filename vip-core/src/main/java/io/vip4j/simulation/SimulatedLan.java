/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.simulation;

import io.vip4j.vrrp.IpAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/**
 * One broadcast domain in memory. Nodes get the addresses 198.51.100.1, .2, ... on their interface {@code eth0}.
 *
 * <p>With virtual time everything happens on the caller's thread inside {@link #run}; with real time methods are safe
 * from any thread.
 */
public final class SimulatedLan implements AutoCloseable {

    private static final int MAX_NODES = 250;
    private static final int NETWORK = 0xC6336400; // 198.51.100.0, RFC 5737.

    private final Engine engine;
    private final Random random;
    private final Object lock = new Object();
    private final Map<String, SimulatedNode> nodes = new LinkedHashMap<>(); // Guarded by the lock.
    private final Map<String, Integer> sideOfSplit = new HashMap<>(); // Guarded by the lock.
    private final Map<IpAddress, String> clientCache = new HashMap<>(); // Guarded by the lock.
    private double loss; // Guarded by the lock.
    private Duration maxDelay = Duration.ZERO; // Guarded by the lock.

    private SimulatedLan(Engine engine, long seed) {
        this.engine = engine;
        this.random = new Random(seed);
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
                return new SimulatedNode(this, engine, name, IpAddress.ofIpv4(NETWORK + nodes.size() + 1));
            });
        }
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
        synchronized (lock) {
            sideOfSplit.clear();
            for (String name : names) {
                sideOfSplit.put(name, 1);
            }
        }
    }

    /** Ends a split. */
    public void heal() {
        split();
    }

    /**
     * Loses packets at random.
     *
     * @param probability 0 to 1, for each receiver of each packet
     */
    public void loss(double probability) {
        synchronized (lock) {
            loss = probability;
        }
    }

    /** Delays each packet at random, up to this; packets may overtake each other. */
    public void maxDelay(Duration delay) {
        synchronized (lock) {
            maxDelay = delay;
        }
    }

    /** The nodes that have this address on their interface right now, whether their process lives or not. */
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
     * and holds the address.
     */
    public Optional<String> answering(IpAddress address) {
        synchronized (lock) {
            SimulatedNode node = nodes.get(clientCache.getOrDefault(address, ""));
            return node != null && node.isPluggedIn() && node.holds(address)
                    ? Optional.of(node.name())
                    : Optional.empty();
        }
    }

    /** Carries a message to every other node that can hear it. */
    void multicast(SimulatedNode sender, IpAddress source, IpAddress destination, byte[] message) {
        synchronized (lock) {
            for (SimulatedNode receiver : nodes.values()) {
                if (receiver != sender && connected(sender, receiver) && random.nextDouble() >= loss) {
                    long delay = maxDelay.isZero() ? 0 : random.nextLong(maxDelay.toNanos());
                    engine.at(
                            engine.nanoTime() + delay,
                            Engine.ARRIVAL,
                            () -> receiver.arrive(source, destination, ByteBuffer.wrap(message)));
                }
            }
        }
    }

    /** A gratuitous ARP request reaches the client. */
    void announced(SimulatedNode sender, IpAddress address) {
        synchronized (lock) {
            if (sender.isPluggedIn()) {
                clientCache.put(address, sender.name());
            }
        }
    }

    private boolean connected(SimulatedNode a, SimulatedNode b) {
        return a.isPluggedIn()
                && b.isPluggedIn()
                && sideOfSplit.getOrDefault(a.name(), 0).equals(sideOfSplit.getOrDefault(b.name(), 0));
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
