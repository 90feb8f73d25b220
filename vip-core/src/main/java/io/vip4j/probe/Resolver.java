/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.probe;

import io.vip4j.vrrp.IpAddress;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/**
 * Turns host names into addresses on worker threads, where a name service may hang: at most one thread asks for a name,
 * whoever wants to know it. Safe from any thread.
 */
final class Resolver {

    /** Asks the name service; may block. */
    @FunctionalInterface
    interface NameService {
        InetAddress[] addresses(String name) throws UnknownHostException;
    }

    /** Wants to know the addresses of a name. */
    interface Waiter {

        /** At least one address. */
        void found(List<InetAddress> addresses);

        /**
         * None.
         *
         * @param reason for people
         */
        void notFound(String reason);
    }

    private final NameService names;
    private final Executor threads;

    // Guarded by this. Who no longer waits is taken out, so that a name service that hangs for days holds nothing.
    private final Map<String, Set<Waiter>> underWay = new HashMap<>();

    Resolver(NameService names, Executor threads) {
        this.names = names;
        this.threads = threads;
    }

    /** The address if the host is given as one; no name service is asked. */
    static Optional<InetAddress> literal(String host) throws UnknownHostException {
        // What holds a colon is a literal or nothing, and may have a zone; InetAddress asks no name service about it.
        return host.indexOf(':') >= 0 || IpAddress.tryParse(host).isPresent()
                ? Optional.of(InetAddress.getByName(host))
                : Optional.empty();
    }

    /** The waiter hears once, from any thread, unless it is forgotten before. */
    void lookUp(String name, Waiter waiter) {
        synchronized (this) {
            Set<Waiter> waiters = underWay.get(name);
            if (waiters != null) {
                waiters.add(waiter);
                return;
            }
            underWay.put(name, new LinkedHashSet<>(Set.of(waiter)));
        }
        try {
            threads.execute(() -> ask(name));
        } catch (RejectedExecutionException e) {
            waiters(name).forEach(each -> each.notFound("too many host names are being resolved"));
        }
    }

    /** Nobody waits any more; idempotent. */
    synchronized void forget(String name, Waiter waiter) {
        Set<Waiter> waiters = underWay.get(name);
        if (waiters != null) {
            waiters.remove(waiter);
        }
    }

    private void ask(String name) {
        try {
            List<InetAddress> found = List.of(names.addresses(name));
            waiters(name).forEach(waiter -> waiter.found(found));
        } catch (UnknownHostException e) {
            waiters(name).forEach(waiter -> waiter.notFound("unknown host"));
        } catch (RuntimeException | Error e) {
            waiters(name).forEach(waiter -> waiter.notFound("host not resolved: " + e));
        }
    }

    private synchronized Set<Waiter> waiters(String name) {
        Set<Waiter> waiters = underWay.remove(name);
        return waiters == null ? Set.of() : waiters;
    }
}
