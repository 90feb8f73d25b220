/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.vipd;

import io.vip4j.VipHost;
import io.vip4j.config.HostConfig;
import io.vip4j.config.VirtualRouterConfig;
import io.vip4j.event.ChangeReport;
import io.vip4j.event.VipListener;
import io.vip4j.keepalived.InitialFile;
import io.vip4j.keepalived.Options;
import io.vip4j.samples.support.http.PageSettings;
import io.vip4j.samples.support.status.Control;
import io.vip4j.samples.support.status.ControlServer;
import io.vip4j.samples.support.status.DaemonPage;
import io.vip4j.samples.support.status.StatusJson;
import io.vip4j.samples.support.status.StatusServer;
import io.vip4j.samples.vipd.service.ServiceManager;
import io.vip4j.spi.PlatformException;
import io.vip4j.spi.VipPlatform;
import io.vip4j.vrrp.ConfigurationException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One run in the foreground: from the first router to the signal that ends it. */
final class Daemon {

    private static final Logger LOG = LoggerFactory.getLogger(Daemon.class);

    /** The host bounds its own close; this is for the thread that waits for another one to close it, besides the drain. */
    private static final Duration STOP_LIMIT = Duration.ofSeconds(20);

    private final Surroundings surroundings;
    private final Path file;
    private final Options options;
    private final ProtectionOptions protection;
    private final Optional<Path> statusSocket;
    private final Notifications notifications;
    private final VipListener[] listeners;
    private final StatusJson status;
    private final Control control = new Control();
    private final DaemonPage page;

    private final Semaphore wake = new Semaphore(0);
    private final AtomicBoolean reloadAsked = new AtomicBoolean();
    private final AtomicBoolean stopAsked = new AtomicBoolean();
    private final CountDownLatch released = new CountDownLatch(1);

    // Written by the main thread, read by the threads of signals.
    private volatile ServiceManager manager = ServiceManager.NONE;
    private volatile @Nullable VipHost host;
    private volatile Duration longestDrain = Duration.ZERO;
    private volatile boolean releaseFailed;

    Daemon(
            Surroundings surroundings,
            Path file,
            Options options,
            ProtectionOptions protection,
            Optional<Path> statusSocket,
            Optional<PageSettings> pageSettings,
            Optional<EventPrinter> events) {
        this.surroundings = surroundings;
        this.file = file;
        this.options = options;
        this.protection = protection;
        this.statusSocket = statusSocket;
        this.notifications = new Notifications();
        this.status = new StatusJson(Vipd.version(), file);
        this.page = new DaemonPage(pageSettings, status, control, Map.of());
        this.listeners = Stream.concat(
                        events.stream(), Stream.of(notifications.listener(), page, transition -> wake.release()))
                .toArray(VipListener[]::new);
    }

