/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.driver;

import io.vip4j.config.Transport.Unicast;
import io.vip4j.config.VirtualRouterConfig;
import io.vip4j.driver.checks.CheckSet;
import io.vip4j.driver.checks.Conditions;
import io.vip4j.driver.checks.Handles;
import io.vip4j.driver.checks.PushedHealth;
import io.vip4j.event.CheckResult;
import io.vip4j.event.CheckStatus;
import io.vip4j.event.Trigger;
import io.vip4j.health.OnFailure;
import io.vip4j.spi.InterfaceMonitor;
import io.vip4j.spi.InterfaceMonitor.InterfaceState;
import io.vip4j.spi.Loop;
import io.vip4j.spi.NeighborAnnouncer;
import io.vip4j.spi.PlatformException;
import io.vip4j.vrrp.ConfigurationException;
import io.vip4j.vrrp.IpAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Everything that must hold for one elector to take part, and what it takes part with: its interface and socket, its
 * checks and tracked interfaces, its delays and setbacks.
 */
final class Participation {

    /** Hears about it, on the loop. */
    interface Listener {
        /** Something may be possible or impossible now, or the priority or source address may be another. */
        void changed(Trigger trigger);

        /** A check or handle has said something. */
        void answered(CheckResult result);

        /** An address has left an interface. */
        void addressRemoved(String networkInterface, IpAddress address);

        /** Something to tell the operator. */
        void warn(String text);
    }

    private final HostScope host;
    private final Loop loop;
    private final Segment segment;
    private final Listener listener;
    private final Conditions conditions = new Conditions();
    private final Handles handles;
    private final CheckSet checks;
    private final TrackedLinks trackedLinks;
    private final OwnInterface own;
    private final InterfaceWatches addressWatches;
    private final Setbacks setbacks;
    private final Home home;
    private final @Nullable VirtualMacLink virtualMac;
    private final @Nullable ProcessDeviceLink device;
    private final Loop.Alarm startup;

    // Written by the loop.
    private VirtualRouterConfig config;
    private InterfaceMonitor.@Nullable Watch watch;
    private long startupDueAtNanos;
    private boolean begun;
    private boolean startupOver;
    private boolean usable;

    Participation(VirtualRouterConfig config, Home home, HostScope host, Segment segment, Listener listener) {
        this.config = config;
        this.home = home;
        this.host = host;
        this.loop = host.platform().loop();
        this.segment = segment;
        this.listener = listener;
        Runnable healthChanged = () -> listener.changed(Trigger.HEALTH);
        this.handles = new Handles(config.name(), loop, conditions, listener::answered, healthChanged);
        this.checks = new CheckSet(host.checks(), config.name(), conditions, listener::answered, healthChanged);
        this.trackedLinks = new TrackedLinks(host.platform(), conditions, () -> listener.changed(Trigger.INTERFACE));
        this.own = new OwnInterface(config, host.virtualAddresses()::contains, loop, this::interfaceChanged);
        this.addressWatches = new InterfaceWatches(host.platform().interfaces(), listener::addressRemoved);
        this.setbacks = new Setbacks(loop, () -> listener.changed(Trigger.STARTUP));
        this.virtualMac = config.virtualMac().isPresent()
                ? new VirtualMacLink(host.platform(), config, () -> listener.changed(Trigger.INTERFACE))
                : null;
        this.device = home.device()
                .map(name -> new ProcessDeviceLink(
                        host.platform(), name, config.networkInterface(), () -> listener.changed(Trigger.INTERFACE)))
                .orElse(null);
        this.startup = loop.newAlarm(this::startupAlarm);
    }

    /** Watches every interface that counts. */
    void watch() {
        checks.run(config.checks(), false);
        watch = host.platform().interfaces().watch(config.networkInterface(), new InterfaceMonitor.Listener() {
            @Override
            public void changed(InterfaceState state) {
                own.see(state);
                if (virtualMac != null && begun) {
                    virtualMac.baseSeen(state.exists());
                }
                interfaceChanged();
            }

            @Override
            public void addressRemoved(IpAddress address) {
                // Told by the watch of the addresses.
            }
        });
        if (device != null) {
            device.watch(); // Before that of the addresses, so that it is made again before they are put back.
        }
        addressWatches.add(Holdings.of(config, home).interfaces());
        if (virtualMac != null) {
            virtualMac.watch();
        }
        trackedLinks.track(config.trackedInterfaces(), config.timing());
    }

