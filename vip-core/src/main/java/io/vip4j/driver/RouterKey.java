/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.driver;

import io.vip4j.config.VirtualRouterConfig;
import io.vip4j.vrrp.AddressFamily;

/** What tells the routers of a host apart: the IPv4 and the IPv6 router of one service share a name. */
record RouterKey(String name, AddressFamily family) {

    static RouterKey of(VirtualRouterConfig config) {
        return new RouterKey(config.name(), config.family());
    }
}
