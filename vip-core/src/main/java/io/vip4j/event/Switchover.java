/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.event;

import io.vip4j.vrrp.IpAddress;
import java.time.Duration;
import java.util.Optional;

/**
 * The outcome of a planned hand-over.
 *
 * @param newActive the router that took the role; empty if nobody did before the deadline, in which case this router
 *     takes it back after Active_Down_Interval
 * @param took time from the request until the new Active router was heard, or until the deadline or the moment at which
 *     this router took the role back
 */
public record Switchover(Optional<IpAddress> newActive, Duration took) {

    /** Whether somebody took the role. */
    public boolean moved() {
        return newActive.isPresent();
    }
}
