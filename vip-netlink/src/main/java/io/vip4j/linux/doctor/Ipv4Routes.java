/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.linux.doctor;

import io.vip4j.vrrp.IpAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The main routing table as /proc/net/route shows it.
 *
 * @param routes all of them
 */
record Ipv4Routes(List<Route> routes) {

    private static final int RTF_UP = 1;

    /**
     * A route.
     *
     * @param networkInterface where it leads out
     * @param destination its bits, the first octet as the highest
     * @param mask likewise
     * @param metric the lower one wins
     */
    private record Route(String networkInterface, int destination, int mask, long metric) {}

    static Ipv4Routes read(HostFiles files) {
        List<Route> routes = new ArrayList<>();
        for (String line : files.lines("/proc/net/route")) {
            String[] words = line.strip().split("\\s+", -1);
            if (words.length >= 8
                    && words[1].matches("[0-9A-Fa-f]{8}")
                    && (Integer.parseInt(words[3], 16) & RTF_UP) != 0) {
                routes.add(new Route(words[0], bits(words[1]), bits(words[7]), Long.parseLong(words[6])));
            }
        }
        return new Ipv4Routes(List.copyOf(routes));
    }

    /** The interface that packets to an address leave through; empty if there is no route. */
    Optional<String> interfaceTo(IpAddress address) {
        int wanted = (int) address.low();
        return routes.stream()
                .filter(route -> (wanted & route.mask()) == route.destination())
                .max(Comparator.comparingInt((Route route) -> Integer.bitCount(route.mask()))
                        .thenComparing(Comparator.comparingLong(Route::metric).reversed()))
                .map(Route::networkInterface);
    }

    /** The file shows the octets of an address as a number of the processor, the first octet as the lowest. */
    private static int bits(String text) {
        return Integer.reverseBytes(Integer.parseUnsignedInt(text, 16));
    }
}
