/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j;

import io.vip4j.config.VirtualRouterConfig;
import io.vip4j.driver.ElectorDriver;
import io.vip4j.driver.HostDriver;
import io.vip4j.event.ChangeReport;
import io.vip4j.event.Switchover;
import io.vip4j.event.VipListener;
import io.vip4j.event.VipState;
import io.vip4j.event.VipStatus;
import io.vip4j.health.OnFailure;
import io.vip4j.spi.Loop;
import io.vip4j.spi.PlatformException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;

/** One running virtual router: takes part in the election and holds the addresses while it is Active. */
public final class VipElector implements AutoCloseable {

    /** Longest wait for the addresses to go: 50 ms in the state machine, and time for a busy loop. */
    static final Duration RELEASE_LIMIT = Duration.ofSeconds(2);

    private final ElectorDriver driver;
    private final HostDriver host;
    private final Loop loop;

    VipElector(ElectorDriver driver, HostDriver host, Loop loop) {
        this.driver = driver;
        this.host = host;
        this.loop = loop;
    }

    /** The configuration it runs with. */
    public VirtualRouterConfig config() {
        return driver.config();
    }

    /**
     * Changes the configuration in place; see {@link VipHost#apply}. If this router is Active it stays so. An advertised
     * address that is removed leaves its place to the others; without any the election goes on without address.
     *
     * @param next with the same identity: name, networkInterface, family, vrid, version and virtualMac
     * @throws io.vip4j.vrrp.ConfigurationException if the identity is another
     * @throws io.vip4j.spi.PlatformException if the host refuses it; then nothing has changed
     * @throws IllegalStateException if this router or the host is closed, or if this is the loop, which would wait for
     *     itself
     */
    public void update(VirtualRouterConfig next) {
        OnLoop.requireAnotherThread(loop, "update");
        CompletableFuture<ChangeReport> change = OnLoop.call(loop, () -> host.update(driver, next));
        if (OnLoop.await(change, VipHost.CHANGE_LIMIT).isEmpty()) {
            throw new PlatformException("update is not done after " + VipHost.CHANGE_LIMIT.toSeconds()
                    + " s and goes on: the kernel does not answer, or the process or its time stands still");
        }
    }

    /** The state that listeners were last told. */
    public VipState state() {
        return driver.state();
    }

    /**
     * Whether this process holds the addresses right now. Turns false as soon as a release begins, and by itself when
     * the lease of the addresses or the patience of the Backups is over, even if every thread of this process stood
     * still meanwhile. Does not block; no lock, no allocation.
     */
    public boolean isActive() {
        return driver.isActive();
    }

    /**
     * What is known right now: state, counters, checks, timeline.
     *
     * @throws IllegalStateException if the host is closed
     */
    public VipStatus status() {
        return OnLoop.call(loop, driver::status);
    }

    /**
     * A handle by which the application says how it is. Starts up; down gives the role away at once.
     *
     * @param name appears in causes and in the status; unique in this elector
     * @throws IllegalArgumentException if a check or handle of this name exists
     */
    public HealthHandle health(String name) {
        return health(name, OnFailure.release());
    }

    /**
     * A handle by which the application says how it is. Starts up.
     *
     * @param name appears in causes and in the status; unique in this elector
     * @param onFailure what it does to this elector while it is down or degraded
     * @throws IllegalArgumentException if a check or handle of this name exists
     */
    public HealthHandle health(String name, OnFailure onFailure) {
        return new HealthHandle(OnLoop.call(loop, () -> driver.handle(name, onFailure)));
    }

    /**
     * Adds a listener. It first hears the latest transition, if there was one, and then every later one.
     *
     * @return ends it when closed
     */
    public Subscription addListener(VipListener listener) {
        return OnLoop.call(loop, () -> driver.addListener(listener))::run;
    }

    /**
     * Waits until the addresses are held, or the elector is closed. Do not call it from a listener or on a virtual-time
     * platform, where time passes only when the caller lets it.
     *
     * @param limit how long to wait
     * @return whether they are held
     * @throws IllegalStateException on the loop, which would wait for itself
     */
    public boolean awaitActive(Duration limit) {
        OnLoop.requireAnotherThread(loop, "awaitActive");
        CompletableFuture<Void> active = OnLoop.call(loop, driver::whenActive);
        OnLoop.await(active.thenApply(nothing -> true), limit);
        active.cancel(false); // Nobody waits any more; the driver forgets it.
        return isActive();
    }

    /**
     * Gives the role away in good order and waits until somebody has taken it: addresses removed, priority 0
     * advertised, then the first advertisement of the new Active router. Afterwards this router stays Backup until that
     * one fails, even if its own priority is higher. If nobody takes the role, it comes back after
     * Active_Down_Interval.
     *
     * @param limit how long to wait for a successor
     * @throws IllegalStateException if this router is not Active, or is closed meanwhile, or if this is the loop, as
     *     for a listener on a virtual-time platform
     */
    public Switchover switchover(Duration limit) {
        OnLoop.requireAnotherThread(loop, "switchover");
        CompletableFuture<Switchover> result = OnLoop.call(loop, () -> driver.switchover(limit));
        return OnLoop.await(result, limit.plus(RELEASE_LIMIT))
                .orElseThrow(() -> new IllegalStateException("the switchover came to no end: the VipHost was closed,"
                        + " or its process or its time stands still"));
    }

    /**
     * Releases the addresses if they are held, gives the role away, and ends. Idempotent, also after the host was
     * closed; waits at most 2 s.
     */
    @Override
    public void close() {
        CompletableFuture<Void> closed;
        try {
            closed = OnLoop.call(loop, () -> host.close(driver));
        } catch (IllegalStateException e) {
            if (e.getCause() instanceof RejectedExecutionException) {
                return; // The host is closed, and this router with it.
            }
            throw e;
        }
        if (!loop.inLoop()) {
            OnLoop.await(closed.thenApply(nothing -> true), RELEASE_LIMIT);
        }
    }

    /** A listener that was added. */
    @FunctionalInterface
    public interface Subscription extends AutoCloseable {

        /** Ends it: the listener hears nothing more, except what is being delivered at this moment. Idempotent. */
        @Override
        void close();
    }
}
