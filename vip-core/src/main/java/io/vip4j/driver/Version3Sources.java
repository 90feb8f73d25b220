/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.driver;

import io.vip4j.vrrp.AdvertisementInterval;
import io.vip4j.vrrp.IpAddress;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Who was heard to speak VRRPv3 of late (RFC 9568 8.4). A router that falls silent in VRRPv3 is forgotten after three of
 * its intervals, just before a Backup would take it for gone, so that one that goes back to VRRPv2 is heard in time.
 */
final class Version3Sources {

    /** More routers than anybody has in one virtual router; with more, the one heard of longest ago is forgotten. */
    private static final int MAX_SOURCES = 32;

    private static final int INTERVALS = 3;

    private final Map<IpAddress, Long> knownUntilNanos = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<IpAddress, Long> eldest) {
            return size() > MAX_SOURCES;
        }
    };

    void heard(IpAddress source, AdvertisementInterval interval, long nowNanos) {
        knownUntilNanos.remove(source); // So that it becomes the youngest.
        knownUntilNanos.put(source, nowNanos + INTERVALS * interval.nanos());
    }

    boolean contains(IpAddress source, long nowNanos) {
        Long until = knownUntilNanos.get(source);
        return until != null && nowNanos - until < 0;
    }

    int size() {
        return knownUntilNanos.size();
    }
}
