/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.plan;

import io.vip4j.config.Quorum;
import io.vip4j.config.VirtualRouterConfig;
import io.vip4j.plan.TakeoverTime.Part;
import io.vip4j.vrrp.AdvertisementInterval;
import io.vip4j.vrrp.Priority;
import io.vip4j.vrrp.Timers;
import io.vip4j.vrrp.VrrpVersion;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** How long a Backup waits until it claims, with the arithmetic in words. */
final class Waits {

    /** Between two questions to the store, at most. */
    private static final long VOTE_QUESTION_NANOS = Duration.ofSeconds(1).toNanos();

    private Waits() {}

    /** After priority 0. */
    static List<Part> skew(Member member, Priority priority, AdvertisementInterval heard) {
        VirtualRouterConfig config = member.config();
        AdvertisementInterval interval = inForce(config, heard);
        long nanos = Timers.skewTimeNanos(config.version(), priority, interval);
        return List.of(part("Skew_Time of " + member.node() + " = " + skewWords(config, priority, interval), nanos));
    }

    /** After silence, or while lower advertisements do not count. */
    static List<Part> activeDown(Member member, Priority priority, AdvertisementInterval heard) {
        VirtualRouterConfig config = member.config();
        AdvertisementInterval interval = inForce(config, heard);
        int count = config.timing().downAdvertisements();
        long nanos = Timers.activeDownIntervalNanos(config.version(), priority, interval, count);
        return List.of(part(
                "Active_Down_Interval of " + member.node() + " = " + count + " x " + Words.time(interval.toDuration())
                        + " + " + skewWords(config, priority, interval),
                nanos));
    }

    /** The delay before a lower router is preempted, then the silence. */
    static List<Part> preemption(Member member, Priority priority, AdvertisementInterval heard) {
        Duration delay = member.config().preemption().delay();
        if (delay.isZero() || priority.isOwner()) {
            return activeDown(member, priority, heard);
        }
        List<Part> parts = new ArrayList<>();
        parts.add(new Part("preemption delay of " + member.node(), delay));
        parts.addAll(activeDown(member, priority, heard));
        return List.copyOf(parts);
    }

    /** What a vote that was not given back takes longer to end than what is waited for already; empty if nothing. */
    static List<Part> vote(Member member, List<Part> before) {
        Duration ttl = member.config().quorum().map(Quorum::ttl).orElse(Duration.ZERO);
        long more = ttl.toNanos() + VOTE_QUESTION_NANOS - nanos(before);
        return more <= 0
                ? List.of()
                : List.of(part("the rest of a vote of " + Words.time(ttl) + ", and until it is asked for again", more));
    }

    static long nanos(List<Part> parts) {
        return parts.stream().mapToLong(part -> part.most().toNanos()).sum();
    }

    /** RFC 9568 6.1: VRRPv3 takes the interval of the Active router, VRRPv2 knows its own only. */
    private static AdvertisementInterval inForce(VirtualRouterConfig config, AdvertisementInterval heard) {
        if (config.version() == VrrpVersion.V2) {
            return config.advertisementInterval();
        }
        Duration floor = config.timing().learnedIntervalFloor();
        return heard.toDuration().compareTo(floor) < 0 ? AdvertisementInterval.of(floor) : heard;
    }

    private static String skewWords(VirtualRouterConfig config, Priority priority, AdvertisementInterval interval) {
        Duration span = config.version() == VrrpVersion.V2 ? Duration.ofSeconds(1) : interval.toDuration();
        return "(256 - " + priority + ") x " + Words.time(span) + " / 256";
    }

    private static Part part(String words, long nanos) {
        return new Part(words, Duration.ofNanos(nanos));
    }
}