    /**
     * Runs until a signal ends it.
     *
     * @return the exit code
     * @throws PlatformException if the host refuses the start; nothing is left behind
     * @throws ConfigurationException if an option does not go with a router of the file; nothing is started
     */
    int run(ConfigFile config) {
        HostConfig wanted = protection.applyTo(config.wanted());
        writeInitialFiles(config);
        surroundings.signals().on("TERM", () -> stop("SIGTERM"));
        surroundings.signals().on("INT", () -> stop("SIGINT"));
        surroundings.signals().on("HUP", this::askForReload);
        try (ServiceManager told = ServiceManager.of(surroundings.environment());
                StatusServer server = statusSocket
                        .map(socket -> StatusServer.open(socket, status::document))
                        .orElse(null);
                ControlServer commands = statusSocket
                        .map(socket -> ControlServer.open(ControlServer.besides(socket), control::answer))
                        .orElse(null);
                DaemonPage served = page.open();
                Notifications running = notifications;
                VipHost opened = open(told)) {
            running.begin(opened, config.content());
            opened.closeAtShutdown(); // For every end that is no signal.
            host = opened; // Before stopAsked is read: whichever of the two threads is second closes it.
            show(opened, wanted);
            describe(wanted.routers());
            if (!stopAsked.get()) {
                opened.apply(wanted, listeners);
            }
            served.describe();
            serve(opened, wanted, server, commands);
        } catch (IllegalStateException e) {
            if (!stopAsked.get()) {
                throw e;
            }
            LOG.debug("the host was closed during a start: {}", e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            LOG.warn("interrupted: addresses are released");
        }
        return leave();
    }

    private VipHost open(ServiceManager told) {
        manager = told;
        VipPlatform platform = surroundings.platform().get();
        told.watch(platform.loop());
        return VipHost.open(platform);
    }

    private void show(VipHost opened, HostConfig wanted) {
        status.show(opened::electors, opened::lateness, wanted);
        control.show(opened::electors, wanted);
        longestDrain = wanted.routers().stream()
                .map(router -> router.release().drain())
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
    }

    private void serve(
            VipHost opened, HostConfig started, @Nullable StatusServer server, @Nullable ControlServer commands)
            throws InterruptedException {
        if (server != null && !stopAsked.get()) {
            LOG.info("status is served at {}, commands are taken at {}", server, commands);
        }
        HostConfig running = started;
        tellRoles(opened);
        manager.ready();
        while (!stopAsked.get()) {
            wake.acquire();
            wake.drainPermits();
            if (reloadAsked.getAndSet(false) && !stopAsked.get()) {
                manager.reloading();
                running = reload(opened, running);
                manager.ready();
            }
            tellRoles(opened);
        }
        // The signal's thread releases the addresses; the rest of the process waits for it.
        if (!released.await(STOP_LIMIT.plus(longestDrain).toMillis(), TimeUnit.MILLISECONDS)) {
            releaseFailed = true;
        }
    }

    private void tellRoles(VipHost opened) {
        if (!manager.listens() || stopAsked.get()) {
            return;
        }
        try {
            manager.status(Roles.of(opened.electors()).toString());
        } catch (PlatformException e) {
            manager.status(String.valueOf(e.getMessage()));
        } catch (IllegalStateException e) {
            LOG.debug("closed meanwhile, nothing to tell: {}", e.getMessage());
        }
    }

    /** Releases on the calling thread, so that nothing the main thread is doing delays it. */
    private void stop(String why) {
        if (!stopAsked.compareAndSet(false, true)) {
            return;
        }
        manager.stopping(STOP_LIMIT.plus(longestDrain));
        VipHost current = host;
        try {
            if (current != null) {
                current.close();
            }
            notifications.close();
            LOG.info("stopped by {}", why);
        } catch (RuntimeException e) {
            releaseFailed = true;
            LOG.error("the addresses may not have been released: {}", e.getMessage());
        } finally {
            released.countDown();
            wake.release();
        }
    }

    private int leave() {
        try {
            if (stopAsked.get() && !released.await(STOP_LIMIT.plus(longestDrain).toMillis(), TimeUnit.MILLISECONDS)) {
                releaseFailed = true;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return releaseFailed ? ExitCodes.HOST : ExitCodes.OK;
    }

    private void askForReload() {
        reloadAsked.set(true);
        wake.release();
    }

    /** Returns what runs afterwards. */
    private HostConfig reload(VipHost opened, HostConfig running) {
        ConfigFile config = ConfigFile.load(file, options);
        config.diagnostics().forEach(surroundings.err()::println);
        if (!config.isUsable()) {
            LOG.error("reload refused, everything runs on as it was: {}: {}", file, config.summary());
            return running;
        }
        HostConfig wanted;
        try {
            wanted = protection.applyTo(config.wanted());
        } catch (ConfigurationException e) {
            LOG.error("reload refused, everything runs on as it was: {}: {}", file, e.getMessage());
            return running;
        }
        if (wanted.equals(running) && !notifications.differ(config.content())) {
            LOG.info("reload: nothing has changed in {}", file);
            return running;
        }
        notifications.beforeChange(config.content());
        try {
            ChangeReport report = opened.apply(wanted, listeners);
            notifications.afterChange(config.content());
            show(opened, wanted);
            LOG.info("reload of {}: {}", file, ReloadSummary.of(report));
            describe(wanted.routers().stream()
                    .filter(router -> !running.routers().contains(router))
                    .toList());
            return wanted;
        } catch (ConfigurationException | PlatformException e) {
            notifications.afterRefusal();
            LOG.error("reload of {} refused: {}", file, e.getMessage());
            return running;
        }
    }

    /** Only at the start, as keepalived: what an operator has written since then counts. */
    private static void writeInitialFiles(ConfigFile config) {
        for (InitialFile file : config.content().initialFiles()) {
            try {
                file.write();
            } catch (IOException e) {
                LOG.warn("{} cannot be written and counts as 0: {}", file.file(), e.getMessage());
            }
        }
    }

    private static void describe(List<VirtualRouterConfig> routers) {
        routers.forEach(router -> LOG.info("{}", RouterDescription.of(router)));
    }
}
