/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.linux.net;

import io.vip4j.linux.ffi.Errno;
import io.vip4j.linux.netlink.AddressEntry;
import io.vip4j.linux.netlink.AddressRequests;
import io.vip4j.linux.netlink.Answer;
import io.vip4j.linux.netlink.LinkEntry;
import io.vip4j.linux.netlink.LinkRequests;
import io.vip4j.linux.netlink.NetlinkConnection;
import io.vip4j.linux.netlink.NetlinkException;
import io.vip4j.linux.netlink.NetlinkExchange;
import io.vip4j.linux.netlink.NetlinkRequest;
import io.vip4j.spi.AddressBinder;
import io.vip4j.spi.PlatformException;
import io.vip4j.vrrp.AddressFamily;
import io.vip4j.vrrp.IpAddress;
import io.vip4j.vrrp.VirtualAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Binds addresses by rtnetlink. Each operation looks at the addresses of the interface first, because the kernel's
 * NLM_F_REPLACE would turn an address of somebody else into one with our mark and lifetime. Safe from any thread; the
 * fields belong to the netlink thread.
 */
public final class RtnetlinkBinder implements AddressBinder {

    private static final Logger LOG = LoggerFactory.getLogger(RtnetlinkBinder.class);

    /** Enough rounds for the interpreter to have seen each branch; one takes some ten microseconds. */
    private static final int REHEARSALS = 50;

    private static final long REHEARSAL_SECONDS = 1;

    /** No interface can have a name with a slash. */
    private static final String NO_INTERFACE = "no/interface";

    private final NetlinkConnection connection;
    private final AddressOwnership ownership;
    private final Set<Integer> promoting = new HashSet<>();
    private final Set<String> foreignReported = new HashSet<>();

    /** @param kernelRelease as in {@code uname -r} */
    public RtnetlinkBinder(NetlinkConnection connection, String kernelRelease) {
        this.connection = connection;
        this.ownership = new AddressOwnership(kernelRelease);
    }

    @Override
    public CompletionStage<Void> bind(
            String networkInterface, List<VirtualAddress> addresses, Optional<Duration> lifetime) {
        List<VirtualAddress> wanted = List.copyOf(addresses);
        return connection.submit(exchange -> {
            checkLifetime(lifetime);
            bindAll(exchange, existing(exchange, networkInterface), wanted, lifetime);
        });
    }

    @Override
    public CompletionStage<Void> renew(
            String networkInterface, List<VirtualAddress> addresses, Optional<Duration> lifetime) {
        List<VirtualAddress> wanted = List.copyOf(addresses);
        return connection.submit(exchange -> {
            checkLifetime(lifetime);
            renewAll(exchange, existing(exchange, networkInterface), wanted, lifetime);
        });
    }

    @Override
    public CompletionStage<Void> unbind(String networkInterface, List<VirtualAddress> addresses) {
        List<VirtualAddress> unwanted = List.copyOf(addresses);
        return connection.submit(exchange -> {
            // With the interface its addresses are gone.
            exchange.link(networkInterface).ifPresent(link -> unbindAll(exchange, link, unwanted));
        });
    }

    private void bindAll(
            NetlinkExchange exchange, LinkEntry link, List<VirtualAddress> wanted, Optional<Duration> lifetime) {
        List<AddressEntry> present = present(exchange, link);
        AddressRequests requests = new AddressRequests(link);
        List<NetlinkRequest> cleanup = new ArrayList<>();
        List<NetlinkRequest> additions = new ArrayList<>(wanted.size());
        for (VirtualAddress address : wanted) {
            boolean leftover = false;
            for (AddressEntry entry : sameAddress(present, address)) {
                if (!ownership.isOurs(entry, lifetime)) {
                    throw foreign(address, link);
                }
                if (entry.is(address)) {
                    leftover = true;
                } else {
                    cleanup.add(requests.delete(new VirtualAddress(entry.address(), entry.prefixLength())));
                }
            }
            additions.add(
                    leftover
                            ? requests.addOrReplace(address, AddressOwnership.PROTOCOL, lifetime)
                            : requests.add(address, AddressOwnership.PROTOCOL, lifetime));
        }
        exchange.change(cleanup);
        promoteSecondaries(exchange, link, present, wanted);
        List<Answer> answers = exchange.change(additions);
        Optional<PlatformException> failure = firstFailure(link, wanted, additions, answers);
        if (failure.isPresent()) {
            undo(exchange, requests, wanted, answers);
            throw failure.get();
        }
        for (VirtualAddress address : wanted) {
            ownership.remember(link, address);
        }
    }

