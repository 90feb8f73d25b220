/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.event;

import io.vip4j.vrrp.AdvertisementInterval;
import io.vip4j.vrrp.IpAddress;
import io.vip4j.vrrp.Priority;
import java.time.Duration;

/**
 * Another router of the same virtual router that was heard.
 *
 * @param address source of its advertisements
 * @param priority what it advertised last; 0: it has given the role away
 * @param interval the interval that it advertised
 * @param silentFor how long ago its latest advertisement came
 * @param active whether it is the Active router as far as is known
 */
public record PeerStatus(
        IpAddress address, Priority priority, AdvertisementInterval interval, Duration silentFor, boolean active) {}
