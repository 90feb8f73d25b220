/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j;

import io.vip4j.config.VirtualRouterConfig;
import io.vip4j.driver.ElectorDriver;
import io.vip4j.driver.HostDriver;
import io.vip4j.event.ChangeReport;
import io.vip4j.event.Switchover;
import io.vip4j.event.Term;
import io.vip4j.event.VipListener;
import io.vip4j.event.VipState;
import io.vip4j.event.VipStatus;
import io.vip4j.health.OnFailure;
import io.vip4j.spi.Loop;
import io.vip4j.spi.PlatformException;
import io.vip4j.vrrp.Priority;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/** One running virtual router: takes part in the election and holds the addresses while it is Active. */
public final class VipElector implements AutoCloseable {

    /** Longest wait for the addresses to go when the listeners have drained: 50 ms in the state machine, and time for a busy loop. */
    static final Duration RELEASE_LIMIT = Duration.ofSeconds(2);

    private static final Duration MAX_SWITCHOVER = Duration.ofHours(1);
    private static final Duration MIN_STEERING = Duration.ofSeconds(1);
    private static final Duration MAX_STEERING = Duration.ofDays(30);

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
     * @param next with the same identity: name, networkInterface, family, vrid, version, virtualMac, binding and
     *     quorum
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
     * The answer of {@link #isActive} with its number: present exactly while that is true. Give a
     * {@link io.vip4j.event.Term.FencingToken} to what must not be written to by two. Does not block.
     */
    public Optional<Term> activeTerm() {
        return driver.activeTerm();
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
     * Gives the role away in good order and waits until somebody has taken it: listeners drain
     * ({@link VipListener#onReleasing}), addresses removed, priority 0 advertised, then the first advertisement of the new
     * Active router. Afterwards this router stays Backup until that one fails, even if its own priority is higher. If
     * nobody has taken the role at the limit, this router takes it back at once; after Active_Down_Interval it does so in
     * any case.
     *
     * <p>A call while another one is under way joins it and hears what becomes of that one. A {@link #hold} meanwhile
     * keeps the role from coming back, and a successor is reported all the same. In a
     * {@link io.vip4j.config.SyncGroup} all members give their role away, and the successor is that of this router. Waits
     * at most for the drain, the limit and 2 s. A listener that calls this waits in vain for its own return while it
     * drains, for as long as the drain may take.
     *
     * @param limit how long the addresses may be without a router, 0..1 h, counted from the moment at which they are gone
     *     here; more than Skew_Time of the other routers, for earlier they cannot take the role
     * @throws IllegalArgumentException if the limit is out of range
     * @throws IllegalStateException if this router is not Active, or is closed meanwhile, or if this is the loop, as
     *     for a listener on a virtual-time platform
     */
    public Switchover switchover(Duration limit) {
        OnLoop.requireAnotherThread(loop, "switchover");
        if (limit.isNegative() || limit.compareTo(MAX_SWITCHOVER) > 0) {
            throw new IllegalArgumentException("switchover limit must be 0..3600 s: " + limit);
        }
        CompletableFuture<Switchover> result =
                OnLoop.call(loop, () -> driver.steering().switchover(limit));
        return OnLoop.await(result, limit.plus(releaseLimit()))
                .orElseThrow(() -> new IllegalStateException("the switchover came to no end: the VipHost was closed,"
                        + " or its process or its time stands still"));
    }

    /**
     * Maintenance: gives the role away if it is held, when the listeners have drained, and takes no part in the election
     * until {@link #resume} or until the limit ends. Changes of priority and interface and changes in place
     * ({@link #update}, {@link VipHost#apply}) do not end it; the end of this router does. Another call replaces the reason
     * and the limit. In a {@link io.vip4j.config.SyncGroup} the whole group keeps out, as with any obstacle.
     *
     * <p>Returns when nothing is held any more, after the drain and 2 s at most; on the loop at once. If it is resumed
     * while the listeners drain, the role is given away all the same, because they have stopped their work, and the router
     * goes on as a Backup.
     *
     * @param reason for people: in the status, in causes and in the log; not blank
     * @param limit 1 s..30 days, from now
     * @throws IllegalArgumentException if the reason is blank or the limit out of range
     * @throws IllegalStateException if the host is closed
     */
    public void hold(String reason, Duration limit) {
        if (reason.isBlank()) {
            throw new IllegalArgumentException("hold reason must not be blank");
        }
        requireSteeringLimit("hold", limit);
        CompletableFuture<Void> released =
                OnLoop.call(loop, () -> driver.steering().hold(reason, limit));
        if (!loop.inLoop()) {
            OnLoop.await(released.thenApply(nothing -> true), releaseLimit());
        }
    }

    /**
     * Ends {@link #hold}: the router takes part again as soon as nothing else keeps it from it. Idempotent.
     *
     * @throws IllegalStateException if the host is closed
     */
    public void resume() {
        OnLoop.call(loop, () -> {
            driver.steering().resume();
            return true;
        });
    }

    /**
     * Replaces the configured priority for a while; weights of checks and interfaces count on top of it. It acts as a
     * configured priority that was changed: an Active router advertises it at once and goes on, a lower one moves the role
     * only when a Backup preempts. Changes in place do not end it. Another call replaces it. In a
     * {@link io.vip4j.config.SyncGroup} give it to every member.
     *
     * @param priority 1..254
     * @param limit 1 s..30 days, from now; then the configured priority counts again
     * @throws IllegalArgumentException if the priority or the limit is out of range
     * @throws IllegalStateException if the configured priority is 255, because the owner of the addresses has no other
     *     (RFC 9568 5.2.4); or if the host is closed
     */
    public void temporaryPriority(Priority priority, Duration limit) {
        if (priority.isZero() || priority.isOwner()) {
            throw new IllegalArgumentException("temporary priority must be 1..254: " + priority);
        }
        requireSteeringLimit("temporary priority", limit);
        OnLoop.call(loop, () -> {
            driver.steering().temporaryPriority(priority, limit);
            return true;
        });
    }

    /**
     * Ends {@link #temporaryPriority}: the configured priority counts again. Idempotent.
     *
     * @throws IllegalStateException if the host is closed
     */
    public void restorePriority() {
        OnLoop.call(loop, () -> {
            driver.steering().restorePriority();
            return true;
        });
    }

    private static void requireSteeringLimit(String what, Duration limit) {
        if (limit.compareTo(MIN_STEERING) < 0 || limit.compareTo(MAX_STEERING) > 0) {
            throw new IllegalArgumentException(what + " limit must be 1 s..30 days: " + limit);
        }
    }

    /** For the listeners of this router, and for those of its group, which drain with them. */
    private Duration releaseLimit() {
        return OnLoop.call(loop, host::longestDrain).plus(RELEASE_LIMIT);
    }

    /**
     * Lets the listeners drain and releases the addresses if they are held, gives the role away, and ends. Idempotent, also
     * after the host was closed. Waits for the drain and 2 s at most; a listener that calls this waits in vain for its own
     * return while it drains.
     */
    @Override
    public void close() {
        CompletableFuture<Void> closed;
        Duration limit;
        try {
            limit = releaseLimit();
            closed = OnLoop.call(loop, () -> host.close(driver));
        } catch (IllegalStateException e) {
            if (e.getCause() instanceof RejectedExecutionException) {
                return; // The host is closed, and this router with it.
            }
            throw e;
        }
        if (!loop.inLoop()) {
            OnLoop.await(closed.thenApply(nothing -> true), limit);
        }
    }

    /** Whether both stand for the same running router; one that was restarted is another. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof VipElector elector && elector.driver == driver;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(driver);
    }

    /** A listener that was added. */
    @FunctionalInterface
    public interface Subscription extends AutoCloseable {

        /** Ends it: the listener hears nothing more, except what is being delivered at this moment. Idempotent. */
        @Override
        void close();
    }
}
