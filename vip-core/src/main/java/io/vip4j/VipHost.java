/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j;

import io.vip4j.config.HostConfig;
import io.vip4j.config.VirtualRouterConfig;
import io.vip4j.driver.ElectorDriver;
import io.vip4j.driver.HostDriver;
import io.vip4j.event.ChangeReport;
import io.vip4j.event.HealthChange;
import io.vip4j.event.Lateness;
import io.vip4j.event.VipListener;
import io.vip4j.health.HealthCheck;
import io.vip4j.spi.Loop;
import io.vip4j.spi.PlatformException;
import io.vip4j.spi.VipPlatform;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** The virtual routers of one process on one platform. */
public final class VipHost implements AutoCloseable {

    /** Longest wait for a change: several answers of the kernel, and those of changes before it. */
    static final Duration CHANGE_LIMIT = Duration.ofSeconds(30);

    private final VipPlatform platform;
    private final Loop loop;
    private final HostDriver driver;
    private final AtomicBoolean closed = new AtomicBoolean();
    private final ShutdownHook shutdown = new ShutdownHook(this::close);

    private VipHost(VipPlatform platform) {
        this.platform = platform;
        this.loop = platform.loop();
        this.driver = HostDriver.open(platform);
    }

    /**
     * Opens a host without routers.
     *
     * @param platform where they will run; closed with the host
     */
    public static VipHost open(VipPlatform platform) {
        return new VipHost(platform);
    }

    /**
     * Starts a virtual router, after the changes that are under way. It takes part in the election as soon as its
     * interface is up, has an address, and every check has succeeded once.
     *
     * @param listeners hear every transition from the first one on, while {@link VipElector#addListener} can only be
     *     called when some may have happened
     * @throws io.vip4j.vrrp.ConfigurationException if its name and family, or its VRID on that interface, is in use here
     * @throws io.vip4j.spi.PlatformException if the interface does not exist or the host refuses the socket
     * @throws IllegalStateException if the host is closed, or on the loop while a change is under way
     */
    public VipElector start(VirtualRouterConfig config, VipListener... listeners) {
        driver.rehearse(List.of(config));
        CompletableFuture<ElectorDriver> started =
                OnLoop.call(loop, () -> driver.startInTurn(config, List.of(listeners)));
        return elector(finished(started, "start", CHANGE_LIMIT));
    }

    /**
     * Runs what is wanted from now on, and nothing else. Compared with what runs:
     *
     * <ul>
     *   <li>A router that is not running is started; one that is not wanted is closed, when its listeners have drained.
     *   <li>A router whose identity is the same ({@link VirtualRouterConfig#hasIdentityOf}) changes in place: if it is
     *       Active it stays so, and the addresses that it keeps are there all the time. New addresses are bound before
     *       anything else happens, announced, and only then old ones removed; an address may move from one router to
     *       another in one call. A Backup keeps its timer. Unchanged checks keep their state; a new one that is
     *       {@link io.vip4j.health.InitialState#UNDECIDED} takes nothing away before its first answer.
     *   <li>A router with another identity is closed, and started when it has released its addresses. Its
     *       {@link VipElector}, listeners and handles end with it.
     * </ul>
     *
     * <p>Refused whole if the host cannot give it, for example because an interface is missing or a new address cannot be
     * bound: then everything goes on as before. Calls of several threads take effect one after the other. Waits at most
     * 30 s and the longest drain.
     *
     * <p>Routers of one {@link io.vip4j.config.SyncGroup} move together. A service with an IPv4 and an IPv6 address is two
     * routers of one name in such a group:
     *
     * <pre>{@code
     * var ipv4 = VirtualRouterConfig.builder("web").networkInterface("eth0").vrid(10)
     *     .address("192.0.2.10/24").build();
     * var ipv6 = VirtualRouterConfig.builder("web").networkInterface("eth0").vrid(10)
     *     .address("fe80::10/64").address("2001:db8::10/64").build();
     * host.apply(new HostConfig(List.of(ipv4, ipv6), List.of(SyncGroup.of("web", "web"))));
     * }</pre>
     *
     * @param listenersOfNewRouters hear every transition of routers that are started or restarted
     * @throws io.vip4j.vrrp.ConfigurationException if it contradicts what runs, such as a check with the name of a handle
     * @throws io.vip4j.spi.PlatformException if the host refuses it; the message names the router and the reason
     * @throws IllegalStateException if the host is closed, or if this is the loop, which would wait for itself
     */
    public ChangeReport apply(HostConfig wanted, VipListener... listenersOfNewRouters) {
        OnLoop.requireAnotherThread(loop, "apply");
        driver.rehearse(wanted.routers());
        Duration drain = OnLoop.call(loop, driver::longestDrain);
        CompletableFuture<ChangeReport> change =
                OnLoop.call(loop, () -> driver.apply(wanted, List.of(listenersOfNewRouters)));
        return finished(change, "apply", CHANGE_LIMIT.plus(drain));
    }

