/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.driver;

import io.vip4j.config.HostConfig;
import io.vip4j.config.VirtualRouterConfig;
import io.vip4j.driver.checks.HostChecks;
import io.vip4j.driver.checks.WatchedHealth;
import io.vip4j.event.ChangeReport;
import io.vip4j.event.HealthChange;
import io.vip4j.event.Lateness;
import io.vip4j.event.VipListener;
import io.vip4j.flight.FlightLog;
import io.vip4j.health.HealthCheck;
import io.vip4j.machine.VirtualRouterMachine;
import io.vip4j.spi.PlatformException;
import io.vip4j.spi.VipPlatform;
import io.vip4j.vrrp.ConfigurationException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All virtual routers of one platform. Used on its loop, except where a method says otherwise. */
public final class HostDriver {

    private static final Logger log = LoggerFactory.getLogger(HostDriver.class);

    private final VipPlatform platform;
    private final HostScope scope;
    private final Segments segments;
    private final Groups groups;
    private final Map<RouterKey, ElectorDriver> electors = new LinkedHashMap<>();
    private final VirtualAddresses virtualAddresses = new VirtualAddresses(electors.values());
    private final Set<WatchedHealth> watches = new LinkedHashSet<>();
    private CompletableFuture<?> lastChange = CompletableFuture.completedFuture(null);
    private @Nullable WarmUp warmUp;
    private boolean closing;

    private HostDriver(VipPlatform platform, boolean silent, Stepper stepper) {
        this.platform = platform;
        this.scope = new HostScope(
                platform,
                new HoldingClaims(),
                new GateClaims(),
                new RenewalRhythm(),
                new Pacers(platform.loop()),
                virtualAddresses,
                stepper,
                new HostChecks(platform),
                new Punctuality(platform.loop(), new AllRouters()),
                new DeviceNames(platform.processDevices()),
                new PeerGreeters(platform),
                silent);
        this.segments = new Segments(scope);
        this.groups = new Groups(scope);
    }

    /** A host without routers. Any thread. */
    public static HostDriver open(VipPlatform platform) {
        return new HostDriver(platform, false, VirtualRouterMachine::step);
    }

    /** A host that neither logs its events nor warms its platform up. */
    static HostDriver silent(VipPlatform platform) {
        return silent(platform, VirtualRouterMachine::step);
    }

    /** A silent host whose routers run with another state machine. */
    static HostDriver silent(VipPlatform platform, Stepper stepper) {
        return new HostDriver(platform, true, stepper);
    }

    /**
     * Starts a router.
     *
     * @throws ConfigurationException if its name and family, or its VRID on that interface and family, is taken
     * @throws PlatformException if the interface does not exist or the socket cannot be opened
     * @throws IllegalStateException if {@link #closeAll} has been asked for
     */
    public ElectorDriver start(VirtualRouterConfig config) {
        requireOpen();
        if (electors.containsKey(RouterKey.of(config))) {
            throw new ConfigurationException("name must be unique on a host and family: '" + config.name()
                    + "' is running with " + config.family());
        }
        for (ElectorDriver other : electors.values()) {
            VirtualRouterConfig running = other.config();
            if (running.networkInterface().equals(config.networkInterface())
                    && running.family() == config.family()
                    && running.vrid().equals(config.vrid())) {
                throw new ConfigurationException("vrid must be unique on interface " + config.networkInterface()
                        + " and family " + config.family() + ": " + config.vrid() + " is running");
            }
        }
        List<VirtualRouterConfig> all = new ArrayList<>(List.of(config));
        electors.values().forEach(other -> all.add(other.config()));
        HostConfig.requireBindings(all);
        warmUpBefore(List.of(config));
        Newcomer newcomer = prepare(config);
        newcomer.admit();
        newcomer.elector().begin();
        return newcomer.elector();
    }

