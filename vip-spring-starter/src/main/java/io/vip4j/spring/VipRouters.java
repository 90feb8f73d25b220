/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.spring;

import io.vip4j.VipElector;
import io.vip4j.VipHost;
import io.vip4j.config.HostConfig;
import io.vip4j.event.ChangeReport;
import io.vip4j.event.Lateness;
import io.vip4j.event.VipListener;
import io.vip4j.event.VipState;
import java.time.Duration;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The virtual routers of the application by name: what a bean asks before it does something that only the owner of an
 * address may do.
 *
 * <pre>{@code
 * @Scheduled(fixedDelay = 1, timeUnit = TimeUnit.MINUTES)
 * void settle() {
 *     if (routers.isActive("web")) {
 *         ...
 *     }
 * }
 * }</pre>
 *
 * <p>Safe from any thread. Empty before the application's lifecycle has started them.
 */
public final class VipRouters {

    /** Nothing runs. */
    public static final HostConfig NOTHING = new HostConfig(List.of(), List.of());

    private static final Logger LOG = LoggerFactory.getLogger(VipRouters.class);

    /** What runs, and what was asked for. */
    private record Running(HostConfig config, List<VipElector> electors) {}

    private final VipHost host;
    private final VipListener[] listeners;
    private final List<VipRoutersObserver> observers;

    private volatile Running running = new Running(NOTHING, List.of()); // Written under the lock of this object.

    /**
     * The routers of a host.
     *
     * @param listeners hear every transition of every router from its first one on
     * @param observers are told after each change which run
     */
    public VipRouters(VipHost host, List<VipListener> listeners, List<VipRoutersObserver> observers) {
        this.host = host;
        this.listeners = listeners.toArray(VipListener[]::new);
        this.observers = List.copyOf(observers);
    }

    /**
     * Runs what is wanted from now on, and nothing else; see {@link VipHost#apply}.
     *
     * @throws io.vip4j.spi.PlatformException if the host refuses it; then everything goes on as before
     */
    public synchronized ChangeReport apply(HostConfig wanted) {
        ChangeReport report = host.apply(wanted, listeners);
        running = new Running(wanted, host.electors());
        observers.forEach(observer -> observer.changed(running.electors()));
        return report;
    }

    /**
     * Ends all of them: listeners drain, addresses go, roles are given away. Returns when the listeners have heard of it,
     * which may be a moment after the addresses are gone.
     *
     * @param limit how long the listeners are waited for after that
     * @throws io.vip4j.spi.PlatformException if the host does not answer
     * @throws IllegalStateException if the host is closed
     */
    public synchronized void stop(Duration limit) {
        List<VipElector> leaving = running.electors();
        apply(NOTHING);
        CountDownLatch told = new CountDownLatch(leaving.size());
        for (VipElector elector : leaving) {
            if (elector.status().transitions().isEmpty()) {
                told.countDown();
            } else {
                // A new listener hears the latest transition, after those that were there before.
                elector.addListener(latest -> told.countDown());
            }
        }
        try {
            if (!told.await(limit.toNanos(), TimeUnit.NANOSECONDS)) {
                LOG.warn("listeners have not heard of the release after {}; it is done", limit);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What runs, as it was asked for. */
    public HostConfig config() {
        return running.config();
    }

    /** All that run. */
    public List<VipElector> all() {
        return running.electors();
    }

    /**
     * How late the loop that all of them share was with what was due.
     *
     * @throws io.vip4j.spi.PlatformException if the host does not answer
     * @throws IllegalStateException if the host is closed
     */
    public Lateness lateness() {
        return host.lateness();
    }

    /** Those of a name: none, one, or one of each family. */
    public List<VipElector> named(String name) {
        return running.electors().stream()
                .filter(elector -> elector.config().name().equals(name))
                .toList();
    }

    /**
     * The router of a name; the first one if both families have it.
     *
     * @throws NoSuchElementException if none of this name runs
     */
    public VipElector get(String name) {
        return named(name).stream().findFirst().orElseThrow(() -> new NoSuchElementException(unknown(name)));
    }

    /** Says that there is no router of a name, and which there are. */
    public String unknown(String name) {
        List<String> names = running.electors().stream()
                .map(elector -> elector.config().name())
                .distinct()
                .toList();
        return "no virtual router '" + name + "' runs; there "
                + (names.isEmpty() ? "is none" : "are " + String.join(", ", names));
    }

    /**
     * Whether this process holds the addresses of every router of this name right now; see {@link VipElector#isActive}.
     * False if there is none. Does not block.
     */
    public boolean isActive(String name) {
        List<VipElector> routers = named(name);
        return !routers.isEmpty() && routers.stream().allMatch(VipElector::isActive);
    }

    /** Where a router stands; empty if none of this name runs. */
    public Optional<VipState> state(String name) {
        return named(name).stream().findFirst().map(VipElector::state);
    }
}
