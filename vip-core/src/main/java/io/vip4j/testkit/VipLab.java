/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.testkit;

import io.vip4j.VipHost;
import io.vip4j.config.HostConfig;
import io.vip4j.config.VirtualRouterConfig;
import io.vip4j.simulation.SimulatedLan;
import io.vip4j.simulation.SimulatedNode;
import io.vip4j.spi.VipPlatform;
import io.vip4j.vrrp.IpAddress;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * A LAN in memory with nodes that run vip4j, in virtual time: an hour of it takes moments, and the same test gives the
 * same run. Nothing happens between two calls; time passes in {@link #run} and in the methods of {@link Expectation}.
 * Used by one thread. Do not call what waits for time, such as {@code awaitActive}: expect it instead.
 */
public final class VipLab implements AutoCloseable {

    /** The address of the router that {@link #router} describes. */
    public static final String ADDRESS = "198.51.100.200";

    private static final int VRID = 10;

    private final SimulatedLan lan;
    private final LabTimeline timeline;
    private final Map<String, LabNode> nodes = new LinkedHashMap<>();

    private VipLab(SimulatedLan lan) {
        this.lan = lan;
        this.timeline = new LabTimeline(lan);
    }

    /**
     * A lab without nodes. With JUnit Jupiter, use {@link VipTest} instead.
     *
     * @param seed decides which packets a lossy LAN loses
     */
    public static VipLab open(long seed) {
        return new VipLab(SimulatedLan.virtualTime(seed));
    }

    /**
     * The beginnings of a router: {@code web} with VRID 10 and the address {@value #ADDRESS} on {@code eth0}.
     *
     * @param priority 1..255
     */
    public static VirtualRouterConfig.Builder router(int priority) {
        return VirtualRouterConfig.builder("web")
                .networkInterface(SimulatedNode.INTERFACE)
                .vrid(VRID)
                .priority(priority)
                .address(ADDRESS + "/24");
    }

    /**
     * Starts routers on a node.
     *
     * @param node its name; made if there is none
     * @throws IllegalStateException if something runs there
     */
    public LabNode start(String node, VirtualRouterConfig... routers) {
        return start(node, new HostConfig(List.of(routers), List.of()));
    }

    /**
     * Starts everything that a host declares on a node, for example what was read from a keepalived.conf.
     *
     * @param node its name; made if there is none
     * @throws IllegalStateException if something runs there
     */
    public LabNode start(String node, HostConfig config) {
        return start(node, platform -> {
            VipHost host = VipHost.open(platform);
            host.apply(config);
            return host;
        });
    }

    /**
     * Starts an application on a node.
     *
     * @param node its name; made if there is none
     * @param application opens its host on that platform; its further work must not wait for virtual time
     * @throws IllegalStateException if something runs there
     */
    public LabNode start(String node, Function<VipPlatform, VipHost> application) {
        LabNode started = node(node);
        started.start(application);
        return started;
    }

    /** The node of this name; made if there is none. */
    public LabNode node(String name) {
        return nodes.computeIfAbsent(name, unused -> new LabNode(lan.node(name), timeline));
    }

    /** The LAN: loss, delay, claims of strangers, and what else can be done to it. */
    public SimulatedLan lan() {
        return lan;
    }

    /** Lets virtual time pass. */
    public void run(Duration duration) {
        lan.run(duration);
    }

    /** Splits the LAN: these nodes hear each other only, and the others hear the others. Carriers stay up. */
    public void split(String... names) {
        timeline.did("the LAN is split: " + String.join(" ", names) + " hear each other only");
        lan.split(names);
    }

    /** Breaks one direction: {@code to} hears nothing of {@code from} any more, which still hears {@code to}. */
    public void cut(String from, String to) {
        timeline.did(to + " hears " + from + " no longer");
        lan.cut(from, to);
    }

    /** Ends every split and cut. */
    public void heal() {
        timeline.did("the LAN is whole again");
        lan.heal();
    }

    /** Begins an expectation of the only router on a node. */
    public RouterExpectation expect(String node) {
        return new RouterExpectation(this, known(node), Optional.empty());
    }

    /** Begins an expectation of one of the routers on a node. */
    public RouterExpectation expect(String node, String router) {
        return new RouterExpectation(this, known(node), Optional.of(router));
    }

    /**
     * Expects an address on the interfaces of these nodes and of no others, whatever their processes believe.
     *
     * @param address without prefix length
     * @param owners names of nodes; none: that nobody has it
     */
    public Expectation expectOwners(String address, String... owners) {
        IpAddress wanted = IpAddress.parse(address);
        List<String> expected = List.of(owners);
        return new Expectation(
                this,
                address + " to be held by " + words(expected),
                () -> {
                    List<String> now = lan.holders(wanted);
                    return now.size() == expected.size() && now.containsAll(expected);
                },
                () -> "it is held by " + words(lan.holders(wanted)));
    }

    /**
     * Expects that no two nodes have an address on their interfaces at once.
     *
     * @param address without prefix length
     */
    public Expectation expectAtMostOneOwner(String address) {
        IpAddress wanted = IpAddress.parse(address);
        return new Expectation(
                this,
                address + " to be held by one node at most",
                () -> lan.holders(wanted).size() <= 1,
                () -> "it is held by " + words(lan.holders(wanted)));
    }

    /** Everything for people: how each node is, and what happened. Part of the message of each {@link ExpectationError}. */
    public String report() {
        StringBuilder text = new StringBuilder("nodes:\n");
        nodes.values().forEach(node -> text.append("  ").append(node).append('\n'));
        return text.append("timeline:\n").append(timeline).toString();
    }

    /** Closes what runs, and the LAN. Idempotent. */
    @Override
    public void close() {
        nodes.values().forEach(LabNode::end);
        nodes.clear();
        lan.close();
    }

    /** An expectation of a node that does not exist would be a typing error that never fails. */
    private LabNode known(String name) {
        LabNode node = nodes.get(name);
        if (node == null) {
            throw new IllegalArgumentException("no node " + name + ": there are " + words(List.copyOf(nodes.keySet())));
        }
        return node;
    }

    private static String words(List<String> names) {
        return names.isEmpty() ? "nobody" : String.join(" and ", names);
    }
}
