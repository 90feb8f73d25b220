/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.machine;

import io.vip4j.vrrp.AdvertisementInterval;
import io.vip4j.vrrp.IpAddress;
import io.vip4j.vrrp.Priority;
import io.vip4j.vrrp.VrrpVersion;

/**
 * What the state machine needs to know of its virtual router (RFC 9568 6.1).
 *
 * @param version decides how Skew_Time is computed and whether the interval is learned
 * @param priority the priority in force, 1..255
 * @param advertisementInterval the own interval
 * @param preempt Preempt_Mode
 * @param primaryAddress the own source address, which breaks ties
 */
public record Parameters(
        VrrpVersion version,
        Priority priority,
        AdvertisementInterval advertisementInterval,
        boolean preempt,
        IpAddress primaryAddress) {}
