/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.config;

import io.vip4j.vrrp.ConfigurationException;
import java.util.Optional;

/**
 * The virtual router has the hardware address of RFC 9568 7.3, 00-00-5E-00-01-VRID or 00-00-5E-00-02-VRID, on an
 * interface of its own, so that neighbours need not learn a new one at takeover. Clouds and hypervisors often drop
 * frames with foreign hardware addresses: off by default.
 *
 * @param networkInterface name of that interface, 1..15 characters; empty: {@code vrrp4.VRID} or {@code vrrp6.VRID}
 * @param advertiseFromBase send advertisements from the underlying interface, with its hardware address
 */
public record VirtualMac(Optional<String> networkInterface, boolean advertiseFromBase) {

    /** A generated name, advertisements with the virtual hardware address. */
    public static final VirtualMac DEFAULT = new VirtualMac(Optional.empty(), false);

    /** Checks the name. */
    public VirtualMac {
        networkInterface.ifPresent(VirtualMac::requireName);
    }

    private static void requireName(String name) {
        if (name.isEmpty() || name.length() > 15 || name.chars().anyMatch(c -> c == '/' || c <= ' ')) {
            throw new ConfigurationException(
                    "virtualMac interface must have 1..15 characters without '/' and spaces: '" + name + "'");
        }
    }
}
