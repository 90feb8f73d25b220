/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.driver;

import io.vip4j.vrrp.IpAddress;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which routers of a host want an address guarded. One that moves from a router to another is wanted by both for a
 * moment: it is guarded until the last one lets go.
 */
final class GateClaims {

    private final Map<IpAddress, Set<Object>> claims = new HashMap<>();

    void claim(Object router, Collection<IpAddress> addresses) {
        for (IpAddress address : addresses) {
            claims.computeIfAbsent(address, unused -> new HashSet<>()).add(router);
        }
    }

    /** Gives the claims of a router up; the addresses that it had a claim to and nobody has now. */
    List<IpAddress> release(Object router, Collection<IpAddress> addresses) {
        return addresses.stream()
                .filter(address -> {
                    Set<Object> routers = claims.get(address);
                    if (routers == null || !routers.remove(router) || !routers.isEmpty()) {
                        return false;
                    }
                    claims.remove(address);
                    return true;
                })
                .toList();
    }
}
