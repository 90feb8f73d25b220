/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.linux.net;

import io.vip4j.linux.ffi.Errno;
import io.vip4j.linux.netlink.AddressEntry;
import io.vip4j.linux.netlink.AddressRequests;
import io.vip4j.linux.netlink.Answer;
import io.vip4j.linux.netlink.LinkEntry;
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

    /** Adds all or none. */
    void bind(NetlinkExchange exchange, LinkEntry link, List<VirtualAddress> wanted, Optional<Duration> lifetime) {
        List<AddressEntry> present = present(exchange, link);
        Map<IpAddress, List<AddressEntry>> byAddress = byAddress(present);
        AddressRequests requests = new AddressRequests(link);
        List<NetlinkRequest> cleanup = new ArrayList<>();
        List<NetlinkRequest> additions = new ArrayList<>(wanted.size());
        for (VirtualAddress address : wanted) {
            boolean leftover = false;
            for (AddressEntry entry : byAddress.getOrDefault(address.address(), List.of())) {
                if (!ownership.isOurs(entry, lifetime)) {
                    throw foreign(address, link, List.of(entry));
                }
                if (entry.isLike(address, link.name()) && !entry.isDuplicate()) {
                    leftover = true;
                } else {
                    cleanup.add(requests.delete(entry));
                }
            }
            additions.add(addition(requests, address, leftover, lifetime));
        }
        exchange.change(cleanup);
        promotion.prepare(exchange, link, present, wanted);
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

    /** Renews those that are ours, adds those that are missing, and tells the first failure after all were tried. */
    void renew(NetlinkExchange exchange, LinkEntry link, List<VirtualAddress> wanted, Optional<Duration> lifetime) {
        List<AddressEntry> present = present(exchange, link);
        Map<IpAddress, List<AddressEntry>> byAddress = byAddress(present);
        AddressRequests requests = new AddressRequests(link);
        List<VirtualAddress> ours = new ArrayList<>(wanted.size());
        List<NetlinkRequest> cleanup = new ArrayList<>();
        List<NetlinkRequest> renewals = new ArrayList<>(wanted.size());
        Optional<PlatformException> failure = Optional.empty();
        for (VirtualAddress address : wanted) {
            List<AddressEntry> same = byAddress.getOrDefault(address.address(), List.of());
            if (!same.stream().allMatch(entry -> ownership.isOurs(entry, lifetime))) {
                failure = failure.or(() -> Optional.of(foreign(address, link, same)));
            } else if (same.stream().anyMatch(AddressEntry::isDuplicate)) {
                failure = failure.or(() -> Optional.of(duplicate(address, link)));
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
                renewals.add(addition(requests, address, whole, lifetime));
            }
        }
        exchange.change(cleanup);
        List<Answer> answers = exchange.change(renewals);
        failure = failure.or(() -> firstFailure(link, ours, renewals, answers));
        if (failure.isPresent()) {
            throw failure.get();
        }
    }

    /** Removes those that are there and ours. */
    void unbind(NetlinkExchange exchange, LinkEntry link, List<VirtualAddress> unwanted) {
        List<AddressEntry> present = present(exchange, link);
        Map<IpAddress, List<AddressEntry>> byAddress = byAddress(present);
        AddressRequests requests = new AddressRequests(link);
        List<NetlinkRequest> removals = new ArrayList<>(unwanted.size());
        for (VirtualAddress address : unwanted) {
            for (AddressEntry entry : byAddress.getOrDefault(address.address(), List.of())) {
                if (!ownership.isOurs(entry, Optional.empty())) {
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

    private NetlinkRequest addition(
            AddressRequests requests, VirtualAddress address, boolean present, Optional<Duration> lifetime) {
        return present
                ? requests.addOrReplace(address, ownership.mark(), lifetime)
                : requests.add(address, ownership.mark(), lifetime);
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

    private Optional<PlatformException> firstFailure(
            LinkEntry link, List<VirtualAddress> wanted, List<NetlinkRequest> requests, List<Answer> answers) {
        for (int i = 0; i < answers.size(); i++) {
            Answer answer = answers.get(i);
            if (answer.errno() == Errno.EEXIST) {
                return Optional.of(foreign(wanted.get(i), link, List.of()));
            }
            if (!answer.isDone()) {
                return Optional.of(answer.asException(requests.get(i)));
            }
        }
        return Optional.empty();
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