    /** The start, from which delays count. */
    void begin() {
        begun = true;
        startupDueAtNanos = loop.nanoTime() + config.timing().startupDelay().toNanos();
        startupOver = config.timing().startupDelay().isZero();
        if (!startupOver) {
            startup.armAt(startupDueAtNanos);
        }
        if (virtualMac != null) {
            virtualMac.baseSeen(own.exists());
        }
        if (device != null) {
            device.begin();
        }
        checks.start();
        interfaceChanged();
    }

    /**
     * Refuses a configuration that this host cannot give at present.
     *
     * @throws ConfigurationException if a check has the name of a handle
     * @throws PlatformException if the host lacks something
     */
    void require(VirtualRouterConfig next) {
        for (var check : next.checks()) {
            if (conditions.knows(check.name()) && !checks.has(check.name())) {
                throw new ConfigurationException(
                        "check name must be unique in a virtual router: '" + check.name() + "' is a handle");
            }
        }
        if (own.problem().isEmpty() && own.primaryAddress(next).isEmpty()) {
            throw new PlatformException(OwnInterface.missingSource(next));
        }
        addressWatches.add(Holdings.of(next, home).interfaces());
    }

    /** Another configuration of the same identity is in force from now on. */
    void configure(VirtualRouterConfig next) {
        config = next;
        own.configure(next);
        checks.run(next.checks(), true);
        trackedLinks.track(next.trackedInterfaces(), next.timing());
        watchAddresses();
        checks.start();
    }

    /** Watches the interfaces of the addresses in force, and no others. */
    void watchAddresses() {
        addressWatches.set(Holdings.of(config, home).interfaces());
    }

    /**
     * A handle that is up.
     *
     * @throws IllegalArgumentException if a check or handle of this name exists
     */
    PushedHealth handle(String name, OnFailure onFailure) {
        return handles.add(name, onFailure);
    }

    List<CheckStatus> checks() {
        return conditions.checks();
    }

    Setbacks setbacks() {
        return setbacks;
    }

    int weight() {
        return conditions.weight();
    }

    /** What lowered {@link #weight} last. */
    String lastLoss() {
        return conditions.lastLoss();
    }

    Optional<IpAddress> primaryAddress() {
        return own.primaryAddress();
    }

    /** Whether an advertisement can leave this host. */
    boolean canSend() {
        return interfaceProblem().isEmpty();
    }

    /**
     * What keeps the elector from taking part, the interface first; empty if nothing does.
     *
     * @param checksCount whether a failed check does; false: it makes the router the last resort instead
     */
    Optional<String> obstacle(boolean checksCount) {
        return interfaceProblem()
                .or(() -> device == null ? Optional.empty() : device.problem())
                .or(this::startupProblem)
                .or(checksCount ? conditions::obstacle : conditions::obstacleBesidesChecks)
                .or(setbacks::obstacle);
    }

    /** The check or handle that has failed and releases; empty if none has. */
    Optional<String> failedCheck() {
        return conditions.failedCheck();
    }

    private Optional<String> interfaceProblem() {
        Optional<String> problem = own.problem();
        if (problem.isEmpty() && virtualMac != null) {
            problem = virtualMac.problem();
        }
        return problem.isEmpty() ? segment.problem() : problem;
    }

    private Optional<String> startupProblem() {
        return startupOver
                ? Optional.empty()
                : Optional.of(
                        "the startup delay of " + config.timing().startupDelay().toSeconds() + " s is not over");
    }

    private void startupAlarm() {
        if (!startupOver && loop.nanoTime() - startupDueAtNanos >= 0) {
            startupOver = true;
            listener.changed(Trigger.STARTUP);
        }
    }

    private void interfaceChanged() {
        boolean before = usable;
        usable = interfaceProblem().isEmpty();
        if (usable && !before && config.transport() instanceof Unicast) {
            announceOwnAddress();
        }
        listener.changed(Trigger.INTERFACE);
    }

    /** Peers across a switch that was restarted have forgotten where this host is, and unicast does not ask. */
    private void announceOwnAddress() {
        IpAddress source = own.primaryAddress().orElseThrow();
        try {
            host.platform().announcer().announce(config.networkInterface(), source, NeighborAnnouncer.Form.REQUEST);
        } catch (PlatformException e) {
            listener.warn("peers were not told of " + source + ": " + e.getMessage());
        }
    }

    void close() {
        handles.close();
        checks.close();
        trackedLinks.close();
        own.close();
        addressWatches.close();
        setbacks.close();
        startup.disarm();
        if (watch != null) {
            watch.close();
        }
    }

    /** Removes the interface with the virtual hardware address or the device of the process, if there is one. */
    CompletableFuture<Void> removeInterface() {
        if (device != null) {
            return device.close();
        }
        return virtualMac == null ? CompletableFuture.completedFuture(null) : virtualMac.close();
    }
}
