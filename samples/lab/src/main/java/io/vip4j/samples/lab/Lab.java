/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * A small network of its own: a bridge in one namespace, hosts in others, no way out. The names carry the pid of this
 * JVM, so that several labs can stand side by side. Closing it, or ending the JVM by Ctrl-C or SIGTERM, ends the
 * processes and deletes the namespaces that it made, and no others. Safe from any thread.
 */
public final class Lab implements AutoCloseable {

    /** The bridge that joins the hosts, inside the bridge's namespace. */
    static final String BRIDGE = "br0";

    private static final AtomicInteger LABS_OF_THIS_JVM = new AtomicInteger();

    private final String prefix;
    private final Path directory;
    private final Thread shutdownHook = new Thread(this::takeDown, "lab-take-down");

    // Written under the lock of this object, by every method that starts something and by takeDown.
    private final Deque<ChildProcess> processes = new ArrayDeque<>();
    private final List<String> namespaces = new ArrayList<>();
    private boolean closed;

    private Lab(String prefix, Path directory) {
        this.prefix = prefix;
        this.directory = directory;
    }

    /**
     * Makes the bridge.
     *
     * @throws LabException if namespaces cannot be made here; {@link LabRequirements} says beforehand
     */
    public static Lab open() {
        String prefix = "vip4j-" + ProcessHandle.current().pid() + "-" + LABS_OF_THIS_JVM.incrementAndGet();
        try {
            Lab lab = new Lab(prefix, Files.createTempDirectory(prefix));
            Runtime.getRuntime().addShutdownHook(lab.shutdownHook);
            try {
                lab.makeBridge();
                return lab;
            } catch (LabException e) {
                lab.close();
                throw e;
            }
        } catch (IOException e) {
            throw new LabException("a temporary directory for the lab: " + e.getMessage(), e);
        }
    }

    private void makeBridge() {
        String namespace = makeNamespace("bridge");
        Command.ip(
                namespace,
                "link add " + BRIDGE + " type bridge stp_state 0 mcast_snooping 0",
                "link set " + BRIDGE + " up");
    }

    /**
     * Adds a host with one interface, eth0, plugged into the bridge. Its IPv6 addresses can be used at once: there is
     * no duplicate address detection in the lab, and router advertisements are not listened to.
     *
     * @param name unique in this lab, at most 11 characters
     * @param address IPv4 address, used with a prefix of 24 bits; see {@link LabHost#addressV6} for that of IPv6
     */
    public LabHost join(String name, String address) {
        String namespace = makeNamespace(name);
        LabHost host = new LabHost(this, name, namespace, address, "to-" + name);
        host.exec("sh", "-c", """
                set -e
                for scope in all default; do
                    echo 0 > /proc/sys/net/ipv6/conf/$scope/accept_dad
                    echo 0 > /proc/sys/net/ipv6/conf/$scope/accept_ra
                done""");
        Command.ip(namespace, "link set lo up");
        host.makeInterface();
        return host;
    }

    /** 198.51.100.7 becomes 2001:db8::7. */
    static String addressV6(String address) {
        return "2001:db8::" + address.substring(address.lastIndexOf('.') + 1);
    }

    private synchronized String makeNamespace(String name) {
        requireOpen();
        String namespace = prefix + "-" + name;
        Command.run("ip", "netns", "add", namespace);
        namespaces.add(namespace);
        return namespace;
    }

    /** Starts a process in a namespace of this lab; it ends with the lab at the latest. */
    synchronized ChildProcess start(
            String namespace,
            String name,
            List<String> command,
            Map<String, String> environment,
            StreamReader out,
            StreamReader err) {
        requireOpen();
        List<String> inside = new ArrayList<>(List.of("ip", "netns", "exec", namespace));
        inside.addAll(command);
        ChildProcess process = ChildProcess.start(name, inside, environment, out, err);
        processes.push(process);
        return process;
    }

    String bridgeNamespace() {
        return prefix + "-bridge";
    }

    /** A directory for the files of this lab, deleted with it. */
    public Path directory() {
        return directory;
    }

    private void requireOpen() {
        if (closed) {
            throw new LabException("the lab " + prefix + " is closed");
        }
    }

    @Override
    public void close() {
        takeDown();
        try {
            Runtime.getRuntime().removeShutdownHook(shutdownHook);
        } catch (IllegalStateException e) {
            // The JVM is going down: the hook runs or has run, and does the same.
            return;
        }
    }

    private synchronized void takeDown() {
        if (closed) {
            return;
        }
        closed = true;
        processes.forEach(ChildProcess::kill);
        for (String namespace : namespaces) {
            // Children that left their process group; whatever is in a namespace that we made was started by us.
            Command.attempt("ip", "netns", "pids", namespace)
                    .out()
                    .lines()
                    .forEach(pid -> Signals.send("KILL", Long.parseLong(pid.strip())));
            Command.attempt("ip", "netns", "delete", namespace);
        }
        deleteDirectory();
    }

    private void deleteDirectory() {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("delete " + directory, e);
        }
    }
}
