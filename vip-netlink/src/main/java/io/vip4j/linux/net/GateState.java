/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.linux.net;

import io.vip4j.vrrp.IpAddress;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** Which addresses are guarded and until when they are open, so that tables that somebody removed can be made again. */
final class GateState {

    /**
     * The kernel counts in ticks, of 10 ms at most: less than that could become nothing, which it takes for no end at
     * all.
     */
    private static final long LEAST_MILLIS = 10;

    private final Set<IpAddress> guarded = new LinkedHashSet<>();
    private final Map<IpAddress, Long> openUntilNanos = new LinkedHashMap<>();

    Set<IpAddress> guarded() {
        return guarded;
    }

    /** Guards addresses; those that were not guarded before. */
    Set<IpAddress> guard(Collection<IpAddress> addresses) {
        Set<IpAddress> fresh = new LinkedHashSet<>(addresses);
        fresh.removeIf(address -> !guarded.add(address));
        return fresh;
    }

    /** Guards addresses no longer; those that were guarded before. */
    Set<IpAddress> unguard(Collection<IpAddress> addresses) {
        Set<IpAddress> known = known(addresses);
        guarded.removeAll(known);
        openUntilNanos.keySet().removeAll(known);
        return known;
    }

    void open(Collection<IpAddress> addresses, long untilNanos) {
        known(addresses).forEach(address -> openUntilNanos.put(address, untilNanos));
    }

    /** Shuts addresses; those that are guarded. */
    Set<IpAddress> shut(Collection<IpAddress> addresses) {
        Set<IpAddress> known = known(addresses);
        openUntilNanos.keySet().removeAll(known);
        return known;
    }

    /** For how many milliseconds more each of these addresses is open; those that are not are left out. */
    Map<IpAddress, Long> openMillis(Collection<IpAddress> addresses, long nowNanos) {
        Map<IpAddress, Long> millis = new LinkedHashMap<>();
        for (IpAddress address : addresses) {
            Long until = openUntilNanos.get(address);
            long left = until == null ? 0 : (until - nowNanos) / 1_000_000;
            if (left >= LEAST_MILLIS) {
                millis.put(address, left);
            }
        }
        return millis;
    }

    private Set<IpAddress> known(Collection<IpAddress> addresses) {
        Set<IpAddress> known = new LinkedHashSet<>(addresses);
        known.retainAll(guarded);
        return known;
    }
}
