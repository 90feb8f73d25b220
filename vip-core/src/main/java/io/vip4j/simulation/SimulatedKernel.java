/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.simulation;

import io.vip4j.vrrp.IpAddress;
import io.vip4j.vrrp.VirtualAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The addresses of a simulated host. They live as long as the kernel says, not as long as the process does: a dead
 * process loses them when their lifetime is over, or never.
 */
final class SimulatedKernel {

    private final Engine engine;
    private final Consumer<IpAddress> removed;
    private final Map<IpAddress, Long> bindings =
            new LinkedHashMap<>(); // Guarded by this; value: number of the binding.
    private long number;

    /**
     * @param removed told about each address that goes, for whatever reason
     */
    SimulatedKernel(Engine engine, Consumer<IpAddress> removed) {
        this.engine = engine;
        this.removed = removed;
    }

    synchronized void put(List<VirtualAddress> addresses, Optional<Duration> lifetime) {
        for (VirtualAddress virtual : addresses) {
            long mine = ++number;
            bindings.put(virtual.address(), mine);
            lifetime.ifPresent(l ->
                    engine.at(engine.nanoTime() + l.toNanos(), Engine.ARRIVAL, () -> expire(virtual.address(), mine)));
        }
    }

    synchronized void remove(List<VirtualAddress> addresses) {
        for (VirtualAddress virtual : addresses) {
            if (bindings.remove(virtual.address()) != null) {
                removed.accept(virtual.address());
            }
        }
    }

    synchronized boolean has(IpAddress address) {
        return bindings.containsKey(address);
    }

    synchronized List<IpAddress> addresses() {
        return new ArrayList<>(bindings.keySet());
    }

    /** A renewal makes a new binding, so that the end of the old one finds nothing. */
    private synchronized void expire(IpAddress address, long expected) {
        Long current = bindings.get(address);
        if (current != null && current == expected) {
            bindings.remove(address);
            removed.accept(address);
        }
    }
}
