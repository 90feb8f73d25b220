/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.vipd;

import io.vip4j.VipElector;
import io.vip4j.VipHost;
import io.vip4j.config.VirtualRouterConfig;
import io.vip4j.event.VipListener;
import io.vip4j.spi.PlatformException;
import io.vip4j.vrrp.ConfigurationException;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The running electors of the host by name. Started and stopped by one thread; read by any. */
final class Routers {

    private static final Logger LOG = LoggerFactory.getLogger(Routers.class);

    private final VipHost host;
    private final VipListener[] listeners;

    // A new map for each change, so that the status thread reads without a lock. Written by the main thread.
    private volatile Map<String, VipElector> electors = Map.of();

    Routers(VipHost host, List<VipListener> listeners) {
        this.host = host;
        this.listeners = listeners.toArray(VipListener[]::new);
    }

    /** The electors in the order of their start. */
    Collection<VipElector> electors() {
        return electors.values();
    }

    List<VirtualRouterConfig> configs() {
        return electors.values().stream().map(VipElector::config).toList();
    }

    /**
     * Starts a router and says so.
     *
     * @throws ConfigurationException if it contradicts a running one
     * @throws PlatformException if the host refuses it
     */
    void start(VirtualRouterConfig config) {
        LOG.info("{}", RouterDescription.of(config));
        VipElector started = host.start(config, listeners);
        Map<String, VipElector> changed = new LinkedHashMap<>(electors);
        changed.put(config.name(), started);
        electors = Collections.unmodifiableMap(changed);
    }

    /**
     * Stops, then starts. A router that the host refuses does not hinder the others; if an earlier form of it was
     * running, that one comes back.
     *
     * @return how many routers could not be started as wanted
     */
    int apply(ReloadPlan plan) {
        Map<String, VirtualRouterConfig> before = new LinkedHashMap<>();
        for (String name : plan.stop()) {
            VipElector elector = electors.get(name);
            if (elector != null) {
                before.put(name, elector.config());
                stop(name, elector);
            }
        }
        int failed = 0;
        for (VirtualRouterConfig config : plan.start()) {
            if (!tryStart(config)) {
                failed++;
                VirtualRouterConfig earlier = before.get(config.name());
                if (earlier != null && tryStart(earlier)) {
                    LOG.warn("router {} runs on with its earlier configuration", config.name());
                }
            }
        }
        return failed;
    }

    private void stop(String name, VipElector elector) {
        LOG.info("router {}: stops", name);
        elector.close();
        Map<String, VipElector> changed = new LinkedHashMap<>(electors);
        changed.remove(name);
        electors = Collections.unmodifiableMap(changed);
    }

    private boolean tryStart(VirtualRouterConfig config) {
        try {
            start(config);
            return true;
        } catch (ConfigurationException | PlatformException e) {
            LOG.error("router {} cannot start: {}", config.name(), e.getMessage());
            return false;
        }
    }
}
