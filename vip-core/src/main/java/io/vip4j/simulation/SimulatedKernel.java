/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.simulation;

import io.vip4j.simulation.SimulatedInterface.Held;
import io.vip4j.spi.InterfaceMonitor.InterfaceState;
import io.vip4j.vrrp.AddressFamily;
import io.vip4j.vrrp.IpAddress;
import io.vip4j.vrrp.VirtualAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The interfaces and addresses of a simulated host. Addresses live as long as the kernel says, not as long as the
 * process does: a dead process loses them when their lifetime is over, or never.
 */
final class SimulatedKernel {

    /** Hears what changes, after it has changed. */
    interface Events {
        /** An interface came, went, or has another carrier or other addresses. */
        void changed(InterfaceState state);

        /** An address left an interface. */
        void addressRemoved(String networkInterface, IpAddress address);
    }

    private final Engine engine;
    private final Events events;
    private final Map<String, SimulatedInterface> interfaces = new LinkedHashMap<>(); // Guarded by this.
    private long bindings; // Guarded by this.
    private int lastIndex; // Guarded by this.

    SimulatedKernel(Engine engine, Events events) {
        this.engine = engine;
        this.events = events;
    }

    /**
     * Makes an interface with a number that no other had before.
     *
     * @param own its first addresses
     * @throws IllegalStateException if there is one of this name
     */
    synchronized void addInterface(
            String name, String link, Optional<String> base, String station, List<IpAddress> own) {
        if (interfaces.containsKey(name)) {
            throw new IllegalStateException("interface " + name + " exists");
        }
        SimulatedInterface made = new SimulatedInterface(name, link, base, ++lastIndex, station);
        for (IpAddress address : own) {
            made.addresses.put(address, new Held(++bindings, false));
            made.own.put(address.family(), address);
        }
        interfaces.put(name, made);
        events.changed(state(name));
    }

    /** Removes an interface, its addresses, and the interfaces that sit on it; false if there is none. */
    synchronized boolean removeInterface(String name) {
        SimulatedInterface gone = interfaces.remove(name);
        if (gone == null) {
            return false;
        }
        for (SimulatedInterface other : List.copyOf(interfaces.values())) {
            if (other.base.filter(name::equals).isPresent()) {
                removeInterface(other.name);
            }
        }
        events.changed(InterfaceState.absent(name));
        List.copyOf(gone.addresses.keySet()).forEach(address -> events.addressRemoved(name, address));
        return true;
    }

    /** Puts the cable of an interface in or pulls it. */
    synchronized void carrier(String name, boolean in) {
        require(name).pluggedIn = in;
        events.changed(state(name));
        for (SimulatedInterface other : List.copyOf(interfaces.values())) {
            if (other.base.filter(name::equals).isPresent()) {
                events.changed(state(other.name));
            }
        }
    }

    /** Whether an interface exists and has a carrier. */
    synchronized boolean isUp(String name) {
        SimulatedInterface found = interfaces.get(name);
        return found != null && found.pluggedIn && found.base.map(this::isUp).orElse(true);
    }

    synchronized InterfaceState state(String name) {
        SimulatedInterface found = interfaces.get(name);
        return found == null
                ? InterfaceState.absent(name)
                : new InterfaceState(name, found.index, isUp(name), List.copyOf(found.addresses.keySet()));
    }

    synchronized List<String> names() {
        return List.copyOf(interfaces.keySet());
    }

    /** The interfaces on a link. */
    synchronized List<String> namesOn(String link) {
        List<String> names = new ArrayList<>();
        interfaces.forEach((name, found) -> {
            if (found.link.equals(link)) {
                names.add(name);
            }
        });
        return names;
    }

    /** The link and hardware address of an interface; empty if there is none. */
    synchronized Optional<SimulatedInterface> find(String name) {
        return Optional.ofNullable(interfaces.get(name));
    }

    /** Whether an address is on any interface. */
    synchronized boolean has(IpAddress address) {
        return interfaces.values().stream().anyMatch(found -> found.addresses.containsKey(address));
    }

