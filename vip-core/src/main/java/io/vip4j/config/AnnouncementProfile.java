/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.config;

import io.vip4j.vrrp.ConfigurationException;
import java.time.Duration;

/**
 * How the neighbours are told about a claimed address: a burst at once and, because a switch or host may miss the first
 * one, a second burst later. Not in RFC 9568, which asks for one announcement; the defaults are those of keepalived.
 *
 * @param burst announcements of each address in a burst, 1..100
 * @param secondBurstAfter time from the first to the second burst, at most 1000 s; zero: no second burst
 */
public record AnnouncementProfile(int burst, Duration secondBurstAfter) {

    /** Five at once and five more after 5 s. */
    public static final AnnouncementProfile DEFAULT = new AnnouncementProfile(5, Duration.ofSeconds(5));

    /** Checks the ranges. */
    public AnnouncementProfile {
        if (burst < 1 || burst > 100) {
            throw new ConfigurationException("announcement burst must be 1..100: " + burst);
        }
        if (secondBurstAfter.isNegative() || secondBurstAfter.compareTo(Duration.ofSeconds(1000)) > 0) {
            throw new ConfigurationException("announcement secondBurstAfter must be 0..1000 s: " + secondBurstAfter);
        }
    }
}
