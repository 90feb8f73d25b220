/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.proxy.config;

import io.vip4j.vrrp.ConfigurationException;
import io.vip4j.vrrp.IpAddress;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;

/** Addresses that sockets are bound to. */
final class Places {

    private Places() {}

    /** {@code ADDRESS:PORT}, {@code *:PORT} or {@code [IPV6]:PORT}. Never resolves a name: who listens has an address. */
    static InetSocketAddress literal(String text) {
        HostPort place = HostPort.parse(text.startsWith("*:") ? "0.0.0.0" + text.substring(1) : text);
        try {
            InetAddress address =
                    InetAddress.getByAddress(IpAddress.parse(place.host()).octets());
            return new InetSocketAddress(address, place.port());
        } catch (IllegalArgumentException | UnknownHostException e) {
            throw new ConfigurationException("must be ADDRESS:PORT, *:PORT or [IPV6]:PORT: '" + text + "'");
        }
    }
}
