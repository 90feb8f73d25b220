/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.linux.doctor;

import io.vip4j.vrrp.AddressFamily;
import io.vip4j.vrrp.IpAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;

/**
 * An address of an interface.
 *
 * @param networkInterface the interface
 * @param address the address
 * @param prefixLength of its subnet
 */
record InterfaceAddress(String networkInterface, IpAddress address, int prefixLength) {

    /** All of this host; none if the JVM cannot tell. */
    static List<InterfaceAddress> all() {
        List<InterfaceAddress> all = new ArrayList<>();
        try {
            NetworkInterface.networkInterfaces()
                    .forEach(one -> one.getInterfaceAddresses()
                            .forEach(entry -> all.add(new InterfaceAddress(
                                    one.getName(),
                                    IpAddress.ofOctets(entry.getAddress().getAddress()),
                                    entry.getNetworkPrefixLength()))));
        } catch (SocketException e) {
            // A host without any interface: each one that is wanted is missing, and that is told.
            return List.of();
        }
        return List.copyOf(all);
    }

    /** Whether another IPv4 address is in the subnet of this one. */
    boolean hasInSubnet(IpAddress other) {
        return address.family() == AddressFamily.IPV4
                && other.family() == AddressFamily.IPV4
                && (prefixLength == 0 || (address.low() ^ other.low()) >>> (32 - prefixLength) == 0);
    }

    @Override
    public String toString() {
        return address + "/" + prefixLength + " on " + networkInterface;
    }
}