    private void renewAll(
            NetlinkExchange exchange, LinkEntry link, List<VirtualAddress> wanted, Optional<Duration> lifetime) {
        List<AddressEntry> present = present(exchange, link);
        AddressRequests requests = new AddressRequests(link);
        List<VirtualAddress> ours = new ArrayList<>(wanted.size());
        List<NetlinkRequest> renewals = new ArrayList<>(wanted.size());
        Optional<PlatformException> failure = Optional.empty();
        for (VirtualAddress address : wanted) {
            List<AddressEntry> same = sameAddress(present, address);
            if (same.stream().allMatch(entry -> ownership.isOurs(entry, lifetime))) {
                ours.add(address);
                // Without an entry it is added as at first, so an address that somebody adds meanwhile stays theirs.
                renewals.add(
                        same.isEmpty()
                                ? requests.add(address, AddressOwnership.PROTOCOL, lifetime)
                                : requests.addOrReplace(address, AddressOwnership.PROTOCOL, lifetime));
            } else if (failure.isEmpty()) {
                failure = Optional.of(foreign(address, link));
            }
        }
        List<Answer> answers = exchange.change(renewals);
        failure = failure.or(() -> firstFailure(link, ours, renewals, answers));
        if (failure.isPresent()) {
            throw failure.get();
        }
    }

    private void unbindAll(NetlinkExchange exchange, LinkEntry link, List<VirtualAddress> unwanted) {
        List<AddressEntry> present = present(exchange, link);
        AddressRequests requests = new AddressRequests(link);
        List<NetlinkRequest> removals = new ArrayList<>(unwanted.size());
        for (VirtualAddress address : unwanted) {
            for (AddressEntry entry : sameAddress(present, address)) {
                if (!ownership.isOurs(entry, Optional.empty())) {
                    reportForeign(entry, link);
                } else if (entry.is(address)) {
                    removals.add(requests.delete(address));
                }
            }
        }
        List<Answer> answers = exchange.change(removals);
        unwanted.forEach(address -> ownership.forget(link, address));
        for (int i = 0; i < answers.size(); i++) {
            Answer answer = answers.get(i);
            if (!answer.isDone() && answer.errno() != Errno.EADDRNOTAVAIL && answer.errno() != Errno.ENODEV) {
                throw answer.asException(removals.get(i));
            }
        }
    }

    /**
     * If one of our addresses becomes the first of its subnet, others of the subnet are added behind it, and by default
     * the kernel removes them together with it. They must survive our unbind and the end of our lease.
     */
    private void promoteSecondaries(
            NetlinkExchange exchange, LinkEntry link, List<AddressEntry> present, List<VirtualAddress> wanted) {
        boolean first = false;
        for (VirtualAddress address : wanted) {
            first |= isFirstOfSubnet(present, address);
        }
        if (!first || promoting.contains(link.index())) {
            return;
        }
        NetlinkRequest request = LinkRequests.promoteSecondaries(link);
        Answer answer = exchange.change(List.of(request)).get(0);
        if (answer.isDone()) {
            // Bounded: the indexes of interfaces that carried a virtual address.
            promoting.add(link.index());
            LOG.info("promote_secondaries=1 if={} cause=a virtual address is the first of its subnet", link.name());
        } else {
            LOG.warn(
                    "{}; when a virtual address leaves {}, the kernel removes others of its subnet with it",
                    answer.asException(request).getMessage(),
                    link.name());
        }
    }

    private static boolean isFirstOfSubnet(List<AddressEntry> present, VirtualAddress address) {
        if (address.family() != AddressFamily.IPV4 || address.prefixLength() == 32) {
            return false;
        }
        for (AddressEntry entry : present) {
            if (sameSubnet(entry, address)) {
                return false;
            }
        }
        return true;
    }

    private static boolean sameSubnet(AddressEntry entry, VirtualAddress address) {
        return entry.address().family() == AddressFamily.IPV4
                && entry.prefixLength() == address.prefixLength()
                && (entry.address().low() ^ address.address().low()) >>> (32 - address.prefixLength()) == 0;
    }

    private static void undo(
            NetlinkExchange exchange, AddressRequests requests, List<VirtualAddress> wanted, List<Answer> answers) {
        List<NetlinkRequest> removals = new ArrayList<>();
        for (int i = 0; i < answers.size(); i++) {
            if (answers.get(i).isDone()) {
                removals.add(requests.delete(wanted.get(i)));
            }
        }
        exchange.change(removals);
    }

