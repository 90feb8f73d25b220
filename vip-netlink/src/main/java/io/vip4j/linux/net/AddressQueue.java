/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.linux.net;

import io.vip4j.linux.netlink.NetlinkConnection;
import io.vip4j.linux.netlink.NetlinkExchange;
import io.vip4j.spi.PlatformException;
import io.vip4j.vrrp.VirtualAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What is to be done with addresses, for the netlink thread. Its order is kept, but renewals that wait and have no other
 * work of this queue between them are done together, with one look at the interface for all of them: routers that
 * advertise in one turn renew in one turn, and each look lists every address of the interface. Other work of the netlink
 * thread, as that of gates and routes, may come before or after a renewal: it leaves addresses alone. Safe from any
 * thread.
 */
final class AddressQueue {

    /** Renewals that wait at most; more are refused. */
    static final int MAX_WAITING = 4096;

    /**
     * Renewals that are done together count as asked for with the first of them. So one that is asked for after a pause
     * does not join those from before it, and none loses more than a tenth of the shortest lifetime.
     */
    static final long MOST_APART_NANOS = 100_000_000;

    /** Renews on the netlink thread; tells which addresses failed, and why, after all were tried. */
    @FunctionalInterface
    interface Operation {
        Map<VirtualAddress, PlatformException> renew(
                NetlinkExchange exchange, String networkInterface, List<VirtualAddress> addresses, Lease lease);
    }

    private record Renewal(List<VirtualAddress> addresses, CompletableFuture<Void> done) {

        void complete(Map<VirtualAddress, PlatformException> failures) {
            for (VirtualAddress address : addresses) {
                PlatformException failure = failures.get(address);
                if (failure != null) {
                    done.completeExceptionally(failure);
                    return;
                }
            }
            done.complete(null);
        }
    }

    private final NetlinkConnection connection;
    private final Operation renewal;
    private final LongSupplier clock;

    // Guarded by this.
    private @Nullable Batch joinable;
    private int waiting;

    /**
     * @param renewal how it is done
     * @param clock see {@link Lease}
     */
    AddressQueue(NetlinkConnection connection, Operation renewal, LongSupplier clock) {
        this.connection = connection;
        this.renewal = renewal;
        this.clock = clock;
    }

    /** As {@link NetlinkConnection#submit}; no renewal that is asked for later is done before it. */
    synchronized CompletableFuture<Void> submit(Consumer<NetlinkExchange> work) {
        joinable = null;
        return connection.submit(work);
    }

    /** Renews addresses of an interface; see {@link io.vip4j.spi.AddressBinder#renew}. */
    synchronized CompletableFuture<Void> renew(
            String networkInterface, List<VirtualAddress> addresses, Optional<Duration> lifetime) {
        if (waiting == MAX_WAITING) {
            return CompletableFuture.failedFuture(new PlatformException(
                    "netlink: " + MAX_WAITING + " renewals wait already; the kernel does not answer, see its log"));
        }
        waiting++;
        Renewal mine = new Renewal(List.copyOf(addresses), new CompletableFuture<>());
        Batch batch = joinable;
        if (batch != null && batch.takes(networkInterface, lifetime)) {
            batch.renewals.add(mine);
            return mine.done;
        }
        Batch fresh = new Batch(networkInterface, Lease.now(lifetime, clock), mine);
        joinable = fresh;
        var unused = connection.submit(fresh::run).whenComplete((nothing, failure) -> {
            if (failure != null) {
                fresh.fail(failure);
            }
        });
        return mine.done;
    }

    /** Renewals with one lifetime on one interface. */
    private final class Batch {

        private final String networkInterface;
        private final Lease lease;
        private final List<Renewal> renewals = new ArrayList<>();
        private boolean begun;

        Batch(String networkInterface, Lease lease, Renewal first) {
            this.networkInterface = networkInterface;
            this.lease = lease;
            renewals.add(first);
        }

        boolean takes(String otherInterface, Optional<Duration> otherLifetime) {
            return networkInterface.equals(otherInterface)
                    && lease.lifetime().equals(otherLifetime)
                    && lease.ageNanos() <= MOST_APART_NANOS;
        }

        void run(NetlinkExchange exchange) {
            begin();
            Set<VirtualAddress> addresses = new LinkedHashSet<>(); // Routers may share some.
            renewals.forEach(each -> addresses.addAll(each.addresses));
            Map<VirtualAddress, PlatformException> failures =
                    renewal.renew(exchange, networkInterface, List.copyOf(addresses), lease);
            renewals.forEach(each -> each.complete(failures));
        }

        /** For all of them: it was not run, because the queue is full or closed, or nothing could be tried. */
        void fail(Throwable failure) {
            begin();
            renewals.forEach(each -> each.done.completeExceptionally(failure));
        }

        /** From here on nobody joins. */
        private void begin() {
            synchronized (AddressQueue.this) {
                if (joinable == this) {
                    joinable = null;
                }
                if (!begun) {
                    begun = true;
                    waiting -= renewals.size();
                }
            }
        }
    }
}
