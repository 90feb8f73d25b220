/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.spi;

import io.vip4j.vrrp.IpAddress;

/** Hears other stations on a link claim addresses, by ARP or neighbour advertisements. Used on the loop only. */
@FunctionalInterface
public interface ConflictMonitor {

    /** Hears nothing. */
    ConflictMonitor DEAF = (networkInterface, listener) -> () -> {};

    /**
     * Starts to listen on an interface that exists. A flood is thinned out, never queued.
     *
     * @return ends it when closed; idempotent
     */
    Watch watch(String networkInterface, Listener listener);

    /** A watch that can be ended. */
    interface Watch extends AutoCloseable {
        @Override
        void close();
    }

    /** Hears claims, on the loop. */
    @FunctionalInterface
    interface Listener {

        /**
         * Another station uses an address as its own.
         *
         * @param address any address on the link
         * @param station its hardware address, for people; never that of an interface of this host
         */
        void claimed(IpAddress address, String station);
    }
}
