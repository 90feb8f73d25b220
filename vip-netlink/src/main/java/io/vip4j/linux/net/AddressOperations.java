/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.linux.net;

import io.vip4j.linux.ffi.Errno;
import io.vip4j.linux.netlink.AddressEntry;
import io.vip4j.linux.netlink.AddressRequests;
import io.vip4j.linux.netlink.Answer;
import io.vip4j.linux.netlink.LinkEntry;
import io.vip4j.linux.netlink.NetlinkException;
import io.vip4j.linux.netlink.NetlinkExchange;
import io.vip4j.linux.netlink.NetlinkRequest;
import io.vip4j.spi.PlatformException;
import io.vip4j.vrrp.IpAddress;
import io.vip4j.vrrp.VirtualAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Changes the addresses of one interface at a time. Each operation looks at the addresses of the interface first,
 * because the kernel's NLM_F_REPLACE would turn an address of somebody else into one with our mark and lifetime, and
 * because it does not change the label, scope and broadcast address of one that is there. On the netlink thread.
 */
final class AddressOperations {

    private static final Logger LOG = LoggerFactory.getLogger(AddressOperations.class);

    private final AddressOwnership ownership;
    private final SubnetPromotion promotion = new SubnetPromotion();

    // Bounded: once for each configured address.
    private final Set<String> foreignReported = new HashSet<>();

    AddressOperations(AddressOwnership ownership) {
        this.ownership = ownership;
    }

    /**
     * Adds all or none: after a failure those that it has added are removed.
     *
     * @throws PlatformException if one cannot be added; that some of them may be there still is in its message, and the
     *     reason among what it suppresses
     */
    void bind(NetlinkExchange exchange, LinkEntry link, List<VirtualAddress> wanted, Lease lease) {
        List<AddressEntry> present = present(exchange, link);
        Map<IpAddress, List<AddressEntry>> byAddress = byAddress(present);
        AddressRequests requests = new AddressRequests(link);
        List<NetlinkRequest> cleanup = new ArrayList<>();
        List<NetlinkRequest> additions = new ArrayList<>(wanted.size());
        for (VirtualAddress address : wanted) {
            boolean leftover = false;
            for (AddressEntry entry : byAddress.getOrDefault(address.address(), List.of())) {
                if (!ownership.isOurs(entry, lease.lifetime())) {
                    throw foreign(address, link, List.of(entry));
                }
                if (entry.isLike(address, link.name()) && !entry.isDuplicate()) {
                    leftover = true;
                } else {
                    cleanup.add(requests.delete(entry));
                }
            }
            additions.add(addition(requests, address, leftover, lease));
        }
        exchange.change(cleanup);
        promotion.prepare(exchange, link, present, wanted);
        LeasedChange change = new LeasedChange(exchange, additions, lease);
        Optional<PlatformException> failure = Optional.empty();
        for (int i = 0; i < wanted.size(); i++) {
            VirtualAddress address = wanted.get(i);
            if (change.isDone(i)) {
                ownership.remember(link, address);
            } else if (failure.isEmpty()) {
                failure = failure(link, address, change, i);
            }
        }
        if (failure.isPresent()) {
            throw undone(exchange, link, wanted.subList(0, change.told()), lease, failure.get());
        }
    }

    /**
     * Takes back what a bind may have added.
     *
     * @return what to tell about it
     */
    private PlatformException undone(
            NetlinkExchange exchange,
            LinkEntry link,
            List<VirtualAddress> told,
            Lease lease,
            PlatformException failure) {
        try {
            remove(exchange, link, told, lease.lifetime());
            return failure;
        } catch (PlatformException unconfirmed) {
            PlatformException both = new PlatformException(
                    failure.getMessage() + "; what was added may be there still: " + unconfirmed.getMessage(), failure);
            both.addSuppressed(unconfirmed);
            return both;
        }
    }

