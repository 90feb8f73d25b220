/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.spi;

import io.vip4j.vrrp.IpAddress;
import java.util.List;

/** Knows the network interfaces and reports what changes. Used on the loop only. */
public interface InterfaceMonitor {

    /**
     * Starts to watch an interface. The listener hears the current state before this method returns, later changes on
     * the loop.
     *
     * <p>The interface need not exist: it is then reported with index 0, and again when it appears. An interface that is
     * removed and made again under its name is reported as absent in between.
     *
     * @return ends the watch when closed; idempotent
     */
    Watch watch(String networkInterface, Listener listener);

    /** The names of the interfaces that exist now, in the order of the kernel. */
    List<String> names();

    /** A watch that can be ended. */
    interface Watch extends AutoCloseable {
        @Override
        void close();
    }

    /** Hears about one interface, on the loop. */
    interface Listener {

        /** The interface changed: link, existence or addresses. May be called without a difference. */
        void changed(InterfaceState state);

        /**
         * An address left the interface, whoever removed it: a person, the kernel at the end of its lifetime, or us.
         */
        void addressRemoved(IpAddress address);
    }

    /**
     * What is known about an interface.
     *
     * @param name its name
     * @param index its number in the kernel, which a re-created interface does not keep; 0: it does not exist
     * @param up whether it exists, is switched on and has a carrier (IFF_UP and IFF_RUNNING)
     * @param addresses its addresses in the order of the kernel, primary ones first
     */
    record InterfaceState(String name, int index, boolean up, List<IpAddress> addresses) {

        /** An interface that does not exist. */
        public static InterfaceState absent(String name) {
            return new InterfaceState(name, 0, false, List.of());
        }

        /** Whether the interface exists. */
        public boolean exists() {
            return index != 0;
        }

        /** Copies the list. */
        public InterfaceState {
            addresses = List.copyOf(addresses);
        }
    }
}
