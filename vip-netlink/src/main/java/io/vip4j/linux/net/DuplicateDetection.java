/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.linux.net;

import io.vip4j.linux.netlink.AddressEntry;
import io.vip4j.linux.netlink.LinkEntry;
import io.vip4j.linux.netlink.NetlinkExchange;
import io.vip4j.spi.PlatformException;
import io.vip4j.vrrp.IpAddress;
import io.vip4j.vrrp.VirtualAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * Waits for the kernel's duplicate address detection (RFC 4862 5.4), which takes one to two seconds, without holding up
 * other operations: it looks ten times a second. A lease is renewed meanwhile, since it may be shorter than that; a
 * tentative address answers nobody. On the netlink thread, except where told otherwise.
 */
final class DuplicateDetection {

    /** How long it may take, for example because the link has no carrier. */
    static final Duration LIMIT = Duration.ofSeconds(5);

    private static final long POLL_MILLIS = 100;

    /** A lease lasts at least a second. */
    private static final int POLLS_BETWEEN_RENEWALS = 3;

    private final AddressQueue queue;
    private final AddressOperations operations;

    // Bounded: an address is in one wait at most.
    private final List<Wait> waits = new ArrayList<>();

    private static final class Wait {

        private final LinkEntry link;
        private final List<VirtualAddress> addresses;
        private final Lease lease;
        private final CompletableFuture<Void> result;
        private final long startedAtNanos = System.nanoTime();
        private int polls;

        Wait(LinkEntry link, List<VirtualAddress> addresses, Lease lease, CompletableFuture<Void> result) {
            this.result = result;
            this.link = link;
            this.addresses = addresses;
            this.lease = lease;
        }
    }

    DuplicateDetection(AddressQueue queue, AddressOperations operations) {
        this.queue = queue;
        this.operations = operations;
    }

    /** Whether one of the addresses asks for it. From any thread. */
    static boolean isWanted(List<VirtualAddress> addresses) {
        return addresses.stream().anyMatch(DuplicateDetection::isWanted);
    }

    private static boolean isWanted(VirtualAddress address) {
        return address.options().duplicateAddressDetection();
    }

    /**
     * Waits until none of the addresses is tentative any more. If another station has one of them, or the time is over,
     * all are removed.
     *
     * @param result how it ends
     */
    void await(LinkEntry link, List<VirtualAddress> addresses, Lease lease, CompletableFuture<Void> result) {
        Wait wait = new Wait(link, addresses, lease, result);
        waits.add(wait);
        lookLater(wait);
    }

    /**
     * Ends the waits for these addresses, before somebody changes them: the operation that comes later counts. What a
     * wait has bound besides them is removed.
     */
    void supersede(NetlinkExchange exchange, LinkEntry link, List<VirtualAddress> addresses) {
        for (Wait wait : List.copyOf(waits)) {
            List<VirtualAddress> others = new ArrayList<>(wait.addresses);
            if (wait.link.index() == link.index() && others.removeIf(other -> isAmong(other, addresses))) {
                end(
                        exchange,
                        wait,
                        others,
                        new PlatformException("RTM_NEWADDR " + wait.addresses + " on " + link.name()
                                + ": bound anew or unbound while duplicate address detection was running"));
            }
        }
    }

    private static boolean isAmong(VirtualAddress one, List<VirtualAddress> addresses) {
        return addresses.stream().anyMatch(address -> address.address().equals(one.address()));
    }

    private void lookLater(Wait wait) {
        Executor later = CompletableFuture.delayedExecutor(POLL_MILLIS, TimeUnit.MILLISECONDS, Runnable::run);
        later.execute(() -> {
            var unused = queue.submit(exchange -> look(exchange, wait)).whenComplete((nothing, failure) -> {
                if (failure != null) {
                    wait.result.completeExceptionally(failure);
                }
            });
        });
    }

    private void look(NetlinkExchange exchange, Wait wait) {
        if (!waits.contains(wait)) {
            return;
        }
        Lease lease = wait.lease.anew(); // What is found now is a reason to renew now, not later.
        boolean tentative = false;
        Map<IpAddress, List<AddressEntry>> present =
                AddressOperations.byAddress(operations.present(exchange, wait.link));
        for (VirtualAddress address : wait.addresses) {
            if (isWanted(address)) {
                List<AddressEntry> same = present.getOrDefault(address.address(), List.of());
                Optional<PlatformException> failure = failure(same, address, wait);
                if (failure.isPresent()) {
                    end(exchange, wait, wait.addresses, failure.get());
                    return;
                }
                tentative |= same.stream().anyMatch(AddressEntry::isTentative);
            }
        }
        boolean renews = lease.lifetime().isPresent() && (!tentative || wait.polls++ % POLLS_BETWEEN_RENEWALS == 0);
        if (renews) {
            Optional<PlatformException> failure = renew(exchange, wait, lease);
            if (failure.isPresent()) {
                end(exchange, wait, wait.addresses, failure.get());
                return;
            }
        }
        if (tentative) {
            lookLater(wait);
        } else {
            waits.remove(wait);
            wait.result.complete(null);
        }
    }

    private Optional<PlatformException> renew(NetlinkExchange exchange, Wait wait, Lease lease) {
        try {
            return operations.renew(exchange, wait.link, wait.addresses, lease).values().stream()
                    .findFirst();
        } catch (PlatformException failure) {
            return Optional.of(failure);
        }
    }

    private static Optional<PlatformException> failure(List<AddressEntry> same, VirtualAddress address, Wait wait) {
        if (same.stream().anyMatch(AddressEntry::isDuplicate)) {
            return Optional.of(AddressOperations.duplicate(address, wait.link));
        }
        if (same.isEmpty()) {
            // The kernel removes a duplicate that has a lifetime, and leaves no trace.
            return Optional.of(new PlatformException("RTM_NEWADDR " + address + " on " + wait.link.name()
                    + ": it vanished while duplicate address detection was running: another station on the link has "
                    + address.address() + ", or somebody removed it"));
        }
        if (System.nanoTime() - wait.startedAtNanos > LIMIT.toNanos()) {
            return Optional.of(new PlatformException("RTM_NEWADDR " + address + " on " + wait.link.name()
                    + ": duplicate address detection has not finished within " + LIMIT.toSeconds()
                    + " s; has the link a carrier?"));
        }
        return Optional.empty();
    }

    private void end(NetlinkExchange exchange, Wait wait, List<VirtualAddress> unwanted, PlatformException failure) {
        waits.remove(wait);
        try {
            operations.unbind(exchange, wait.link, unwanted);
        } catch (PlatformException e) {
            failure.addSuppressed(e);
        }
        wait.result.completeExceptionally(failure);
    }
}
