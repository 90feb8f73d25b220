/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.config;

import io.vip4j.vrrp.ConfigurationException;
import java.time.Duration;

/**
 * How a router gives its role away. The order is: listeners are told and may drain, connections are broken if that is
 * wanted, the addresses are removed, and when the kernel has confirmed it the others are told with priority 0.
 *
 * @param drain how long listeners may take at most before the addresses go, 0..1 h, when the release was asked for
 *     (switchover, hold, close); a failed check or a better router waits for nobody. Default 5 s
 * @param breakConnections whether TCP connections on the addresses of this host are ended with a reset before the
 *     addresses go, so that clients connect again at once instead of waiting for an answer; default false. Needs a kernel
 *     with CONFIG_INET_DIAG_DESTROY
 * @param goodbyes how many advertisements with priority 0 are sent, 1..10; more than one helps on links that lose packets;
 *     default 1
 */
public record ReleaseProfile(Duration drain, boolean breakConnections, int goodbyes) {

    private static final Duration MAX_DRAIN = Duration.ofHours(1); // Before DEFAULT, whose constructor needs it.

    /** Up to 5 s to drain, connections stay as they are, one goodbye. */
    public static final ReleaseProfile DEFAULT = new ReleaseProfile(Duration.ofSeconds(5), false, 1);

    /** Checks the ranges. */
    public ReleaseProfile {
        if (drain.isNegative() || drain.compareTo(MAX_DRAIN) > 0) {
            throw new ConfigurationException("release drain must be 0..3600 s: " + drain);
        }
        if (goodbyes < 1 || goodbyes > 10) {
            throw new ConfigurationException("release goodbyes must be 1..10: " + goodbyes);
        }
    }

    /** The same with another limit for listeners. */
    public ReleaseProfile drain(Duration value) {
        return new ReleaseProfile(value, breakConnections, goodbyes);
    }

    /** The same with connections broken or not. */
    public ReleaseProfile breakConnections(boolean value) {
        return new ReleaseProfile(drain, value, goodbyes);
    }

    /** The same with another number of goodbyes. */
    public ReleaseProfile goodbyes(int value) {
        return new ReleaseProfile(drain, breakConnections, value);
    }
}
