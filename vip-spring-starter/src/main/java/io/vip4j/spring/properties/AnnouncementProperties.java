/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.spring.properties;

import io.vip4j.config.AnnouncementProfile;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How neighbours are told about a claimed address. What is not given has the default of {@code AnnouncementProfile}.
 *
 * @param burst Announcements of each address at once, 1..100.
 * @param secondBurstAfter Time to a second burst; 0: none.
 * @param contestedBurst Announcements after another router has spoken, 0..100.
 * @param contestedSecondBurstAfter Time to the second burst in that case; 0: none.
 * @param refreshEvery Time between refreshes while Active; 0: none.
 * @param refreshBurst Announcements of each address in a refresh, 1..100.
 * @param spacing Least time between two announcements on one interface.
 * @param form How gratuitous ARP is sent.
 * @param gateway Neighbour that is asked for its hardware address in the name of each virtual address.
 */
public record AnnouncementProperties(
        @Nullable Integer burst,
        @Nullable Duration secondBurstAfter,
        @Nullable Integer contestedBurst,
        @Nullable Duration contestedSecondBurstAfter,
        @Nullable Duration refreshEvery,
        @Nullable Integer refreshBurst,
        @Nullable Duration spacing,
        AnnouncementProfile.@Nullable Form form,
        @Nullable String gateway) {}