    /**
     * Renews those that are ours and adds those that are missing.
     *
     * @return those that failed, and why, after all were tried
     * @throws PlatformException if none could be tried
     */
    Map<VirtualAddress, PlatformException> renew(
            NetlinkExchange exchange, LinkEntry link, List<VirtualAddress> wanted, Lease lease) {
        Map<IpAddress, List<AddressEntry>> byAddress = byAddress(present(exchange, link));
        AddressRequests requests = new AddressRequests(link);
        List<VirtualAddress> ours = new ArrayList<>(wanted.size());
        List<NetlinkRequest> cleanup = new ArrayList<>();
        List<NetlinkRequest> renewals = new ArrayList<>(wanted.size());
        Map<VirtualAddress, PlatformException> failures = new HashMap<>();
        for (VirtualAddress address : wanted) {
            List<AddressEntry> same = byAddress.getOrDefault(address.address(), List.of());
            if (!same.stream().allMatch(entry -> ownership.isOurs(entry, lease.lifetime()))) {
                failures.put(address, foreign(address, link, same));
            } else if (same.stream().anyMatch(AddressEntry::isDuplicate)) {
                failures.put(address, duplicate(address, link));
            } else {
                boolean whole = false;
                for (AddressEntry entry : same) {
                    boolean like = entry.isLike(address, link.name());
                    whole |= like;
                    if (!like && entry.isInPlaceOf(address)) {
                        cleanup.add(requests.delete(entry));
                    }
                }
                ours.add(address);
                // Without an entry it is added as at first, so an address that somebody adds meanwhile stays theirs.
                renewals.add(addition(requests, address, whole, lease));
            }
        }
        exchange.change(cleanup);
        LeasedChange change = new LeasedChange(exchange, renewals, lease);
        for (int i = 0; i < ours.size(); i++) {
            VirtualAddress address = ours.get(i);
            failure(link, address, change, i).ifPresent(failure -> failures.put(address, failure));
        }
        return failures;
    }

    /** Removes those that are there and ours. */
    void unbind(NetlinkExchange exchange, LinkEntry link, List<VirtualAddress> unwanted) {
        remove(exchange, link, unwanted, Optional.empty());
    }

    private void remove(
            NetlinkExchange exchange, LinkEntry link, List<VirtualAddress> unwanted, Optional<Duration> lifetime) {
        if (unwanted.isEmpty()) {
            return;
        }
        Map<IpAddress, List<AddressEntry>> byAddress = byAddress(present(exchange, link));
        AddressRequests requests = new AddressRequests(link);
        List<NetlinkRequest> removals = new ArrayList<>(unwanted.size());
        for (VirtualAddress address : unwanted) {
            for (AddressEntry entry : byAddress.getOrDefault(address.address(), List.of())) {
                if (!ownership.isOurs(entry, lifetime)) {
                    reportForeign(entry, link);
                } else if (entry.isInPlaceOf(address)) {
                    removals.add(requests.delete(entry));
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

    /** The addresses of the interface. */
    List<AddressEntry> present(NetlinkExchange exchange, LinkEntry link) {
        List<AddressEntry> present = exchange.addresses(link);
        ownership.learn(present);
        return present;
    }

    /** Entries of the same address, whatever their prefix: the kernel allows several. */
    static Map<IpAddress, List<AddressEntry>> byAddress(List<AddressEntry> present) {
        Map<IpAddress, List<AddressEntry>> byAddress = new HashMap<>(present.size() * 2);
        for (AddressEntry entry : present) {
            byAddress
                    .computeIfAbsent(entry.address(), address -> new ArrayList<>(1))
                    .add(entry);
        }
        return byAddress;
    }

    static PlatformException duplicate(VirtualAddress address, LinkEntry link) {
        return new PlatformException("RTM_NEWADDR " + address + " on " + link.name()
                + ": duplicate address detection found another station on the link with " + address.address());
    }

    private NetlinkRequest addition(AddressRequests requests, VirtualAddress address, boolean present, Lease lease) {
        return present
                ? requests.addOrReplace(address, ownership.mark(), lease.lifetime())
                : requests.add(address, ownership.mark(), lease.lifetime());
    }

    private Optional<PlatformException> failure(
            LinkEntry link, VirtualAddress address, LeasedChange change, int index) {
        Optional<PlatformException> failure = change.failure(index);
        boolean taken = failure.isPresent()
                && failure.get() instanceof NetlinkException refused
                && refused.errno() == Errno.EEXIST;
        return taken ? Optional.of(foreign(address, link, List.of())) : failure;
    }

    private PlatformException foreign(VirtualAddress address, LinkEntry link, List<AddressEntry> present) {
        String what = "RTM_NEWADDR " + address + " on " + link.name() + ": " + address.address();
        if (present.stream().anyMatch(ownership::isOfAnotherProcess)) {
            return new PlatformException(what + " is held on " + link.name()
                    + " by another vip4j process that runs in this network namespace; stop one of the two");
        }
        return new PlatformException(what + " is already configured on " + link.name()
                + " by someone else; remove it or choose another address");
    }

    private void reportForeign(AddressEntry entry, LinkEntry link) {
        String what = entry.address() + "/" + entry.prefixLength() + " on " + link.name();
        if (foreignReported.add(what)) {
            LOG.warn("{} was configured by someone else and stays; remove it if it is a virtual address", what);
        }
    }
}
