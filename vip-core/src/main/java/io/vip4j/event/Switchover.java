/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.event;

import io.vip4j.vrrp.IpAddress;
import java.time.Duration;
import java.util.Optional;

/**
 * The outcome of a planned hand-over.
 *
 * @param newActive the router that took the role; empty if nobody did, in which case this router has taken it back or
 *     takes it back as soon as it can
 * @param took time from the request until the new Active router was heard, or until the role was taken back, or until
 *     the hand-over was given up; with it the time that listeners took to drain
 * @param gap how long nobody held the addresses as far as this router knows: from the moment at which they were gone
 *     here until the end of {@code took}
 */
public record Switchover(Optional<IpAddress> newActive, Duration took, Duration gap) {

    /** Whether somebody took the role. */
    public boolean moved() {
        return newActive.isPresent();
    }
}
