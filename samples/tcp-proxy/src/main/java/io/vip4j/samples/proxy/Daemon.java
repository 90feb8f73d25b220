/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.proxy;

import io.vip4j.samples.proxy.config.ConfigFile;
import io.vip4j.samples.proxy.config.ProxyConfig;
import io.vip4j.samples.support.status.StatusServer;
import io.vip4j.simulation.SimulatedLan;
import io.vip4j.spi.PlatformException;
import io.vip4j.spi.VipPlatform;
import io.vip4j.vrrp.ConfigurationException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One run in the foreground: from the start to the signal that ends it. */
final class Daemon {

    private static final Logger LOG = LoggerFactory.getLogger(Daemon.class);

    private final Surroundings surroundings;
    private final Path file;
    private final Optional<ProxyEvents> events;
    private final Optional<Path> stats;

    private final Semaphore wake = new Semaphore(0);
    private final AtomicBoolean reloadAsked = new AtomicBoolean();
    private final AtomicBoolean stopAsked = new AtomicBoolean();

    Daemon(Surroundings surroundings, Path file, Optional<ProxyEvents> events, Optional<Path> stats) {
        this.surroundings = surroundings;
        this.file = file;
        this.events = events;
        this.stats = stats;
    }

    /**
     * Runs until a signal ends it.
     *
     * @return the exit code
     * @throws PlatformException if the host refuses the start; nothing is left behind
     */
    int run(ProxyConfig config) {
        surroundings.signals().on("TERM", () -> ask(stopAsked));
        surroundings.signals().on("INT", () -> ask(stopAsked));
        surroundings.signals().on("HUP", () -> ask(reloadAsked));
        try (ProxyPage page = new ProxyPage(config.page(), file).open();
                Proxy proxy = Proxy.start(config, platform(config), listeners(page));
                StatusServer figures = stats.map(socket -> StatusServer.open(socket, proxy::statistics))
                        .orElse(null)) {
            LOG.debug("figures: {}", figures == null ? "not served" : figures);
            LOG.info("{}: {}", file, CheckCommand.summary(config));
            page.show(proxy);
            page.describe();
            while (!stopAsked.get()) {
                wake.acquire();
                wake.drainPermits();
                if (reloadAsked.getAndSet(false) && !stopAsked.get()) {
                    reload(proxy);
                    page.show(proxy);
                }
            }
            LOG.info(
                    "stopping: connections have up to {} ms",
                    proxy.config().drain().toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            LOG.warn("interrupted");
        }
        LOG.info("stopped");
        return ExitCodes.OK;
    }

    private ProxyEvents[] listeners(ProxyPage page) {
        return Stream.concat(events.stream(), Stream.of(page)).toArray(ProxyEvents[]::new);
    }

    /** A proxy that owns no address needs no privileges: its checks run on a LAN in memory without routers. */
    private VipPlatform platform(ProxyConfig config) {
        return config.vip().routers().isEmpty()
                ? SimulatedLan.realTime().node("this").platform()
                : surroundings.platform().get();
    }

    private void ask(AtomicBoolean what) {
        what.set(true);
        wake.release();
    }

    private void reload(Proxy proxy) {
        ConfigFile read = ConfigFile.load(file);
        if (read.config().isEmpty()) {
            read.faults().forEach(fault -> LOG.error("{}", fault));
            LOG.error("reload refused, everything runs on as it was");
            return;
        }
        ProxyConfig next = read.config().get();
        if (proxy.config().vip().routers().isEmpty() != next.vip().routers().isEmpty()) {
            LOG.error("reload refused, everything runs on as it was: a vip section comes and goes with a restart");
            return;
        }
        try {
            proxy.reload(next);
            LOG.info("reload of {}: {}", file, CheckCommand.summary(next));
        } catch (ConfigurationException | PlatformException e) {
            LOG.error("reload refused, everything runs on as it was: {}", e.getMessage());
        }
    }
}
