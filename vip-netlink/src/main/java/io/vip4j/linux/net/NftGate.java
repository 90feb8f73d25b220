/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.linux.net;

import io.vip4j.linux.ffi.BootTime;
import io.vip4j.linux.ffi.Errno;
import io.vip4j.linux.netlink.GateRequests;
import io.vip4j.linux.netlink.GateTable;
import io.vip4j.linux.netlink.NetfilterExchange;
import io.vip4j.linux.netlink.NetlinkConnection;
import io.vip4j.linux.netlink.NetlinkException;
import io.vip4j.linux.netlink.NetlinkExchange;
import io.vip4j.linux.netlink.NetlinkRequest;
import io.vip4j.spi.AddressGate;
import io.vip4j.spi.PlatformException;
import io.vip4j.vrrp.IpAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Guards addresses by nftables of its own, see {@link GateTable}: made with the first address that is guarded, removed
 * with the last one. They are not bound to this process: when it is killed they stay, and the gate shuts.
 *
 * <p>Works on the netlink thread, in order with what the {@link RtnetlinkBinder} does. Safe from any thread.
 */
public final class NftGate implements AddressGate, AutoCloseable {

    /** Enough rounds for the interpreter to have seen each branch; one takes some ten microseconds. */
    private static final int REHEARSALS = 20;

    /** Of 192.0.2.0/24, which is reserved for documentation. */
    private static final IpAddress NOBODY = IpAddress.ofIpv4(0xC0000201);

    private final NetlinkConnection connection;
    private final IntSupplier slot;
    private final GateState state = new GateState();

    // Used on the netlink thread.
    private @Nullable NetfilterExchange exchange;
    private @Nullable GateTable table;
    private boolean rehearsed;

    /**
     * @param slot the number of this process in its network namespace, 0..63; asked once, on the netlink thread, when the
     *     first address is guarded
     */
    public NftGate(NetlinkConnection connection, IntSupplier slot) {
        this.connection = connection;
        this.slot = slot;
    }

    @Override
    public CompletionStage<Void> guard(List<IpAddress> addresses) {
        List<IpAddress> wanted = List.copyOf(addresses);
        return connection.submit(unused -> {
            Set<IpAddress> fresh = state.guard(wanted);
            try {
                addGuarded(fresh);
            } catch (RuntimeException e) {
                state.unguard(fresh);
                throw e;
            }
            rehearse();
        });
    }

    private void addGuarded(Set<IpAddress> fresh) {
        if (fresh.isEmpty()) {
            return;
        }
        GateTable current = table;
        if (current == null) {
            make();
        } else {
            GateRequests requests = new GateRequests(current);
            change(fresh, requests::guard);
        }
    }

    /**
     * {@inheritDoc} The time counts from the call, so that one that the netlink thread comes to late, for example because
     * the process or the host stood still, opens nothing for longer. The kernel rounds it down, by 20 ms at most.
     */
    @Override
    public CompletionStage<Void> open(List<IpAddress> addresses, Duration time) {
        long untilNanos = BootTime.nanos() + time.toNanos();
        List<IpAddress> wanted = List.copyOf(addresses);
        return connection.submit(unused -> {
            state.open(wanted, untilNanos);
            GateTable current = table;
            if (current != null) {
                openNow(new GateRequests(current), wanted);
            }
        });
    }

    private void openNow(GateRequests requests, Collection<IpAddress> addresses) {
        change(new LinkedHashSet<>(addresses), some -> {
            Map<IpAddress, Long> millis = state.openMillis(some, BootTime.nanos());
            return millis.isEmpty() ? List.of() : requests.open(millis);
        });
    }

    @Override
    public CompletionStage<Void> shut(List<IpAddress> addresses) {
        List<IpAddress> wanted = List.copyOf(addresses);
        return connection.submit(unused -> {
            Set<IpAddress> known = state.shut(wanted);
            GateTable current = table;
            if (current != null) {
                change(known, new GateRequests(current)::shut);
            }
        });
    }

