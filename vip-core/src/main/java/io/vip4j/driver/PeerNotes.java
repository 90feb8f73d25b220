/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.driver;

import io.vip4j.config.VirtualRouterConfig;
import io.vip4j.vrrp.AdvertisementInterval;
import io.vip4j.vrrp.IpAddress;
import io.vip4j.vrrp.VirtualAddress;
import io.vip4j.wire.Advertisement;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells when valid advertisements differ from the local settings: another list of addresses (RFC 9568 7.1 allows to log
 * it) or another interval (7.1 asks to). Each kind of difference is told once until it changes and at most once a
 * minute, so that two senders that differ from each other fill no log, and never stops an advertisement.
 */
final class PeerNotes {

    private static final Logger log = LoggerFactory.getLogger(PeerNotes.class);

    private static final long SPACING_NANOS = 60_000_000_000L;

    private final VirtualRouterConfig config;
    private final ListenerDispatch dispatch;
    private final Set<IpAddress> ownAddresses;
    private List<IpAddress> knownAddresses;
    private AdvertisementInterval knownInterval;
    private long addressesQuietUntilNanos;
    private long intervalQuietUntilNanos;

    PeerNotes(VirtualRouterConfig config, ListenerDispatch dispatch, long nowNanos) {
        this.config = config;
        this.dispatch = dispatch;
        this.knownAddresses =
                config.addresses().stream().map(VirtualAddress::address).toList();
        this.ownAddresses = new HashSet<>(knownAddresses);
        this.knownInterval = config.advertisementInterval();
        this.addressesQuietUntilNanos = nowNanos;
        this.intervalQuietUntilNanos = nowNanos;
    }

    void compare(IpAddress source, Advertisement advertisement, long nowNanos) {
        List<IpAddress> addresses = advertisement.addresses();
        if (!addresses.equals(knownAddresses)) {
            knownAddresses = addresses;
            if (!ownAddresses.equals(new HashSet<>(addresses)) && nowNanos - addressesQuietUntilNanos >= 0) {
                addressesQuietUntilNanos = nowNanos + SPACING_NANOS;
                warn(source, "advertises other addresses: " + addresses + ", ours are " + ownAddresses);
            }
        }
        if (!advertisement.interval().equals(knownInterval)) {
            knownInterval = advertisement.interval();
            if (!knownInterval.equals(config.advertisementInterval()) && nowNanos - intervalQuietUntilNanos >= 0) {
                intervalQuietUntilNanos = nowNanos + SPACING_NANOS;
                warn(source, "advertises every " + knownInterval + ", we every " + config.advertisementInterval());
            }
        }
    }

    private void warn(IpAddress source, String text) {
        dispatch.log(() -> log.warn(
                "vip router={} vrid={} if={} {} {}",
                config.name(),
                config.vrid(),
                config.networkInterface(),
                source,
                text));
    }
}
