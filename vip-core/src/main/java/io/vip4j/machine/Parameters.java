/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.machine;

import io.vip4j.vrrp.AdvertisementInterval;
import io.vip4j.vrrp.IpAddress;
import io.vip4j.vrrp.Priority;
import io.vip4j.vrrp.VrrpVersion;
import java.util.Optional;

/**
 * What the state machine needs to know of its virtual router (RFC 9568 6.1).
 *
 * @param version decides how Skew_Time is computed and whether the interval is learned
 * @param priority the priority in force, 1..255
 * @param advertisementInterval the own interval
 * @param preempt Preempt_Mode
 * @param preemptDelayNanos how long lower advertisements are accepted before they are preempted; 0: not at all
 * @param downAdvertisements how many missing advertisements make the Active router count as gone; 3 in RFC 9568
 * @param learnedIntervalFloor a shorter interval of an Active router counts as this one
 * @param answersLower whether a lower advertisement is answered (RFC 9568 6.4.3)
 * @param speaksBeforeYielding whether to advertise once more before giving way
 * @param goodbyes how many advertisements with priority 0 give the role away, 1 or more; 1 in RFC 9568
 * @param claimAllowed whether the role may be taken now; false while members of a group are not ready for it
 * @param primaryAddress the own source address, which breaks ties
 */
public record Parameters(
        VrrpVersion version,
        Priority priority,
        AdvertisementInterval advertisementInterval,
        boolean preempt,
        long preemptDelayNanos,
        int downAdvertisements,
        Optional<AdvertisementInterval> learnedIntervalFloor,
        boolean answersLower,
        boolean speaksBeforeYielding,
        int goodbyes,
        boolean claimAllowed,
        IpAddress primaryAddress) {

    /** These parameters with another priority in force. */
    public Parameters withPriority(Priority value) {
        return new Parameters(
                version,
                value,
                advertisementInterval,
                preempt,
                preemptDelayNanos,
                downAdvertisements,
                learnedIntervalFloor,
                answersLower,
                speaksBeforeYielding,
                goodbyes,
                claimAllowed,
                primaryAddress);
    }

    /** These parameters with another leave to claim. */
    public Parameters withClaimAllowed(boolean value) {
        return new Parameters(
                version,
                priority,
                advertisementInterval,
                preempt,
                preemptDelayNanos,
                downAdvertisements,
                learnedIntervalFloor,
                answersLower,
                speaksBeforeYielding,
                goodbyes,
                value,
                primaryAddress);
    }
}
