/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.simulation;

import io.vip4j.spi.InterfaceMonitor.InterfaceState;
import io.vip4j.spi.VipPlatform;
import io.vip4j.vrrp.AddressFamily;
import io.vip4j.vrrp.IpAddress;
import io.vip4j.vrrp.VirtualRoute;
import io.vip4j.vrrp.VirtualRule;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A host on a {@link SimulatedLan}: cables, a kernel with interfaces and addresses, and at most one process at a time.
 * Everything that can happen to a host can be done to it from here.
 */
public final class SimulatedNode {

    /** The name of the interface that every simulated host starts with. */
    public static final String INTERFACE = "eth0";

    private final SimulatedLan lan;
    private final Engine engine;
    private final String name;
    private final int number;
    private final SimulatedKernel kernel;
    private final SimulatedRoutes routes = new SimulatedRoutes();
    private final SimulatedGate gate;

    private volatile @Nullable SimulatedPlatform process;
    private volatile Optional<String> bindFailure = Optional.empty();
    private volatile Optional<String> unbindFailure = Optional.empty();
    private volatile Optional<String> sendFailure = Optional.empty();

    SimulatedNode(SimulatedLan lan, Engine engine, String name, int number) {
        this.lan = lan;
        this.engine = engine;
        this.name = name;
        this.number = number;
        this.gate = new SimulatedGate(engine);
        this.kernel = new SimulatedKernel(engine, new SimulatedKernel.Events() {
            @Override
            public void changed(InterfaceState state) {
                tellProcess(current -> current.interfaceChanged(state));
            }

            @Override
            public void addressRemoved(String networkInterface, IpAddress address) {
                tellProcess(current -> current.addressRemoved(networkInterface, address));
            }
        });
        addInterface(INTERFACE);
    }

    /**
     * Starts a process: a platform for one {@code VipHost}.
     *
     * @throws IllegalStateException if one is running; {@link #kill} it or close its host first
     */
    public VipPlatform platform() {
        if (isRunning()) {
            throw new IllegalStateException("simulated node " + name + " runs a process already");
        }
        gate.sweep();
        SimulatedPlatform started = new SimulatedPlatform(this, lan, engine);
        process = started;
        return started;
    }

    /** Whether a process runs on it, be it frozen. */
    public boolean isRunning() {
        SimulatedPlatform current = process;
        return current != null && !current.isEnded();
    }

    /** The name of the host. */
    public String name() {
        return name;
    }

    /** Its own IPv4 address on {@code eth0}. */
    public IpAddress address() {
        return address(INTERFACE, AddressFamily.IPV4);
    }

    /**
     * Its own address, the link-local one in IPv6; also while it has been removed.
     *
     * @throws IllegalStateException if the interface does not exist or never had one
     */
    public IpAddress address(String networkInterface, AddressFamily family) {
        return kernel.ownAddress(networkInterface, family)
                .orElseThrow(() -> new IllegalStateException(
                        networkInterface + " of " + name + " has no " + family + " address of its own"));
    }

    /** Whether an address is on one of its interfaces right now. */
    public boolean holds(IpAddress wanted) {
        return kernel.has(wanted);
    }

    /** Whether an address is on an interface right now. */
    public boolean holds(String networkInterface, IpAddress wanted) {
        return kernel.has(networkInterface, wanted);
    }

    /** Whether packets for an address pass right now: it is not guarded, or its gate is open. */
    public boolean passes(IpAddress wanted) {
        return gate.passes(wanted);
    }

    /** Whether the cable of {@code eth0} is in. */
    public boolean isPluggedIn() {
        return kernel.isUp(INTERFACE);
    }

    /** Pulls the cable of {@code eth0}: the interface loses its carrier. */
    public void unplug() {
        unplug(INTERFACE);
    }

    /** Puts the cable of {@code eth0} back. */
    public void plugIn() {
        plugIn(INTERFACE);
    }

    /** Pulls the cable of an interface that exists. */
    public void unplug(String networkInterface) {
        kernel.carrier(networkInterface, false);
    }

    /** Puts the cable of an interface that exists back. */
    public void plugIn(String networkInterface) {
        kernel.carrier(networkInterface, true);
    }

    /**
     * Makes an interface with a number that no other had before, plugged in, with addresses of its own: those that it
     * had if one of this name was there before.
     *
     * @throws IllegalStateException if there is one of this name
     */
    public void addInterface(String networkInterface) {
        kernel.addInterface(
                networkInterface,
                networkInterface,
                Optional.empty(),
                String.format("02:00:00:00:00:%02x", number),
                lan.addressesOn(networkInterface, number));
    }

    /**
     * Removes an interface with everything on it.
     *
     * @throws IllegalStateException if there is none of this name
     */
    public void removeInterface(String networkInterface) {
        if (!kernel.removeInterface(networkInterface)) {
            throw new IllegalStateException("no interface " + networkInterface + " on " + name);
        }
    }

    /** The names of its interfaces, in the order in which they were made. */
    public List<String> interfaceNames() {
        return kernel.names();
    }

    /** Replaces the own address of this family on {@code eth0}; the new one is there before the former one goes. */
    public void setAddress(IpAddress own) {
        setAddress(INTERFACE, own);
    }

