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
     * @return ends the watch when closed; idempotent
     * @throws PlatformException if there is no interface of that name; the message lists those that exist
     */
    Watch watch(String networkInterface, Listener listener);

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
     * @param up whether it exists, is switched on and has a carrier (IFF_UP and IFF_RUNNING)
     * @param addresses its addresses in the order of the kernel, primary ones first
     */
    record InterfaceState(String name, boolean up, List<IpAddress> addresses) {

        /** Copies the list. */
        public InterfaceState {
            addresses = List.copyOf(addresses);
        }
    }
}
