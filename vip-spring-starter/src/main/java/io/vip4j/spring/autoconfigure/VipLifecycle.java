/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.spring.autoconfigure;

import io.vip4j.config.HostConfig;
import io.vip4j.event.ChangeReport;
import io.vip4j.health.CheckSource;
import io.vip4j.health.HealthCheck;
import io.vip4j.health.NamedCheck;
import io.vip4j.spi.PlatformException;
import io.vip4j.spring.VipConfigurationSource;
import io.vip4j.spring.VipPropertyException;
import io.vip4j.spring.VipRouters;
import io.vip4j.spring.health.ContributorProbe;
import io.vip4j.vrrp.ConfigurationException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Runs the virtual routers while the application is there for its clients: they are started when the web server listens,
 * and the addresses are released before it drains, so that no client is sent to a port that takes nothing. The phases are
 * those of Spring Boot 3.5 and 4: web server {@code DEFAULT_PHASE - 2048}, graceful shutdown {@code DEFAULT_PHASE - 1024}.
 */
public final class VipLifecycle implements SmartLifecycle {

    /** Later than the web server when the application starts, earlier when it stops. */
    public static final int PHASE = DEFAULT_PHASE - 512;

    /** For the last events, before the beans that listen for them are destroyed. */
    private static final Duration LISTENERS_LIMIT = Duration.ofSeconds(5);

    private static final Logger LOG = LoggerFactory.getLogger(VipLifecycle.class);

    private final VipRouters routers;
    private final VipConfigurationSource source;
    private final int phase;
    private final AtomicReference<Optional<HostConfig>> firstConfig;

    private volatile boolean running; // Written under the lock of this object.

    /**
     * Reads the configuration at once, so that a wrong one ends the start before anything listens.
     *
     * @param phase {@link #PHASE}, or another one
     */
    public VipLifecycle(VipRouters routers, VipConfigurationSource source, int phase) {
        this.routers = routers;
        this.source = source;
        this.phase = phase;
        this.firstConfig = new AtomicReference<>(Optional.of(source.load()));
    }

    @Override
    public synchronized void start() {
        if (running) {
            return;
        }
        HostConfig wanted = firstConfig.getAndSet(Optional.empty()).orElseGet(source::load);
        apply(wanted);
        running = true;
    }

    /**
     * Reads the configuration again and changes the routers in place. A configuration that is refused changes nothing:
     * everything runs on as it was, and the log says why. Does nothing before the start.
     */
    public synchronized void reload() {
        if (!running) {
            return;
        }
        try {
            ChangeReport report = apply(source.load());
            LOG.info(
                    "refresh of virtual routers: started {}, changed {}, restarted {}, stopped {}, untouched {}",
                    report.started(),
                    report.changed(),
                    report.restarted(),
                    report.stopped(),
                    report.untouched());
        } catch (ConfigurationException | VipPropertyException | PlatformException e) {
            LOG.error("refresh of virtual routers refused, everything runs on as it was: {}", e.getMessage());
        }
    }

    private ChangeReport apply(HostConfig wanted) {
        Stream.concat(
                        wanted.routers().stream().flatMap(router -> router.checks().stream()),
                        wanted.groups().stream().flatMap(group -> group.checks().stream()))
                .map(NamedCheck::check)
                .flatMap(check -> check.flattened().stream())
                .map(HealthCheck::source)
                .forEach(VipLifecycle::verify);
        return routers.apply(wanted);
    }

    private static void verify(CheckSource source) {
        if (source instanceof CheckSource.Blocking blocking && blocking.probe() instanceof ContributorProbe probe) {
            probe.verify();
        }
    }

    @Override
    public synchronized void stop() {
        if (!running) {
            return;
        }
        running = false;
        try {
            routers.stop(LISTENERS_LIMIT);
        } catch (PlatformException | IllegalStateException e) {
            LOG.warn("the addresses may not have been released: {}", e.getMessage());
        }
    }

    /** Releases on a thread of its own: the limit of the shutdown phase holds whatever the kernel does. */
    @Override
    public void stop(Runnable callback) {
        Thread releasing = new Thread(
                () -> {
                    try {
                        stop();
                    } finally {
                        callback.run();
                    }
                },
                "vip4j-release");
        releasing.setDaemon(true);
        releasing.start();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return phase;
    }
}
