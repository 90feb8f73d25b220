/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.driver;

import io.vip4j.config.VirtualRouterConfig;
import io.vip4j.spi.PlatformException;
import io.vip4j.spi.VipPlatform;
import io.vip4j.vrrp.AddressFamily;
import io.vip4j.vrrp.ConfigurationException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All virtual routers of one platform. */
public final class HostDriver {

    private static final Logger log = LoggerFactory.getLogger(HostDriver.class);

    /** Where routers share a socket. */
    private record SegmentKey(String networkInterface, AddressFamily family) {}

    private final VipPlatform platform;
    private final Map<SegmentKey, Segment> segments = new HashMap<>();
    private final Map<String, ElectorDriver> electors = new LinkedHashMap<>();
    private final boolean silent;
    private boolean warm;
    private boolean closing;

    private HostDriver(VipPlatform platform, boolean silent) {
        this.platform = platform;
        this.silent = silent;
        this.warm = silent;
    }

    /** A host without routers. Any thread. */
    public static HostDriver open(VipPlatform platform) {
        return new HostDriver(platform, false);
    }

    /** A host that neither logs its transitions nor rehearses. */
    static HostDriver silent(VipPlatform platform) {
        return new HostDriver(platform, true);
    }

    /**
     * Starts a router.
     *
     * @throws ConfigurationException if its name, or its VRID on that interface and family, is taken
     * @throws PlatformException if the interface does not exist or the socket cannot be opened
     * @throws IllegalStateException if {@link #closeAll} has been asked for
     */
    public ElectorDriver start(VirtualRouterConfig config) {
        if (closing) {
            throw new IllegalStateException("the VipHost is closed");
        }
        if (electors.containsKey(config.name())) {
            throw new ConfigurationException("name must be unique on a host: '" + config.name() + "' is running");
        }
        SegmentKey key = new SegmentKey(config.networkInterface(), config.family());
        Segment existing = segments.get(key);
        if (existing != null && existing.has(config.vrid())) {
            throw new ConfigurationException("vrid must be unique on interface " + config.networkInterface()
                    + " and family " + config.family() + ": " + config.vrid() + " is running");
        }
        requireInterface(config.networkInterface());
        if (!warm) {
            warm = true;
            Rehearsal.play(config);
            platform.warmUp();
        }
        Segment segment =
                existing != null ? existing : new Segment(platform, config.networkInterface(), config.family());
        segments.put(key, segment);
        ElectorDriver elector = new ElectorDriver(config, segment, platform);
        if (!silent) {
            elector.addListener(transition -> log.info("{}", transition));
        }
        segment.add(elector);
        electors.put(config.name(), elector);
        try {
            elector.start(platform.interfaces());
        } catch (RuntimeException e) {
            // Its checks run already and must not outlive it.
            var unused = close(elector);
            throw e;
        }
        return elector;
    }

    private void requireInterface(String name) {
        List<String> names = platform.interfaces().names();
        if (!names.contains(name)) {
            throw new PlatformException("no network interface " + name + ": there are " + String.join(", ", names)
                    + "; correct the name, or create the interface first");
        }
    }

    /** Closes one router; the future completes when it has released its addresses. */
    public CompletableFuture<Void> close(ElectorDriver elector) {
        return elector.close().thenRun(() -> forget(elector));
    }

    /** Closes every router; the future completes when all have released their addresses. */
    public CompletableFuture<Void> closeAll() {
        closing = true;
        List<CompletableFuture<Void>> closes = new ArrayList<>();
        for (ElectorDriver elector : List.copyOf(electors.values())) {
            closes.add(close(elector));
        }
        return CompletableFuture.allOf(closes.toArray(CompletableFuture[]::new));
    }

    private void forget(ElectorDriver elector) {
        VirtualRouterConfig config = elector.config();
        if (!electors.remove(config.name(), elector)) {
            return;
        }
        SegmentKey key = new SegmentKey(config.networkInterface(), config.family());
        Segment segment = segments.get(key);
        if (segment == null) {
            return;
        }
        segment.remove(elector);
        if (segment.isEmpty()) {
            segments.remove(key);
            segment.close();
        }
    }
}