    /** As {@link #start}, after the changes that are under way. */
    public CompletableFuture<ElectorDriver> startInTurn(VirtualRouterConfig config, List<VipListener> listeners) {
        return inTurn(() -> {
            ElectorDriver started = start(config);
            // In the same turn: at most one transition has happened, and it is replayed.
            listeners.forEach(started::addListener);
            return CompletableFuture.completedFuture(started);
        });
    }

    /**
     * Runs what is wanted from now on, and nothing else; after the changes that are under way.
     *
     * @param listeners of the routers that are started or restarted
     */
    public CompletableFuture<ChangeReport> apply(HostConfig wanted, List<VipListener> listeners) {
        return inTurn(() -> {
            requireOpen();
            warmUpBefore(wanted.routers());
            return new HostChange(this, wanted, listeners).run();
        });
    }

    /**
     * Changes one router, whose identity stays; after the changes that are under way.
     *
     * @throws ConfigurationException through the future, if its identity is another
     */
    public CompletableFuture<ChangeReport> update(ElectorDriver elector, VirtualRouterConfig next) {
        return inTurn(() -> {
            requireOpen();
            if (elector.isClosing()) {
                throw new IllegalStateException(elector.config().name() + " is closed");
            }
            if (!next.hasIdentityOf(elector.config())) {
                throw new ConfigurationException("name, networkInterface, family, vrid, version, virtualMac and"
                        + " binding of '" + elector.config().name()
                        + "' must stay: only VipHost.apply starts it anew with others");
            }
            List<VirtualRouterConfig> routers = new ArrayList<>();
            electors.values().forEach(other -> routers.add(other == elector ? next : other.config()));
            return new HostChange(this, new HostConfig(routers, groups.configs(), segments.unknownVrids()), List.of())
                    .run();
        });
    }

    private <T> CompletableFuture<T> inTurn(Supplier<CompletableFuture<T>> work) {
        CompletableFuture<T> result = lastChange.handle((before, failure) -> 0).thenCompose(unused -> work.get());
        lastChange = result;
        return result;
    }

    /** The routers that run, in the order of their start. */
    public List<ElectorDriver> electors() {
        return List.copyOf(electors.values());
    }

    /** Routers of this host run with other settings. */
    void settingsChanged() {
        scope.punctuality().follow();
    }

    Groups groups() {
        return groups;
    }

    Segments segments() {
        return segments;
    }

    boolean isClosing() {
        return closing;
    }

    /** Logs something off the loop. */
    void warn(String where, String text) {
        new ListenerDispatch(where, platform.listenerExecutor(), platform.workExecutor())
                .log(() -> log.warn("vip {} {}", where, text));
    }

    Optional<ElectorDriver> find(RouterKey key) {
        return Optional.ofNullable(electors.get(key));
    }

    private void requireOpen() {
        if (closing) {
            throw new IllegalStateException("the VipHost is closed");
        }
    }

    /**
     * Plays elections in memory with settings like these, once in a JVM for each version. Waits for the beginning where the
     * first takeover may come soon: a few hundred milliseconds in a cold JVM, and much longer where many processes
     * start. On the thread of the caller, before the loop is asked.
     */
    public void rehearse(Collection<VirtualRouterConfig> configs) {
        Rehearsal.play(configs);
    }

    private void warmUpBefore(Collection<VirtualRouterConfig> starting) {
        if (scope.silent()) {
            return;
        }
        if (warmUp == null) {
            warmUp = WarmUp.begin(platform);
        }
        warmUp.before(starting);
    }

    /**
     * Gets everything ready that a new router needs and that can fail; it does nothing yet.
     *
     * @throws PlatformException if the host refuses it
     */
    Newcomer prepare(VirtualRouterConfig config) {
        Segment segment = segments.take(config);
        Newcomer newcomer = new Newcomer(new ElectorDriver(config, segment, scope), segment);
        try {
            segment.join(config);
            newcomer.elector().watch();
            return newcomer;
        } catch (RuntimeException e) {
            newcomer.dismiss();
            throw e;
        }
    }

