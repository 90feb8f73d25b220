/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.benchmarks;

import io.vip4j.samples.lab.RouterSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Files with many virtual routers, or with one that has many addresses, as both daemons read them. */
final class Routers {

    /** VRIDs of one interface, and addresses of 203.0.113.0/24. */
    static final int MOST = 254;

    private Routers() {}

    /** Routers 1, 2, ... on eth0, each with one address. */
    static String many(String routerId, int count, int priority, Duration interval) {
        StringBuilder text = new StringBuilder(global(routerId));
        for (int vrid = 1; vrid <= count; vrid++) {
            text.append('\n')
                    .append(RouterSettings.v3(priority, interval)
                            .withVrid(vrid)
                            .withAddresses(address(vrid) + "/32")
                            .instance("VI_" + vrid));
        }
        return text.toString();
    }

    /** One router on eth0 with so many addresses. */
    static String one(String routerId, int addresses, int priority, Duration interval) {
        return global(routerId)
                + RouterSettings.v3(priority, interval)
                        .withAddresses(addresses(addresses).stream()
                                .map(address -> address + "/32")
                                .toArray(String[]::new))
                        .instance("VI_1");
    }

    /** The addresses of {@link #one}. */
    static List<String> addresses(int count) {
        List<String> addresses = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            addresses.add(address(i));
        }
        return addresses;
    }

    private static String address(int number) {
        return "203.0.113." + number;
    }

    private static String global(String routerId) {
        return "global_defs {\n  router_id " + routerId + "\n}\n";
    }
}
