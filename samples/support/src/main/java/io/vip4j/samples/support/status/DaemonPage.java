/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.support.status;

import io.netty.util.NetUtil;
import io.vip4j.event.AnomalyEvent;
import io.vip4j.event.Transition;
import io.vip4j.event.VipListener;
import io.vip4j.samples.support.http.PageContent;
import io.vip4j.samples.support.http.PageServer;
import io.vip4j.samples.support.http.PageSettings;
import io.vip4j.spi.PlatformException;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The status page of a daemon, if it has one: a listener that tells the page at once what has happened. */
public final class DaemonPage implements VipListener, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(DaemonPage.class);

    private final Optional<PageSettings> settings;
    private final StatusJson status;
    private final PageControl control;
    private final Map<String, Supplier<byte[]>> documents;

    private volatile @Nullable PageServer server; // Written by the main thread.

    /**
     * A page that is not served yet.
     *
     * @param settings empty: it never is
     * @param documents what can be had besides, by name; made on threads of their own
     */
    public DaemonPage(
            Optional<PageSettings> settings,
            StatusJson status,
            Control control,
            Map<String, Supplier<byte[]>> documents) {
        this.settings = settings;
        this.status = status;
        this.control = new PageControl(control);
        this.documents = documents;
    }

    /**
     * Serves the page from now on.
     *
     * @throws PlatformException if the address cannot be listened at
     */
    public DaemonPage open() {
        settings.ifPresent(wanted -> {
            String writes = wanted.token().isPresent() ? "token" : "off";
            server = PageServer.open(wanted, new PageContent(() -> status.pageDocument(writes), control, documents));
        });
        return this;
    }

    /** Tells people where it is. */
    public void describe() {
        url().ifPresent(url -> LOG.info("status page: {}", url));
    }

    /** Where browsers find it; empty: it is not served. */
    public Optional<String> url() {
        return Optional.ofNullable(server)
                .map(running -> "http://" + NetUtil.toSocketAddressString(running.address()) + "/");
    }

    @Override
    public void onTransition(Transition transition) {
        changed();
    }

    @Override
    public void onAnomaly(AnomalyEvent event) {
        changed();
    }

    /** There is something new to show. */
    public void changed() {
        PageServer running = server;
        if (running != null) {
            running.changed();
        }
    }

    @Override
    public void close() {
        PageServer running = server;
        if (running != null) {
            running.close();
        }
    }
}
