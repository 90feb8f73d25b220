/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.linux.net;

import static io.vip4j.linux.netlink.Rtnetlink.GROUP_IPV4_ADDRESS;
import static io.vip4j.linux.netlink.Rtnetlink.GROUP_IPV6_ADDRESS;
import static io.vip4j.linux.netlink.Rtnetlink.GROUP_LINK;
import static io.vip4j.linux.netlink.Rtnetlink.RTM_DELADDR;
import static io.vip4j.linux.netlink.Rtnetlink.RTM_DELLINK;
import static io.vip4j.linux.netlink.Rtnetlink.RTM_NEWADDR;
import static io.vip4j.linux.netlink.Rtnetlink.RTM_NEWLINK;

import io.vip4j.linux.ffi.Errno;
import io.vip4j.linux.ffi.NativeSocket;
import io.vip4j.linux.netlink.AddressEntry;
import io.vip4j.linux.netlink.LinkEntry;
import io.vip4j.linux.netlink.MessageReader;
import io.vip4j.linux.netlink.NetlinkExchange;
import io.vip4j.linux.netlink.NetlinkSocket;
import io.vip4j.spi.InterfaceMonitor;
import io.vip4j.spi.Loop;
import io.vip4j.spi.PlatformException;
import io.vip4j.vrrp.IpAddress;
import io.vip4j.wire.MacAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows links and addresses through netlink events. When events were lost, because more came than the receive buffer
 * holds, everything is read again and compared. Used on the loop only.
 */