    @Override
    public CompletionStage<Void> unguard(List<IpAddress> addresses) {
        List<IpAddress> wanted = List.copyOf(addresses);
        return connection.submit(unused -> {
            Set<IpAddress> known = state.unguard(wanted);
            GateTable current = table;
            if (current == null || known.isEmpty()) {
                return;
            }
            if (state.guarded().isEmpty()) {
                netfilter().transact(current.remove());
                table = null;
            } else {
                change(known, new GateRequests(current)::unguard);
            }
        });
    }

    /**
     * Changes what is in the sets, so many addresses at a time as fit into a batch.
     *
     * @param requests for some of the addresses; none: there is nothing to do
     */
    private void change(Set<IpAddress> addresses, Step requests) {
        try {
            for (Set<IpAddress> some : portions(addresses)) {
                List<NetlinkRequest> batch = requests.of(some);
                if (!batch.isEmpty()) {
                    netfilter().transact(batch);
                }
            }
        } catch (NetlinkException e) {
            if (e.errno() != Errno.ENOENT) {
                throw e;
            }
            make(); // Somebody has removed the tables, as "nft flush ruleset" does; the state knows what was in them.
        }
    }

    @FunctionalInterface
    private interface Step {
        List<NetlinkRequest> of(Set<IpAddress> some);
    }

    private void make() {
        GateTable made = GateTable.of(slot.getAsInt());
        GateRequests requests = new GateRequests(made);
        List<NetlinkRequest> batch = new ArrayList<>(made.make());
        // The tables come with the first portion, so that those of a process before are never replaced by empty ones.
        for (Set<IpAddress> some : portions(state.guarded())) {
            batch.addAll(requests.guard(some));
            Map<IpAddress, Long> millis = state.openMillis(some, BootTime.nanos());
            if (!millis.isEmpty()) {
                batch.addAll(requests.open(millis));
            }
            transactWithAllTypes(batch);
            batch.clear();
        }
        table = made;
    }

    private void transactWithAllTypes(List<NetlinkRequest> batch) {
        try {
            netfilter().transact(batch);
        } catch (NetlinkException e) {
            if (e.errno() == Errno.ENOENT) {
                throw new PlatformException(
                        e.getMessage() + " (an expression of nftables is missing: load the module nft_fib_inet, or do"
                                + " without gate NFT)",
                        e);
            }
            throw e;
        }
    }

    private static List<Set<IpAddress>> portions(Set<IpAddress> addresses) {
        if (addresses.isEmpty()) {
            return List.of();
        }
        if (addresses.size() <= NetfilterExchange.MAX_ADDRESSES) {
            return List.of(addresses);
        }
        List<IpAddress> all = List.copyOf(addresses);
        List<Set<IpAddress>> portions = new ArrayList<>();
        for (int from = 0; from < all.size(); from += NetfilterExchange.MAX_ADDRESSES) {
            int to = Math.min(all.size(), from + NetfilterExchange.MAX_ADDRESSES);
            portions.add(new LinkedHashSet<>(all.subList(from, to)));
        }
        return portions;
    }

    /** Opens and shuts the gate of an address that is not guarded, so that the first takeover finds the code warm. */
    private void rehearse() {
        GateTable current = table;
        if (rehearsed || current == null) {
            return;
        }
        rehearsed = true;
        GateRequests requests = new GateRequests(current);
        Map<IpAddress, Long> millis = new LinkedHashMap<>(Map.of(NOBODY, 1000L));
        for (int i = 0; i < REHEARSALS; i++) {
            netfilter().transact(requests.open(millis));
            netfilter().transact(requests.shut(millis.keySet()));
        }
    }

    private NetfilterExchange netfilter() {
        NetfilterExchange opened = exchange;
        if (opened == null) {
            opened = new NetfilterExchange(NetlinkExchange.TIMEOUT);
            exchange = opened;
        }
        return opened;
    }

    /** Closes the socket, after the operations that wait. The tables stay if addresses are guarded still. */
    @Override
    public void close() {
        var unused = connection.submit(ignored -> {
            NetfilterExchange opened = exchange;
            exchange = null;
            if (opened != null) {
                opened.close();
            }
        });
    }
}
