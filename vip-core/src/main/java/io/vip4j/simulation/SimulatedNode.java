/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.simulation;

import io.vip4j.spi.InterfaceMonitor;
import io.vip4j.spi.VipPlatform;
import io.vip4j.vrrp.IpAddress;
import io.vip4j.vrrp.VirtualAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A host on a {@link SimulatedLan}: a cable, a kernel with addresses, and at most one process at a time. Everything
 * that can happen to a host can be done to it from here.
 */
public final class SimulatedNode {

    /** The name of every simulated interface. */
    public static final String INTERFACE = "eth0";

    private final SimulatedLan lan;
    private final Engine engine;
    private final String name;
    private final IpAddress address;
    private final SimulatedKernel kernel;

    private volatile @Nullable SimulatedPlatform process;
    private volatile boolean pluggedIn = true;
    private volatile Optional<String> bindFailure = Optional.empty();

    SimulatedNode(SimulatedLan lan, Engine engine, String name, IpAddress address) {
        this.lan = lan;
        this.engine = engine;
        this.name = name;
        this.address = address;
        this.kernel = new SimulatedKernel(engine, this::addressRemoved);
    }

    /**
     * Starts a process: a platform for one {@code VipHost}.
     *
     * @throws IllegalStateException if one is running; {@link #kill} it or close its host first
     */
    public VipPlatform platform() {
        SimulatedPlatform current = process;
        if (current != null && !current.isEnded()) {
            throw new IllegalStateException("simulated node " + name + " runs a process already");
        }
        SimulatedPlatform started = new SimulatedPlatform(this, lan, engine);
        process = started;
        return started;
    }

    /** The name of the host. */
    public String name() {
        return name;
    }

    /** Its own address. */
    public IpAddress address() {
        return address;
    }

    /** Whether an address is on its interface right now. */
    public boolean holds(IpAddress wanted) {
        return kernel.has(wanted);
    }

    /** Whether its cable is in. */
    public boolean isPluggedIn() {
        return pluggedIn;
    }

    /** Pulls the cable: the interface loses its carrier. */
    public void unplug() {
        carrier(false);
    }

    /** Puts the cable back. */
    public void plugIn() {
        carrier(true);
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
            current.close();
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

    /** Removes an address as a person with {@code ip address del} would. */
    public void removeAddress(IpAddress gone) {
        kernel.remove(List.of(new VirtualAddress(gone, gone.family().bits())));
    }

    Optional<String> bindFailure() {
        return bindFailure;
    }

    void putAddresses(List<VirtualAddress> addresses, Optional<Duration> lifetime) {
        kernel.put(addresses, lifetime);
    }

    void removeAddresses(List<VirtualAddress> addresses) {
        kernel.remove(addresses);
    }

    /** A datagram has come down the cable. */
    void arrive(IpAddress source, IpAddress destination, ByteBuffer message) {
        SimulatedPlatform current = process;
        if (current != null) {
            current.arrive(source, destination, message);
        }
    }

    InterfaceMonitor.InterfaceState interfaceState() {
        List<IpAddress> addresses = new ArrayList<>();
        addresses.add(address);
        addresses.addAll(kernel.addresses());
        return new InterfaceMonitor.InterfaceState(INTERFACE, 1, pluggedIn, addresses);
    }

    private void carrier(boolean up) {
        pluggedIn = up;
        SimulatedPlatform current = process;
        if (current != null) {
            current.interfaceChanged();
        }
    }

    private void addressRemoved(IpAddress gone) {
        SimulatedPlatform current = process;
        if (current != null) {
            current.addressRemoved(gone);
        }
    }
}
