/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.driver;

import io.vip4j.spi.InterfaceMonitor;
import io.vip4j.vrrp.IpAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

/** Hears addresses leave the interfaces that a router puts addresses on. */
final class InterfaceWatches implements AutoCloseable {

    private final InterfaceMonitor monitor;
    private final BiConsumer<String, IpAddress> removed;
    private final Map<String, InterfaceMonitor.Watch> watches = new HashMap<>();

    /**
     * @param removed takes the interface and the address
     */
    InterfaceWatches(InterfaceMonitor monitor, BiConsumer<String, IpAddress> removed) {
        this.monitor = monitor;
        this.removed = removed;
    }

    /** Watches these interfaces as well. */
    void add(Set<String> interfaces) {
        for (String name : interfaces) {
            if (!watches.containsKey(name)) {
                watches.put(name, watch(name));
            }
        }
    }

    /** Watches these interfaces and no others. */
    void set(Set<String> interfaces) {
        add(interfaces);
        watches.entrySet().removeIf(entry -> {
            boolean unwanted = !interfaces.contains(entry.getKey());
            if (unwanted) {
                entry.getValue().close();
            }
            return unwanted;
        });
    }

    private InterfaceMonitor.Watch watch(String name) {
        return monitor.watch(name, new InterfaceMonitor.Listener() {
            @Override
            public void changed(InterfaceMonitor.InterfaceState state) {
                // The address counts, not the link.
            }

            @Override
            public void addressRemoved(IpAddress address) {
                removed.accept(name, address);
            }
        });
    }

    @Override
    public void close() {
        set(Set.of());
    }
}