public final class RtnetlinkMonitor implements InterfaceMonitor, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RtnetlinkMonitor.class);

    /** Room for events that wait, some thousand of them. */
    public static final int RECEIVE_BUFFER_OCTETS = 1 << 20;

    /** Datagrams that are read before the loop goes on. */
    private static final int MAX_READS = 1 << 12;

    /** How long reading everything again may hold up the loop. */
    private static final Duration DUMP_TIMEOUT = Duration.ofMillis(500);

    /** Enough rounds for the interpreter to have seen each branch. */
    private static final int REHEARSALS = 50;

    private static final Listener REHEARSAL_LISTENER = new Listener() {
        @Override
        public void changed(InterfaceState state) {
            LOG.trace("rehearsed {}", state);
        }

        @Override
        public void addressRemoved(IpAddress address) {
            LOG.trace("rehearsed {}", address);
        }
    };

    private static final Duration DUMP_RETRY = Duration.ofSeconds(1);

    private static final Duration DUMP_GAP = Duration.ofMillis(100);

    private final InterfaceTable table = new InterfaceTable();
    private final List<WatchedInterface> watches = new ArrayList<>();
    private final Set<String> gained =
            new LinkedHashSet<>(); // Interfaces with new addresses that are still to be told.
    private final FaultLog faults = new FaultLog(LOG);
    private final Loop loop;
    private final Loop.Alarm retry;
    private final NetlinkSocket events;
    private final NetlinkExchange exchange;
    private final EpollLoop.Registration registration;
    private boolean closed;
    private boolean readAgainBefore;
    private long readAgainAtNanos;

    /**
     * Opens the sockets and reads all links and addresses. Called on the loop.
     *
     * @param receiveBufferOctets room for events that wait, {@link #RECEIVE_BUFFER_OCTETS}
     */
    public RtnetlinkMonitor(EpollLoop loop, int receiveBufferOctets) {
        this.loop = loop;
        this.retry = loop.newAlarm(this::readAgain);
        this.events =
                NetlinkSocket.forEvents(GROUP_LINK | GROUP_IPV4_ADDRESS | GROUP_IPV6_ADDRESS, receiveBufferOctets);
        try {
            this.exchange = new NetlinkExchange(DUMP_TIMEOUT);
        } catch (RuntimeException e) {
            events.close();
            throw e;
        }
        try {
            table.replaceAll(exchange.links(), exchange.addresses());
            this.registration = loop.register(events.nativeSocket(), this::readEvents);
        } catch (RuntimeException e) {
            exchange.close();
            events.close();
            throw e;
        }
    }

    @Override
    public Watch watch(String networkInterface, Listener listener) {
        WatchedInterface watched = new WatchedInterface(networkInterface, listener);
        watches.add(watched);
        InterfaceState state = table.state(networkInterface);
        watched.tell(state, new DepartedAddresses(state));
        return () -> {
            watched.end();
            watches.remove(watched);
        };
    }

    @Override
    public List<String> names() {
        return table.names();
    }

    /**
     * The interface of a name.
     *
     * @throws PlatformException if there is none
     */
    public LinkEntry link(String networkInterface) {
        return table.link(networkInterface)
                .orElseThrow(() -> new PlatformException("no network interface " + networkInterface + ": there are "
                        + String.join(", ", table.names())
                        + "; correct the name, or create the interface first"));
    }

    /** Whether an interface of this host has this hardware address. */
    boolean isOwn(MacAddress station) {
        return table.isOwn(station);
    }

    /** How often events were lost and everything was read again. */
    public long losses() {
        return faults.count();
    }

    private void readEvents() {
        int lost = 0;
        for (int reads = 0; reads < MAX_READS && !closed; reads++) {
            int length = events.receive();
            if (length == NativeSocket.NOTHING) {
                break;
            }
            if (length < 0) {
                lost = -length;
            } else if (lost == 0) {
                // After a loss what waits is older than what will be read again.
                apply(new MessageReader(events.received(), length));
            }
        }
        tellGained();
        if (lost != 0) {
            faults.warn("netlink events were lost (" + Errno.text(lost) + "), all state is read again");
            readAgainSoon();
        }
    }

    /** At once, unless that was done just now: a flood of events must not keep the loop busy with reading. */
    private void readAgainSoon() {
        long earliestAtNanos = readAgainAtNanos + DUMP_GAP.toNanos();
        if (readAgainBefore && loop.nanoTime() - earliestAtNanos < 0) {
            retry.armAt(earliestAtNanos);
        } else {
            readAgain();
        }
    }

    private void apply(MessageReader message) {
        while (message.next()) {
            switch (message.type()) {
                case RTM_NEWLINK, RTM_DELLINK -> linkEvent(message.type(), LinkEntry.decode(message));
                case RTM_NEWADDR, RTM_DELADDR -> addressEvent(message.type(), AddressEntry.decode(message));
                default -> {
                    // Not subscribed to.
                }
            }
        }
    }

    private void linkEvent(int type, Optional<LinkEntry> link) {
        if (link.isPresent() && type == RTM_NEWLINK) {
            linkChanged(link.get());
        } else if (link.isPresent()) {
            linkRemoved(link.get());
        }
    }

    /**
     * Each address that goes is told at once, for it may be back in the next moment. Those that come are told together, when
     * all events that wait were read: a claim of hundreds is many events and one piece of news.
     */
    private void addressEvent(int type, Optional<AddressEntry> entry) {
        if (entry.isEmpty()) {
            return;
        }
        Optional<String> name = table.link(entry.get().interfaceIndex()).map(LinkEntry::name);
        if (type == RTM_NEWADDR) {
            if (table.putAddress(entry.get())) {
                name.ifPresent(gained::add);
            }
        } else {
            tellGained();
            if (table.removeAddress(entry.get())) {
                name.ifPresent(this::compare);
            }
        }
    }

    private void tellGained() {
        if (!gained.isEmpty()) {
            List<String> names = List.copyOf(gained);
            gained.clear();
            names.forEach(this::compare);
        }
    }

    private void linkChanged(LinkEntry link) {
        Optional<LinkEntry> former = table.link(link.index());
        if (table.putLink(link)) {
            former.filter(before -> !before.name().equals(link.name())).ifPresent(before -> compare(before.name()));
            compare(link.name());
        }
    }

    private void linkRemoved(LinkEntry link) {
        if (table.removeLink(link)) {
            compare(link.name());
        }
    }

    private void compare(String networkInterface) {
        InterfaceState state = table.state(networkInterface);
        DepartedAddresses departed = new DepartedAddresses(state);
        // A copy: listeners may start and end watches.
        for (WatchedInterface watched : List.copyOf(watches)) {
            if (watched.name().equals(networkInterface)) {
                watched.compare(state, departed);
            }
        }
    }

    /** Drops the events that wait, which are older than what is read now, and compares everything. */
    private void readAgain() {
        if (closed) {
            return;
        }
        for (int reads = 0; reads < MAX_READS && events.receive() != NativeSocket.NOTHING; reads++) {
            // Dropped.
        }
        readAgainBefore = true;
        readAgainAtNanos = loop.nanoTime();
        try {
            table.replaceAll(exchange.links(), exchange.addresses());
        } catch (PlatformException e) {
            LOG.warn("cannot read the state of the interfaces, next attempt in 1 s: {}", e.getMessage());
            retry.armAt(loop.nanoTime() + DUMP_RETRY.toNanos());
            return;
        }
        watches.stream().map(WatchedInterface::name).distinct().toList().forEach(this::compare);
    }

    /** Runs the code of link and address events with an interface that cannot exist, since its name is empty. */
    public void rehearse() {
        Optional<LinkEntry> nowhere = Optional.of(new LinkEntry(Integer.MAX_VALUE, "", 0, 0, Optional.empty()));
        // Of 192.0.2.0/24, which is reserved for documentation.
        Optional<AddressEntry> address = Optional.of(
                new AddressEntry(Integer.MAX_VALUE, IpAddress.ofIpv4(0xC0000201), 32, 0, 0, AddressEntry.FOREVER));
        for (int i = 0; i < REHEARSALS; i++) {
            linkEvent(RTM_NEWLINK, nowhere);
            Watch watch = watch("", REHEARSAL_LISTENER);
            addressEvent(RTM_NEWADDR, address);
            addressEvent(RTM_DELADDR, address);
            watch.close();
            linkEvent(RTM_DELLINK, nowhere);
        }
    }

    /** Ends all watches and closes the sockets. On the loop; idempotent. */
    @Override
    public void close() {
        if (!closed) {
            closed = true;
            retry.disarm();
            watches.clear();
            registration.close();
            exchange.close();
        }
    }
}
