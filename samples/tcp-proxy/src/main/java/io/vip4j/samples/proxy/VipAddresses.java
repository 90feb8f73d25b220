/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.proxy;

import io.vip4j.config.HostConfig;
import io.vip4j.config.VirtualRouterConfig;
import io.vip4j.samples.proxy.net.Listener;
import io.vip4j.vrrp.IpAddress;
import java.net.InetAddress;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Which connections and listeners belong to which virtual router. */
final class VipAddresses {

    private VipAddresses() {}

    /** The addresses of all routers of this name: those of a service with two families go together. */
    static Predicate<InetAddress> of(HostConfig config, String router) {
        Set<IpAddress> addresses = new HashSet<>();
        for (VirtualRouterConfig one : config.routers()) {
            if (one.name().equals(router)) {
                addresses.addAll(of(one));
            }
        }
        return address -> addresses.contains(IpAddress.ofOctets(address.getAddress()));
    }

    private static List<IpAddress> of(VirtualRouterConfig router) {
        return Stream.concat(router.addresses().stream(), router.excludedAddresses().stream())
                .map(address -> address.address())
                .toList();
    }

    /** Whether the clients of this router come to this listener: it has an address of it, or any. */
    static boolean concerns(VirtualRouterConfig router, Listener listener) {
        InetAddress bound = listener.config().bind().getAddress();
        return bound.isAnyLocalAddress() || of(router).contains(IpAddress.ofOctets(bound.getAddress()));
    }
}
