/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.proxy;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vip4j.event.AnomalyEvent;
import io.vip4j.event.HealthChange;
import io.vip4j.event.Transition;
import io.vip4j.samples.proxy.pool.Server;
import io.vip4j.samples.support.http.PageSettings;
import io.vip4j.samples.support.status.Control;
import io.vip4j.samples.support.status.DaemonPage;
import io.vip4j.samples.support.status.StatusJson;
import io.vip4j.spi.PlatformException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The status page of a proxy, if it has one: its routers, and what goes through its listeners and pools. */
final class ProxyPage implements ProxyEvents, AutoCloseable {

    /** Where the figures are, as {@code tcp-proxy stats} prints them. */
    private static final String FIGURES = "statistics";

    private final StatusJson status;
    private final Control control = new Control();
    private final DaemonPage page;

    private volatile @Nullable Proxy proxy; // Written by the main thread.

    ProxyPage(Optional<PageSettings> settings, Path file) {
        this.status = new StatusJson(TcpProxy.version(), file);
        this.page = new DaemonPage(settings, status, control, Map.of(FIGURES, this::figures));
    }

    private byte[] figures() {
        Proxy running = proxy;
        return running == null ? "{}\n".getBytes(UTF_8) : running.statistics();
    }

    /**
     * Serves it from now on, at first without anything to see.
     *
     * @throws PlatformException if the address cannot be listened at
     */
    ProxyPage open() {
        page.open();
        return this;
    }

    /** Shows this proxy; called again when its configuration has changed. */
    void show(Proxy running) {
        proxy = running;
        status.show(
                running.host()::electors,
                running.host()::lateness,
                running.config().vip());
        status.showBesides(() -> ProxySections.of(running));
        control.show(running.host()::electors, running.config().vip());
        page.changed();
    }

    /** Tells people where it is. */
    void describe() {
        page.describe();
    }

    /** Where browsers find it; empty: it is not served. */
    Optional<String> url() {
        return page.url();
    }

    @Override
    public void onTransition(Transition transition) {
        page.changed();
    }

    @Override
    public void onAnomaly(AnomalyEvent event) {
        page.changed();
    }

    @Override
    public void onServer(Server server, HealthChange change) {
        page.changed();
    }

    @Override
    public void close() {
        page.close();
    }
}