    /** The routers that run, in the order of their start. */
    public List<VipElector> electors() {
        return OnLoop.call(
                loop, () -> driver.electors().stream().map(this::elector).toList());
    }

    /**
     * Runs a check for the application itself, on the loop and the threads that the checks of routers use, whether the host
     * has routers or not: for the backends of a proxy, for example. It has no effect on any router, and ends with the host,
     * after the drain. Any number may have the same name.
     *
     * @param name for people, and in what the listener is told
     * @param listener hears the first answer and every change of how the check counts, one after the other, on the thread
     *     of the listeners of routers; what it throws is logged
     * @throws IllegalStateException if the host is closed
     */
    public HealthWatch watch(String name, HealthCheck check, Consumer<HealthChange> listener) {
        return new HealthWatch(OnLoop.call(loop, () -> driver.watch(name, check, listener)), loop);
    }

    /**
     * How late the loop was with what was due, since the host was opened; what is above the threshold is also told as
     * an anomaly of the routers that it concerns. Safe from any thread; waits for the loop.
     *
     * @throws PlatformException if the loop does not answer within 10 s
     * @throws IllegalStateException if the host is closed
     */
    public Lateness lateness() {
        return OnLoop.call(loop, driver::lateness);
    }

    private VipElector elector(ElectorDriver elector) {
        return new VipElector(elector, driver, loop);
    }

    private <T> T finished(CompletableFuture<T> change, String method, Duration limit) {
        if (!change.isDone()) {
            OnLoop.requireAnotherThread(loop, method);
        }
        return OnLoop.await(change, limit)
                .orElseThrow(() -> new PlatformException(method + " is not done after " + limit.toSeconds()
                        + " s and goes on: the kernel does not answer, or the process or its time stands still"));
    }

    /**
     * Closes this host when the JVM ends in good order (last thread, {@code System.exit}, SIGTERM), as {@link #close} does:
     * listeners drain, addresses go, roles are given away. At most once for each host; forgotten when the host is closed.
     * If the JVM is going down already, the host is closed now.
     *
     * @return this host
     */
    public VipHost closeAtShutdown() {
        if (!closed.get() && !shutdown.register()) {
            close();
        }
        return this;
    }

    /**
     * Closes every router, when its listeners have drained, which releases the addresses that are held and gives their
     * roles away; tells the listeners what they are still owed, then closes the platform. Idempotent; the first call
     * waits for the longest drain and 3 s at most, a later one returns at once, even while the first one is still at
     * it. A listener that calls this waits in vain for its own return while it drains.
     */
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        try {
            Duration limit = OnLoop.call(loop, driver::longestDrain).plus(VipElector.RELEASE_LIMIT);
            shutdown.forget(limit);
            CompletableFuture<Void> done = OnLoop.call(loop, driver::closeAll);
            if (loop.inLoop()) {
                // The loop cannot wait for itself; the platform goes when the last release is done.
                var unused = done.whenComplete((nothing, failure) -> gone());
                return;
            }
            OnLoop.await(done.thenApply(nothing -> true), limit);
        } catch (RuntimeException | Error e) {
            gone();
            throw e;
        }
        gone();
    }

    private void gone() {
        platform.close();
        shutdown.over();
    }
}