    /** Replaces the own address of this family on an interface; the new one is there before the former one goes. */
    public void setAddress(String networkInterface, IpAddress own) {
        kernel.setOwnAddress(networkInterface, own);
    }

    /** Adds an address as a person with {@code ip address add} would. */
    public void addAddress(String networkInterface, IpAddress added) {
        kernel.addAddress(networkInterface, added);
    }

    /** Removes an address, be it virtual or its own, as a person with {@code ip address del} would. */
    public void removeAddress(IpAddress gone) {
        kernel.removeAddress(gone);
    }

    /** The routes that its processes have added and not removed. */
    public List<VirtualRoute> routes() {
        return routes.routes();
    }

    /** The policy rules that its processes have added and not removed. */
    public List<VirtualRule> rules() {
        return routes.rules();
    }

    /** Stops the process as SIGSTOP does; the kernel goes on. What arrives waits until {@link #thaw}. */
    public void freeze() {
        SimulatedPlatform current = process;
        if (current != null) {
            current.process().freeze();
        }
    }

    /** Lets a frozen process go on: it first reads what has arrived, then looks at its alarms. */
    public void thaw() {
        SimulatedPlatform current = process;
        if (current != null) {
            current.process().thaw();
        }
    }

    /** Ends the process as SIGKILL does: it says nothing, and only the kernel can remove its addresses. */
    public void kill() {
        SimulatedPlatform current = process;
        if (current != null) {
            current.end();
        }
    }

    /**
     * Lets every bind and renewal fail with this reason until {@link #letBindsSucceed}.
     *
     * @param reason as the kernel would give it
     */
    public void failBinds(String reason) {
        bindFailure = Optional.of(reason);
    }

    /** Ends {@link #failBinds}. */
    public void letBindsSucceed() {
        bindFailure = Optional.empty();
    }

    /**
     * Lets every removal of addresses by the process fail with this reason until {@link #letUnbindsSucceed}; they stay.
     *
     * @param reason as the kernel would give it
     */
    public void failUnbinds(String reason) {
        unbindFailure = Optional.of(reason);
    }

    /** Ends {@link #failUnbinds}. */
    public void letUnbindsSucceed() {
        unbindFailure = Optional.empty();
    }

    /** Lets every attempt to add routes or rules fail with this reason until {@link #letRoutesSucceed}. */
    public void failRoutes(String reason) {
        routes.fail(Optional.of(reason));
    }

    /** Ends {@link #failRoutes}. */
    public void letRoutesSucceed() {
        routes.fail(Optional.empty());
    }

    /** Lets every attempt to guard addresses or to open their gate fail with this reason until {@link #letGateSucceed}. */
    public void failGate(String reason) {
        gate.fail(Optional.of(reason));
    }

    /** Ends {@link #failGate}. */
    public void letGateSucceed() {
        gate.fail(Optional.empty());
    }

    /** Lets every advertisement fail to be sent with this reason until {@link #letSendsSucceed}. */
    public void failSends(String reason) {
        sendFailure = Optional.of(reason);
    }

    /** Ends {@link #failSends}. */
    public void letSendsSucceed() {
        sendFailure = Optional.empty();
    }

    Optional<String> bindFailure() {
        return bindFailure;
    }

    Optional<String> unbindFailure() {
        return unbindFailure;
    }

    Optional<String> sendFailure() {
        return sendFailure;
    }

    SimulatedKernel kernel() {
        return kernel;
    }

    SimulatedGate gate() {
        return gate;
    }

    SimulatedRoutes routeTable() {
        return routes;
    }

    /** The link of an interface; empty text if there is none. */
    String linkOf(String networkInterface) {
        return kernel.find(networkInterface).map(found -> found.link).orElse("");
    }

    /** The hardware address of an interface; empty text if there is none. */
    String stationOf(String networkInterface) {
        return kernel.find(networkInterface).map(found -> found.station).orElse("");
    }

    /** The interfaces on a link that have a carrier. */
    List<String> listeningOn(String link) {
        return kernel.namesOn(link).stream().filter(kernel::isUp).toList();
    }

    /** A datagram has come down the cable. */
    void arrive(
            String networkInterface,
            int index,
            IpAddress source,
            IpAddress destination,
            int timeToLive,
            ByteBuffer message) {
        tellProcess(current -> current.arrive(networkInterface, index, source, destination, timeToLive, message));
    }

    /** Another host wants a connection: the kernel answers, whether there is a process or not. */
    void connectionAsked(SimulatedLan.Way here, SimulatedLink caller, IpAddress from, IpAddress to, int port) {
        SimulatedPlatform current = process;
        SimulatedPlatform answering = current != null ? current : new SimulatedPlatform(this, lan, engine);
        answering.links().asked(here, caller, from, to, port);
    }

    /** Another station has said that an address is its own. */
    void hearClaim(String networkInterface, IpAddress claimed, String station) {
        if (kernel.isUp(networkInterface)) {
            tellProcess(current -> current.claimed(networkInterface, claimed, station));
        }
    }

    private void tellProcess(Consumer<SimulatedPlatform> what) {
        SimulatedPlatform current = process;
        if (current != null) {
            what.accept(current);
        }
    }
}
