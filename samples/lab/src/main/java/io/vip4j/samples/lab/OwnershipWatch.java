/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.lab;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Notes when the kernel of each host adds and removes the virtual address, from its rtnetlink messages. A renewed
 * lifetime is no change. Safe from any thread.
 */
public final class OwnershipWatch implements AutoCloseable {

    // [2026-11-23T19:26:13.960320] Deleted 2: eth0    inet 198.51.100.10/24 scope global secondary eth0\ ...
    private static final Pattern LINE =
            Pattern.compile("\\[(\\S+?)\\]\\s*(Deleted )?\\d+: (\\S+)\\s+inet6? ([0-9a-f.:]+)[/ ].*");

    private static final String MARKER_ADDRESS = "127.0.0.112";

    private final String virtualAddress;
    private final EventLog<OwnershipChange> changes = new EventLog<>("ownership");
    private final EventLog<String> markers = new EventLog<>("ownership markers");
    private final List<ChildProcess> monitors;

    // Guarded by this.
    private final Set<String> holders = new HashSet<>();

    /** An address message of the kernel, as {@code ip -timestamp -oneline monitor address} prints it. */
    record AddressMessage(Instant at, boolean deleted, String link, String address) {

        static Optional<AddressMessage> parse(String line) {
            Matcher matcher = LINE.matcher(line);
            if (!matcher.matches()) {
                return Optional.empty();
            }
            Instant at = LocalDateTime.parse(matcher.group(1)).toInstant(ZoneOffset.UTC);
            return Optional.of(new AddressMessage(at, matcher.group(2) != null, matcher.group(3), matcher.group(4)));
        }
    }

    private OwnershipWatch(String virtualAddress, Collection<LabHost> hosts) {
        this.virtualAddress = virtualAddress;
        this.monitors = hosts.stream().map(this::monitor).toList();
    }

    /** Watches hosts that do not have the address yet, and returns when every one of them is watched. */
    public static OwnershipWatch start(String virtualAddress, Collection<LabHost> hosts) {
        OwnershipWatch watch = new OwnershipWatch(virtualAddress, hosts);
        hosts.forEach(watch::awaitMonitor);
        return watch;
    }

    private ChildProcess monitor(LabHost host) {
        return host.start(
                "address monitor",
                // Its times are those of its own reading, so it must not wait for what is measured.
                List.of("nice", "-n", "-20", "ip", "-timestamp", "-tshort", "-oneline", "monitor", "address"),
                Map.of(),
                StreamReader.lines(line -> AddressMessage.parse(line).ifPresent(message -> seen(host, message))),
                StreamReader.lines(line -> markers.append(host.name() + " " + line)));
    }

    // The monitor does not say when it listens, so an address on the loopback is switched until one message comes
    // through.
    private void awaitMonitor(LabHost host) {
        Deadline limit = Deadline.after(Deadline.GENEROUS);
        String marker = MARKER_ADDRESS + "/32";
        do {
            host.exec("ip", "address", "add", marker, "dev", "lo");
            host.exec("ip", "address", "delete", marker, "dev", "lo");
            if (markers.poll(0, host.name()::equals, Duration.ofMillis(100)).isPresent()) {
                return;
            }
        } while (!limit.isOver());
        throw new LabException("the address monitor of " + host.name() + " does not start: " + markers.all());
    }

    private void seen(LabHost host, AddressMessage message) {
        if (message.address().equals(MARKER_ADDRESS)) {
            markers.append(host.name());
        }
        if (!message.address().equals(virtualAddress)) {
            return;
        }
        boolean changed;
        synchronized (this) {
            changed = message.deleted() ? holders.remove(host.name()) : holders.add(host.name());
            notifyAll();
        }
        if (changed) {
            changes.append(new OwnershipChange(message.at(), host.name(), !message.deleted()));
        }
    }

    /** Every change so far, and those to come. */
    public EventLog<OwnershipChange> changes() {
        return changes;
    }

    /** The changes so far as a timeline. */
    public OwnershipTimeline timeline() {
        return new OwnershipTimeline(changes.all());
    }

    /** Waits until exactly these hosts hold the address. */
    public void awaitHolders(Set<LabHost> expected, Duration limit) {
        if (!pollHolders(expected, limit)) {
            throw new LabException("after " + limit.toMillis() + " ms the address is held by " + holdersNow()
                    + ", not by " + expected + "; changes: " + changes.all());
        }
    }

    /** Waits until exactly these hosts hold the address; false if the time limit passes first. */
    public synchronized boolean pollHolders(Set<LabHost> expected, Duration limit) {
        Deadline deadline = Deadline.after(limit);
        Set<String> names = new HashSet<>();
        expected.forEach(host -> names.add(host.name()));
        while (!holders.equals(names)) {
            if (!deadline.waitOn(this)) {
                return false;
            }
        }
        return true;
    }

    /** Waits until this host is among those that hold the address, alone or not. */
    public synchronized void awaitHolder(LabHost expected, Duration limit) {
        Deadline deadline = Deadline.after(limit);
        while (!holders.contains(expected.name())) {
            if (!deadline.waitOn(this)) {
                throw new LabException(expected + " does not hold the address after " + limit.toMillis()
                        + " ms; changes: " + changes.all());
            }
        }
    }

    /** The names of the hosts that hold the address by the newest message. */
    synchronized Set<String> holdersNow() {
        return Set.copyOf(holders);
    }

    @Override
    public void close() {
        monitors.forEach(ChildProcess::close);
    }
}
