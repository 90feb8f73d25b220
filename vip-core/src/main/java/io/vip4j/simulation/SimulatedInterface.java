/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.simulation;

import io.vip4j.vrrp.AddressFamily;
import io.vip4j.vrrp.IpAddress;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** One network interface of a {@link SimulatedKernel}, which guards it. */
final class SimulatedInterface {

    /**
     * An address on it.
     *
     * @param number of this binding; a renewal makes a new one
     * @param bound whether vip4j has put it there
     */
    record Held(long number, boolean bound) {}

    final String name;

    /** The link it is connected to: interfaces of one link hear each other. */
    final String link;

    /** The interface it sits on, for one with a virtual hardware address. */
    final Optional<String> base;

    final int index;

    /** Its hardware address. */
    final String station;

    final Map<IpAddress, Held> addresses = new LinkedHashMap<>();

    /** The address that the host calls its own, by family. */
    final Map<AddressFamily, IpAddress> own = new EnumMap<>(AddressFamily.class);

    boolean pluggedIn = true;

    SimulatedInterface(String name, String link, Optional<String> base, int index, String station) {
        this.name = name;
        this.link = link;
        this.base = base;
        this.index = index;
        this.station = station;
    }
}