    /** A router that is ready but not part of the host yet. */
    final class Newcomer {

        private final ElectorDriver elector;
        private final Segment segment;

        private Newcomer(ElectorDriver elector, Segment segment) {
            this.elector = elector;
            this.segment = segment;
        }

        ElectorDriver elector() {
            return elector;
        }

        /** Makes it part of the host. It begins with {@link ElectorDriver#begin}. */
        void admit() {
            if (!scope.silent()) {
                elector.addListener(new EventLog());
            }
            segment.add(elector);
            electors.put(RouterKey.of(elector.config()), elector);
            virtualAddresses.changed();
            scope.punctuality().follow();
            var unused = elector.whenClosed().thenRun(() -> forget(elector, segment));
        }

        /** It never was. */
        void dismiss() {
            var unused = elector.close();
            segments.giveBack(segment);
        }
    }

    /** The longest time that the listeners of a router may take before its addresses go. */
    public Duration longestDrain() {
        return electors.values().stream()
                .map(elector -> elector.config().release().drain())
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
    }

    /** Closes one router; the future completes when it has released its addresses. */
    public CompletableFuture<Void> close(ElectorDriver elector) {
        groups.leave(elector);
        return elector.close();
    }

    /** Closes every router; the future completes when all have released their addresses. */
    public CompletableFuture<Void> closeAll() {
        closing = true;
        if (warmUp != null) {
            warmUp.end();
        }
        groups.clear();
        List<CompletableFuture<Void>> drains = new ArrayList<>();
        List<CompletableFuture<Void>> closes = new ArrayList<>();
        for (ElectorDriver elector : List.copyOf(electors.values())) {
            closes.add(elector.close());
            drains.add(elector.whenDrained());
        }
        var unused = CompletableFuture.allOf(drains.toArray(CompletableFuture[]::new))
                .thenRun(this::endChecks); // Those of the routers have ended.
        return CompletableFuture.allOf(closes.toArray(CompletableFuture[]::new));
    }

    private void endChecks() {
        List.copyOf(watches).forEach(WatchedHealth::end);
        scope.checks().close();
    }

    /**
     * Runs a check for the application.
     *
     * @param listener called on the listener thread
     * @throws IllegalStateException if {@link #closeAll} has been asked for
     */
    public WatchedHealth watch(String name, HealthCheck check, Consumer<HealthChange> listener) {
        requireOpen();
        WatchedHealth watch = new WatchedHealth(name, check, scope.checks(), listener, watches::remove);
        watches.add(watch);
        watch.start();
        return watch;
    }

    private void forget(ElectorDriver elector, Segment segment) {
        electors.remove(RouterKey.of(elector.config()), elector);
        virtualAddresses.changed();
        segment.remove(elector);
        segments.giveBack(segment);
        scope.punctuality().follow();
    }

    /** How late the loop was since the host was opened. */
    public Lateness lateness() {
        return scope.punctuality().lateness();
    }

    /** Whom it concerns that the loop is late. */
    private final class AllRouters implements Punctuality.Concerned {

        @Override
        public long shortestIntervalNanos() {
            long shortest = 0;
            for (ElectorDriver elector : electors.values()) {
                long interval = elector.config().advertisementInterval().nanos();
                shortest = shortest == 0 ? interval : Math.min(shortest, interval);
            }
            return shortest;
        }

        @Override
        public void late(long latenessNanos) {
            if (!scope.silent()) {
                FlightLog.late(latenessNanos, Punctuality.thresholdNanos(shortestIntervalNanos()));
            }
            electors.values().forEach(elector -> elector.late(latenessNanos));
        }

        @Override
        public void suspended(long nanos) {
            if (!scope.silent()) {
                FlightLog.suspended(nanos);
            }
            electors.values().forEach(elector -> elector.suspended(nanos));
        }
    }
}
