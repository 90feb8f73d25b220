/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j;

import io.vip4j.config.VirtualRouterConfig;
import io.vip4j.driver.ElectorDriver;
import io.vip4j.driver.HostDriver;
import io.vip4j.event.VipListener;
import io.vip4j.spi.Loop;
import io.vip4j.spi.VipPlatform;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

/** The virtual routers of one process on one platform. */
public final class VipHost implements AutoCloseable {

    private final VipPlatform platform;
    private final Loop loop;
    private final HostDriver driver;
    private final AtomicBoolean closed = new AtomicBoolean();

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
     * Starts a virtual router. It takes part in the election as soon as its interface is up, has an address, and every
     * check has succeeded once.
     *
     * @param listeners hear every transition from the first one on, while {@link VipElector#addListener} can only be
     *     called when some may have happened
     * @throws io.vip4j.vrrp.ConfigurationException if its name, or its VRID on that interface, is in use here
     * @throws io.vip4j.spi.PlatformException if the interface does not exist or the host refuses the socket
     * @throws IllegalStateException if the host is closed
     */
    public VipElector start(VirtualRouterConfig config, VipListener... listeners) {
        ElectorDriver elector = OnLoop.call(loop, () -> {
            ElectorDriver started = driver.start(config);
            // In the same turn: at most one transition has happened, and it is replayed.
            List.of(listeners).forEach(started::addListener);
            return started;
        });
        return new VipElector(elector, driver, loop);
    }

    /**
     * Closes every router, which releases the addresses that are held and gives their roles away, then the platform.
     * Idempotent; the first call waits at most 2 s for the releases, a later one returns at once, even while the first
     * one is still at it.
     */
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        if (loop.inLoop()) {
            // The loop cannot wait for itself; the platform goes when the last release is done.
            var unused = driver.closeAll().whenComplete((nothing, failure) -> platform.close());
            return;
        }
        try {
            CompletableFuture<Void> done = OnLoop.call(loop, driver::closeAll);
            OnLoop.await(done.thenApply(nothing -> true), VipElector.RELEASE_LIMIT);
        } finally {
            platform.close();
        }
    }
}
