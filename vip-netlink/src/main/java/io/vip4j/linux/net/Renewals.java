/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.linux.net;

import io.vip4j.linux.netlink.NetlinkConnection;
import io.vip4j.linux.netlink.NetlinkExchange;
import io.vip4j.spi.PlatformException;
import io.vip4j.vrrp.VirtualAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Renewals that wait for the netlink thread and have no other work between them are done together, with one look at the
 * interface for all of them: routers that advertise in one turn renew in one turn, and each look lists every address of
 * the interface. The order of the work stays as it was given. Safe from any thread.
 */
final class Renewals {

    /** Renews on the netlink thread, and tells the first failure after all were tried. */
    @FunctionalInterface
    interface Operation {
        void renew(
                NetlinkExchange exchange,
                String networkInterface,
                List<VirtualAddress> addresses,
                Optional<Duration> lifetime);
    }

    private record Renewal(List<VirtualAddress> addresses, long calledAtNanos, CompletableFuture<Void> done) {}

    private final NetlinkConnection connection;
    private final Operation operation;

    // Guarded by this.
    private @Nullable Batch joinable;

    Renewals(NetlinkConnection connection, Operation operation) {
        this.connection = connection;
        this.operation = operation;
    }

    /** Renews addresses of an interface; see {@link io.vip4j.spi.AddressBinder#renew}. */
    synchronized CompletableFuture<Void> renew(
            String networkInterface, List<VirtualAddress> addresses, Optional<Duration> lifetime) {
        Renewal renewal = new Renewal(List.copyOf(addresses), System.nanoTime(), new CompletableFuture<>());
        Batch batch = joinable;
        if (batch != null && batch.takes(networkInterface, lifetime) && connection.submissions() == batch.number) {
            batch.waiting.add(renewal);
            return renewal.done;
        }
        Batch fresh = new Batch(networkInterface, lifetime, renewal);
        joinable = fresh;
        var unused = connection.submit(fresh::run).whenComplete((nothing, failure) -> {
            if (failure != null) { // It was not run: the queue is full, or the connection closed.
                fresh.fail(failure);
            }
        });
        fresh.number = connection.submissions();
        return renewal.done;
    }

    private synchronized List<Renewal> begin(Batch batch) {
        if (joinable == batch) {
            joinable = null;
        }
        return batch.waiting;
    }

    /** Renewals with one lifetime on one interface. */
    private final class Batch {

        private final String networkInterface;
        private final Optional<Duration> lifetime;
        private final List<Renewal> waiting = new ArrayList<>();
        private long number;

        Batch(String networkInterface, Optional<Duration> lifetime, Renewal first) {
            this.networkInterface = networkInterface;
            this.lifetime = lifetime;
            waiting.add(first);
        }

        boolean takes(String otherInterface, Optional<Duration> otherLifetime) {
            return networkInterface.equals(otherInterface) && lifetime.equals(otherLifetime);
        }

        void run(NetlinkExchange exchange) {
            List<Renewal> renewals = begin(this).stream().filter(this::isInTime).toList();
            if (renewals.isEmpty()) {
                return;
            }
            List<VirtualAddress> all = new ArrayList<>();
            renewals.forEach(renewal -> all.addAll(renewal.addresses));
            try {
                operation.renew(exchange, networkInterface, all, lifetime);
                renewals.forEach(renewal -> renewal.done.complete(null));
            } catch (PlatformException failure) {
                if (renewals.size() == 1) {
                    renewals.get(0).done.completeExceptionally(failure);
                } else {
                    renewals.forEach(renewal -> renewAlone(exchange, renewal)); // Each has its own answer.
                }
            }
        }

        /** Fails one that comes too late, whatever the others of the batch are. */
        private boolean isInTime(Renewal renewal) {
            try {
                Lifetimes.require(lifetime, renewal.calledAtNanos);
                return true;
            } catch (PlatformException late) {
                renewal.done.completeExceptionally(late);
                return false;
            }
        }

        private void renewAlone(NetlinkExchange exchange, Renewal renewal) {
            try {
                operation.renew(exchange, networkInterface, renewal.addresses, lifetime);
                renewal.done.complete(null);
            } catch (PlatformException failure) {
                renewal.done.completeExceptionally(failure);
            }
        }

        void fail(Throwable failure) {
            begin(this).forEach(renewal -> renewal.done.completeExceptionally(failure));
        }
    }
}
