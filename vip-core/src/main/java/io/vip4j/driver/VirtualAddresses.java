/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.driver;

import io.vip4j.vrrp.IpAddress;
import io.vip4j.vrrp.VirtualAddress;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/**
 * The virtual addresses of all routers of a host: none of them is a source of advertisements. Every router asks with each
 * news of its interface, so they are collected once and again only when routers or their settings have changed. On the
 * loop.
 */
final class VirtualAddresses {

    private final Collection<ElectorDriver> routers;
    private final Set<IpAddress> addresses = new HashSet<>();
    private boolean stale = true;

    /** @param routers those of the host at any time */
    VirtualAddresses(Collection<ElectorDriver> routers) {
        this.routers = routers;
    }

    /** Routers have come or gone, or have other settings. */
    void changed() {
        stale = true;
    }

    /** Whether it is the address of one of them. */
    boolean contains(IpAddress address) {
        if (stale) {
            stale = false;
            addresses.clear();
            for (ElectorDriver router : routers) {
                for (VirtualAddress virtual : router.config().allAddresses()) {
                    addresses.add(virtual.address());
                }
            }
        }
        return addresses.contains(address);
    }
}
