/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.vipd;

import io.netty.util.NetUtil;
import io.vip4j.event.AnomalyEvent;
import io.vip4j.event.Transition;
import io.vip4j.event.VipListener;
import io.vip4j.samples.vipd.http.PageServer;
import io.vip4j.samples.vipd.http.PageSettings;
import io.vip4j.spi.PlatformException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The status page of a daemon, if it has one: a listener that tells the page at once what has happened. */
final class DaemonPage implements VipListener, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(DaemonPage.class);

    private final Optional<PageSettings> settings;
    private final StatusJson status;
    private final PageControl control;

    private volatile @Nullable PageServer server; // Written by the main thread.

    DaemonPage(Optional<PageSettings> settings, StatusJson status, Control control) {
        this.settings = settings;
        this.status = status;
        this.control = new PageControl(control);
    }

    /**
     * Serves the page from now on.
     *
     * @throws PlatformException if the address cannot be listened at
     */
    DaemonPage open() {
        settings.ifPresent(wanted -> {
            String writes = wanted.token().isPresent() ? "token" : "off";
            server = PageServer.open(wanted, () -> status.pageDocument(writes), control);
        });
        return this;
    }

    /** Tells people where it is. */
    void describe() {
        url().ifPresent(url -> LOG.info("status page: {}", url));
    }

    /** Where browsers find it; empty: it is not served. */
    Optional<String> url() {
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
    void changed() {
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
