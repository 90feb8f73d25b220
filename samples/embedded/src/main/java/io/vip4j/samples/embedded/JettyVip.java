/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.embedded;

import io.vip4j.VipHost;
import io.vip4j.config.VirtualRouterConfig;
import io.vip4j.event.VipListener;
import io.vip4j.health.HealthCheck;
import io.vip4j.health.OnFailure;
import io.vip4j.linux.LinuxVipPlatform;
import io.vip4j.probe.Probe;
import io.vip4j.spi.VipPlatform;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.component.LifeCycle;
import org.eclipse.jetty.util.thread.ThreadPool;

/**
 * Gives a Jetty server a virtual address for as long as it runs: claimed when its connectors listen, given away before it
 * begins to stop. A server that cannot have it fails to start.
 */
public final class JettyVip implements LifeCycle.Listener {

    private final Supplier<VipPlatform> platform;
    private final VirtualRouterConfig router;
    private final VipListener[] listeners;

    // Written by the thread that starts and stops the server.
    private Optional<VipHost> host = Optional.empty();

    /** For {@link Server#addEventListener}; the platform is opened at each start of the server. */
    public JettyVip(Supplier<VipPlatform> platform, VirtualRouterConfig router, VipListener... listeners) {
        this.platform = platform;
        this.router = router;
        this.listeners = listeners.clone();
    }

    @Override
    public void lifeCycleStarted(LifeCycle server) {
        VipHost opened = VipHost.open(platform.get());
        host = Optional.of(opened);
        opened.start(router, listeners);
    }

    @Override
    public void lifeCycleStopping(LifeCycle server) {
        close();
    }

    @Override
    public void lifeCycleFailure(LifeCycle server, Throwable cause) {
        close();
    }

    private void close() {
        host.ifPresent(VipHost::close);
        host = Optional.empty();
    }

    /** A pool without a free thread: another node would answer sooner. */
    static HealthCheck threadsOf(ThreadPool pool) {
        Probe probe = timeout -> pool.isLowOnThreads()
                ? Probe.Result.unhealthy("no idle thread of " + pool.getThreads())
                : Probe.Result.healthy(pool.getIdleThreads() + " idle threads");
        return HealthCheck.of(probe).every(Duration.ofMillis(500)).fall(3);
    }

    /** Usage: {@code JettyVip INTERFACE ADDRESS/PREFIX PORT}, on two nodes or more. */
    public static void main(String[] arguments) throws Exception {
        Server server = new Server(Integer.parseInt(arguments[2]));
        server.setHandler(new GracefulHandler(new Handler.Abstract() {
            @Override
            public boolean handle(Request request, Response response, Callback callback) {
                Content.Sink.write(response, true, "hello\n", callback);
                return true;
            }
        }));
        server.setStopTimeout(5000);
        server.setStopAtShutdown(true);
        server.addEventListener(new JettyVip(
                LinuxVipPlatform::create,
                VirtualRouterConfig.builder("web")
                        .networkInterface(arguments[0])
                        .vrid(10)
                        .address(arguments[1])
                        .check("threads", threadsOf(server.getThreadPool()), OnFailure.weight(-20))
                        .build()));
        server.start();
        server.join();
    }
}