    /** Whether an address is on an interface. */
    synchronized boolean has(String name, IpAddress address) {
        SimulatedInterface found = interfaces.get(name);
        return found != null && found.addresses.containsKey(address);
    }

    /** Makes an address the own one of its family, as a person would: the former one goes when the new one is there. */
    synchronized void setOwnAddress(String name, IpAddress address) {
        SimulatedInterface on = require(name);
        IpAddress former = on.own.put(address.family(), address);
        if (!on.addresses.containsKey(address)) {
            on.addresses.put(address, new Held(++bindings, false));
            events.changed(state(name));
        }
        if (former != null && !former.equals(address)) {
            drop(name, former);
        }
    }

    /** The own address of a family, also while it is not on the interface. */
    synchronized Optional<IpAddress> ownAddress(String name, AddressFamily family) {
        return Optional.ofNullable(require(name).own.get(family));
    }

    /** Adds an address by hand. */
    synchronized void addAddress(String name, IpAddress address) {
        require(name).addresses.put(address, new Held(++bindings, false));
        events.changed(state(name));
    }

    /** Removes an address by hand, wherever it is. */
    synchronized void removeAddress(IpAddress address) {
        List.copyOf(interfaces.keySet()).forEach(name -> drop(name, address));
    }

    /**
     * Adds addresses for vip4j, all or none; those that it has added before start a new lifetime.
     *
     * @return why not
     */
    synchronized Optional<String> put(
            String networkInterface, List<VirtualAddress> addresses, Optional<Duration> lifetime) {
        for (VirtualAddress virtual : addresses) {
            SimulatedInterface on = interfaces.get(interfaceOf(virtual, networkInterface));
            if (on == null) {
                return Optional.of("no network interface " + interfaceOf(virtual, networkInterface));
            }
            Held held = on.addresses.get(virtual.address());
            if (held != null && !held.bound()) {
                return Optional.of(virtual + " is on " + on.name + " already: EEXIST");
            }
        }
        List<String> changed = new ArrayList<>();
        for (VirtualAddress virtual : addresses) {
            String name = interfaceOf(virtual, networkInterface);
            long mine = ++bindings;
            if (require(name).addresses.put(virtual.address(), new Held(mine, true)) == null
                    && !changed.contains(name)) {
                changed.add(name);
            }
            lifetime.ifPresent(l -> engine.at(
                    engine.nanoTime() + l.toNanos(), Engine.ARRIVAL, () -> expire(name, virtual.address(), mine)));
        }
        changed.forEach(name -> events.changed(state(name)));
        return Optional.empty();
    }

    /** Removes addresses that vip4j has added. */
    synchronized void unbind(String networkInterface, List<VirtualAddress> addresses) {
        for (VirtualAddress virtual : addresses) {
            String name = interfaceOf(virtual, networkInterface);
            SimulatedInterface on = interfaces.get(name);
            Held held = on == null ? null : on.addresses.get(virtual.address());
            if (held != null && held.bound()) {
                drop(name, virtual.address());
            }
        }
    }

    private static String interfaceOf(VirtualAddress virtual, String otherwise) {
        return virtual.options().networkInterface().orElse(otherwise);
    }

    /** A renewal makes a new binding, so that the end of the old one finds nothing. */
    private synchronized void expire(String name, IpAddress address, long expected) {
        SimulatedInterface on = interfaces.get(name);
        Held held = on == null ? null : on.addresses.get(address);
        if (held != null && held.number() == expected) {
            drop(name, address);
        }
    }

    private void drop(String name, IpAddress address) {
        SimulatedInterface on = interfaces.get(name);
        if (on != null && on.addresses.remove(address) != null) {
            events.changed(state(name));
            events.addressRemoved(name, address);
        }
    }

    private SimulatedInterface require(String name) {
        SimulatedInterface found = interfaces.get(name);
        if (found == null) {
            throw new IllegalStateException("no interface " + name + ": there are " + interfaces.keySet());
        }
        return found;
    }
}
