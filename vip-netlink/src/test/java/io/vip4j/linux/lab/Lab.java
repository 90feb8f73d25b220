/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.linux.lab;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Nodes on a link of their own. A node is a namespace with an interface eth0; a bridge in one more namespace joins
 * them. Nothing leads out. Everything is gone when the lab is closed.
 */
public final class Lab implements AutoCloseable {

    private static final AtomicInteger LABS = new AtomicInteger();

    private final String prefix = "v4j" + ProcessHandle.current().pid() + "x" + LABS.incrementAndGet();
    private final String bridge = prefix + "br";
    private final List<String> namespaces = new ArrayList<>();

    /** Makes the bridge. */
    public Lab() {
        add(bridge);
        in(bridge, "ip", "link", "add", "br0", "type", "bridge", "stp_state", "0", "mcast_snooping", "0");
        in(bridge, "ip", "link", "set", "br0", "up");
    }

    /** Makes a node whose eth0 is up and has this address with prefix. */
    public Node node(String address) {
        Node node = new Node(prefix + "n" + namespaces.size(), "p" + namespaces.size());
        add(node.namespace);
        node.run("ip", "link", "set", "lo", "up");
        // IPv6 addresses can be used at once, without a second or two of duplicate address detection.
        node.run("sysctl", "-qw", "net.ipv6.conf.default.accept_dad=0");
        node.plug();
        node.run("ip", "addr", "add", address, "dev", "eth0");
        return node;
    }

    private void add(String namespace) {
        Shell.run("ip", "netns", "add", namespace);
        namespaces.add(namespace);
    }

    private static String in(String namespace, String... command) {
        List<String> all = new ArrayList<>(List.of("ip", "netns", "exec", namespace));
        all.addAll(List.of(command));
        return Shell.run(all.toArray(String[]::new));
    }

    @Override
    public void close() {
        for (String namespace : namespaces) {
            Shell.tryRun(List.of("ip", "netns", "del", namespace));
        }
    }

    /** A namespace with an interface eth0. */
    public final class Node {

        private final String namespace;
        private final String port;

        private Node(String namespace, String port) {
            this.namespace = namespace;
            this.port = port;
        }

        /** The file of the namespace. */
        public Path file() {
            return Path.of("/run/netns", namespace);
        }

        /** Runs a program on the node. */
        public String run(String... command) {
            return in(namespace, command);
        }

        /** Makes eth0, up and joined to the bridge. */
        public void plug() {
            Shell.run(
                    "ip", "link", "add", "eth0", "netns", namespace, "type", "veth", "peer", "name", port, "netns",
                    bridge);
            in(bridge, "ip", "link", "set", port, "master", "br0", "up");
            run("ip", "link", "set", "eth0", "up");
        }

        /** Pulls the cable out of the bridge. */
        public void cut() {
            in(bridge, "ip", "link", "set", port, "down");
        }

        /** Puts the cable back. */
        public void mend() {
            in(bridge, "ip", "link", "set", port, "up");
        }

        /** What {@code ip -j addr} says about eth0, without blanks. */
        public String addresses() {
            return run("ip", "-j", "addr", "show", "dev", "eth0").replace(" ", "");
        }

        /** What {@code ip -d addr} says about one address with prefix; empty if it is not there. */
        public String address(String address) {
            String all = run("ip", "-d", "addr", "show", "dev", "eth0");
            String[] lines = all.split("\n", -1);
            for (int i = 0; i < lines.length; i++) {
                if (lines[i].strip().startsWith("inet " + address + " ")
                        || lines[i].strip().startsWith("inet6 " + address + " ")) {
                    return lines[i].strip() + " " + lines[i + 1].strip();
                }
            }
            return "";
        }

        /** Adds an IPv6 address with prefix to eth0, without duplicate address detection. */
        public void addIpv6(String address) {
            run("ip", "-6", "addr", "add", address, "dev", "eth0", "nodad");
        }

        /** The IPv6 link-local address of eth0. */
        public String linkLocal() {
            String all = run("ip", "-6", "-o", "addr", "show", "dev", "eth0", "scope", "link");
            return all.replaceFirst("(?s).*inet6 (fe80:[^/]*)/.*", "$1");
        }

        /** The hardware address of eth0. */
        public String mac() {
            return run("cat", "/sys/class/net/eth0/address").strip();
        }
    }
}
