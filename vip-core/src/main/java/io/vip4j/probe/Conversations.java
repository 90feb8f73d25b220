/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.probe;

import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ThreadPoolExecutor;
import org.jspecify.annotations.Nullable;

/**
 * Carries the conversations of all socket probes of a host, on one thread that is there while any conversation is, and
 * for 5 s after. Names are resolved on up to 4 threads of their own, through the cache of the JVM; of the addresses of a
 * name the first that does not refuse counts. Safe from any thread.
 *
 * <p>A connection is closed in good order when the conversation is done, and reset when its time is over.
 */
public final class Conversations implements AutoCloseable {

    private static final int RESOLVER_THREADS = 4;
    private static final int WORK_THREADS = 2;

    private final ThreadPoolExecutor resolverThreads = Workers.pool("vip-probe-resolver", RESOLVER_THREADS);
    private final ThreadPoolExecutor workThreads = Workers.pool("vip-probe-work", WORK_THREADS);
    private final Duration idle;
    private final Resolver resolver;

    // Guarded by this.
    private @Nullable SelectorLoop loop;
    private boolean closed;

    /** None yet. */
    public Conversations() {
        this(InetAddress::getAllByName, Duration.ofSeconds(5));
    }

    Conversations(Resolver.NameService names, Duration idle) {
        this.resolver = new Resolver(names, resolverThreads);
        this.idle = idle;
    }

    /**
     * Opens a connection, has the conversation and closes the connection.
     *
     * @param timeout the connection is reset when it is over, and the answer is a failure that says how far it came
     * @return completes with the answer, its detail starting with the name of the probe, on a thread that must not be
     *     blocked; never exceptionally. Who cancels it resets the connection
     */
    public CompletionStage<Probe.Result> ask(SocketProbe probe, Duration timeout) {
        CompletableFuture<Probe.Result> answer = new CompletableFuture<>();
        String refusal = start(probe, timeout, answer);
        if (!refusal.isEmpty()) {
            answer.complete(Probe.Result.unhealthy(probe + ": " + refusal));
        }
        return answer;
    }

    /** Empty if it has been started, otherwise why not. */
    private synchronized String start(SocketProbe probe, Duration timeout, CompletableFuture<Probe.Result> answer) {
        if (closed) {
            return "no longer asked, the host is closed";
        }
        SelectorLoop current = loop;
        if (current == null || !begin(current, probe, timeout, answer)) {
            try {
                current = SelectorLoop.start(idle);
            } catch (IOException e) {
                return "cannot ask: " + e.getMessage();
            }
            loop = current;
            begin(current, probe, timeout, answer);
        }
        return "";
    }

    private boolean begin(
            SelectorLoop current, SocketProbe probe, Duration timeout, CompletableFuture<Probe.Result> answer) {
        Exchange exchange = new Exchange(probe, timeout, answer, current, resolver, workThreads);
        if (!current.execute(exchange::begin)) {
            return false;
        }
        var unused = answer.whenComplete((result, failure) -> {
            if (answer.isCancelled()) {
                current.execute(() -> exchange.end("cancelled"));
            }
        });
        return true;
    }

    /** Ends every conversation: each answers at once that it was ended. Does not wait. Idempotent. */
    @Override
    public void close() {
        SelectorLoop last;
        synchronized (this) {
            closed = true;
            last = loop;
            loop = null;
        }
        resolverThreads.shutdownNow();
        workThreads.shutdownNow();
        if (last != null) {
            last.close();
        }
    }
}