    private static Optional<PlatformException> firstFailure(
            LinkEntry link, List<VirtualAddress> wanted, List<NetlinkRequest> requests, List<Answer> answers) {
        for (int i = 0; i < answers.size(); i++) {
            Answer answer = answers.get(i);
            if (answer.errno() == Errno.EEXIST) {
                return Optional.of(foreign(wanted.get(i), link));
            }
            if (!answer.isDone()) {
                return Optional.of(answer.asException(requests.get(i)));
            }
        }
        return Optional.empty();
    }

    private List<AddressEntry> present(NetlinkExchange exchange, LinkEntry link) {
        List<AddressEntry> present = exchange.addresses(link);
        ownership.learn(present);
        return present;
    }

    /** Entries of the same address, whatever their prefix: the kernel allows several. */
    private static List<AddressEntry> sameAddress(List<AddressEntry> present, VirtualAddress address) {
        List<AddressEntry> same = new ArrayList<>(1);
        for (AddressEntry entry : present) {
            if (entry.address().equals(address.address())) {
                same.add(entry);
            }
        }
        return same;
    }

    private static PlatformException foreign(VirtualAddress address, LinkEntry link) {
        return new PlatformException("RTM_NEWADDR " + address + " on " + link.name() + ": " + address.address()
                + " is already configured on " + link.name()
                + " by someone else; remove it or choose another address");
    }

    private void reportForeign(AddressEntry entry, LinkEntry link) {
        String what = entry.address() + "/" + entry.prefixLength() + " on " + link.name();
        // Bounded: once for each configured address.
        if (foreignReported.add(what)) {
            LOG.warn("{} was configured by someone else and stays; remove it if it is a virtual address", what);
        }
    }

    private static LinkEntry existing(NetlinkExchange exchange, String networkInterface) {
        return exchange.link(networkInterface)
                .orElseThrow(() -> new PlatformException("no network interface " + networkInterface
                        + " to put an address on; was it removed or renamed?"));
    }

    private static void checkLifetime(Optional<Duration> lifetime) {
        if (lifetime.isPresent()) {
            Duration value = lifetime.get();
            if (value.toNanosPart() != 0 || value.toSeconds() < 1 || value.toSeconds() > Integer.MAX_VALUE) {
                throw new PlatformException("the lifetime of an address must be whole seconds, 1 or more: " + value);
            }
        }
    }

    /**
     * Runs the code of all operations against an interface that does not exist, so that nothing changes: what looks the
     * interface up by its name, and with a number that no interface has what follows. Waits at most a second.
     *
     * @throws PlatformException if the kernel does not answer as it should, for example because CAP_NET_ADMIN is
     *     missing in the user namespace that owns this network namespace
     */
    public void rehearse() {
        // Of 192.0.2.0/24, which is reserved for documentation.
        List<VirtualAddress> address = List.of(new VirtualAddress(IpAddress.ofIpv4(0xC0000201), 32));
        Optional<Duration> lifetime = Optional.of(Duration.ofSeconds(1));
        LinkEntry nowhere = new LinkEntry(Integer.MAX_VALUE, NO_INTERFACE, 0, 0, Optional.empty());
        bind(NO_INTERFACE, address, lifetime);
        renew(NO_INTERFACE, address, lifetime);
        unbind(NO_INTERFACE, address);
        CompletableFuture<Void> rehearsed = connection.submit(exchange -> {
            for (int i = 0; i < REHEARSALS; i++) {
                exchange.link("lo").ifPresent(loopback -> present(exchange, loopback));
                exchange.change(List.of(LinkRequests.promoteSecondaries(nowhere)));
                expectNoDevice(() -> bindAll(exchange, nowhere, address, lifetime));
                expectNoDevice(() -> renewAll(exchange, nowhere, address, lifetime));
                expectNoDevice(() -> unbindAll(exchange, nowhere, address));
                exchange.change(List.of(new AddressRequests(nowhere).delete(address.get(0))));
            }
        });
        // The answer to a real request is heard this way too.
        var unused = rehearsed.whenComplete((nothing, failure) -> LOG.trace("rehearsed"));
        try {
            rehearsed.get(REHEARSAL_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (TimeoutException e) {
            LOG.warn("netlink takes more than {} s to answer at the start", REHEARSAL_SECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof PlatformException refused ? refused : new PlatformException(e.toString(), e);
        }
    }

    private static void expectNoDevice(Runnable operation) {
        try {
            operation.run();
        } catch (NetlinkException e) {
            if (e.errno() != Errno.ENODEV) {
                throw e;
            }
        }
    }
}
