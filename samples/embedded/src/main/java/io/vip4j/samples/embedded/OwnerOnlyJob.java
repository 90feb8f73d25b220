/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.embedded;

import io.vip4j.VipElector;
import io.vip4j.VipHost;
import io.vip4j.config.VirtualRouterConfig;
import io.vip4j.event.Releasing;
import io.vip4j.event.Transition;
import io.vip4j.event.VipListener;
import io.vip4j.linux.LinuxVipPlatform;
import io.vip4j.vrrp.AddressFamily;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A job that every node schedules and only one runs: the Active one. When the role is given away in good order, a run that
 * is under way is finished first, and none begins.
 *
 * <p>Before each run the elector is asked, and not what a listener heard last: {@link VipElector#isActive()} is false by
 * itself after a pause of the process in which another node may have taken over.
 */
public final class OwnerOnlyJob implements Runnable, VipListener {

    private static final Logger log = LoggerFactory.getLogger(OwnerOnlyJob.class);

    private final VipElector elector;
    private final Runnable job;

    // Guarded by this.
    private boolean releasing;
    private CompletableFuture<Void> lastRun = CompletableFuture.completedFuture(null);

    private OwnerOnlyJob(VipElector elector, Runnable job) {
        this.elector = elector;
        this.job = job;
    }

    /** Binds a job to a role. Schedule what is returned, on every node. */
    public static OwnerOnlyJob of(VipElector elector, Runnable job) {
        OwnerOnlyJob bound = new OwnerOnlyJob(elector, job);
        elector.addListener(bound);
        return bound;
    }

    /** An election without any address. */
    public static VirtualRouterConfig election(String networkInterface, int priority) {
        return VirtualRouterConfig.builder("invoices")
                .networkInterface(networkInterface)
                .family(AddressFamily.IPV4)
                .vrid(20)
                .priority(priority)
                .build();
    }

    /** Runs the job if this node is the one that must. An exception of the job is logged: the next run may succeed. */
    @Override
    public void run() {
        CompletableFuture<Void> thisRun = new CompletableFuture<>();
        synchronized (this) {
            if (releasing || !elector.isActive()) {
                return;
            }
            lastRun = thisRun;
        }
        try {
            job.run();
        } catch (RuntimeException e) {
            log.error("the job failed", e);
        } finally {
            thisRun.complete(null);
        }
    }

    @Override
    public synchronized CompletionStage<?> onReleasing(Releasing why) {
        releasing = true;
        return lastRun;
    }

    @Override
    public synchronized void onTransition(Transition transition) {
        releasing = false;
    }

    /** Usage: {@code OwnerOnlyJob INTERFACE PRIORITY}, on two nodes or more. */
    public static void main(String[] arguments) {
        VipHost host = VipHost.open(LinuxVipPlatform.create()).closeAtShutdown();
        VipElector elector = host.start(election(arguments[0], Integer.parseInt(arguments[1])));
        Runnable job = OwnerOnlyJob.of(elector, () -> log.info("this node writes the invoices"));
        var unused = Executors.newSingleThreadScheduledExecutor().scheduleAtFixedRate(job, 0, 10, TimeUnit.SECONDS);
    }
}
