/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.driver;

import static org.assertj.core.api.Assertions.assertThat;

import io.vip4j.config.AddressLease;
import io.vip4j.config.AnnouncementProfile;
import io.vip4j.config.HostConfig;
import io.vip4j.config.VirtualRouterConfig;
import io.vip4j.event.VipState;
import io.vip4j.vrrp.Priority;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Routers with a thousand addresses take over together, on a host where another router advertises every 10 ms: it must not
 * wait for them. Work takes time here, see {@link BusyPlatform}.
 */
class ClaimOfManyTest {

    private static final int ADDRESSES = 1000;
    private static final int BYSTANDER = 255;
    private static final Duration INTERVAL = Duration.ofMillis(10);

    private final BusyPlatform platform = new BusyPlatform(List.of("eth0"));
    private final HostDriver host = HostDriver.silent(platform);

    private List<VirtualRouterConfig> claimants(int routers, Duration spacing) {
        List<VirtualRouterConfig> claimants = new ArrayList<>();
        int each = ADDRESSES / routers;
        for (int vrid = 1; vrid <= routers; vrid++) {
            VirtualRouterConfig.Builder router = VirtualRouterConfig.builder("claimant-" + vrid)
                    .networkInterface("eth0")
                    .vrid(vrid)
                    .priority(100)
                    .announcements(AnnouncementProfile.DEFAULT.spacing(spacing));
            for (int address = 0; address < each; address++) {
                int number = vrid * each + address;
                router.address("10.0." + number / 250 + "." + (1 + number % 250) + "/32");
            }
            claimants.add(router.build());
        }
        return claimants;
    }

    private static VirtualRouterConfig bystander() {
        return VirtualRouterConfig.builder("bystander")
                .networkInterface("eth0")
                .vrid(BYSTANDER)
                .priority(Priority.OWNER.value())
                .advertisementInterval(INTERVAL)
                .address("203.0.113.1/24")
                .lease(AddressLease.off())
                .build();
    }

    private void start(List<VirtualRouterConfig> claimants) {
        List<VirtualRouterConfig> routers = new ArrayList<>(claimants);
        routers.add(bystander());
        platform.loop().execute(() -> {
            var unused = host.apply(new HostConfig(routers, List.of()), List.of());
        });
    }

    /** How late the bystander advertised at most, until nothing is left to announce. */
    private Duration lateness(List<VirtualRouterConfig> claimants) {
        start(claimants);
        platform.run(Duration.ofSeconds(8)); // Active_Down_Interval, the claim, its first burst.
        assertThat(host.electors()).allMatch(router -> router.state() == VipState.ACTIVE);
        assertThat(platform.frames()).isGreaterThanOrEqualTo(5 * ADDRESSES);
        long[] sent = platform.sent().stream()
                .filter(packet -> packet.vrid() == BYSTANDER)
                .mapToLong(BusyPlatform.Sent::atNanos)
                .toArray();
        assertThat(sent).hasSizeGreaterThan(700);
        long longest = 0;
        for (int i = 1; i < sent.length; i++) {
            longest = Math.max(longest, sent[i] - sent[i - 1]);
        }
        return Duration.ofNanos(longest).minus(INTERVAL);
    }

    @ParameterizedTest
    @CsvSource({"5, 0", "5, 500000", "20, 0", "20, 500000", "200, 0", "200, 500000"})
    void keepsNoOtherRouterFromAdvertising(int routers, long spacingNanos) {
        // One turn: a request and a packet of each router that claims, and as many frames as may go in a turn.
        long turn = routers * (BusyPlatform.REQUEST_NANOS + BusyPlatform.PACKET_NANOS)
                + Pacer.MAX_FRAMES_PER_TURN * BusyPlatform.FRAME_NANOS;
        assertThat(lateness(claimants(routers, Duration.ofNanos(spacingNanos))))
                .isLessThanOrEqualTo(Duration.ofNanos(turn));
    }

    /** Without spacing the loop does little else, from the first address to the last frame. */
    @ParameterizedTest
    @CsvSource({"5", "200"})
    void announcesAllAddressesAsQuicklyAsFramesGo(int routers) {
        start(claimants(routers, Duration.ZERO));
        platform.run(Duration.ofSeconds(1));
        long ofTheBystander = platform.frames();
        while (platform.frames() == ofTheBystander) {
            platform.run(Duration.ofMillis(1));
        }
        platform.run(Duration.ofMillis(100)); // 50 are the least for so many frames.
        assertThat(platform.frames() - ofTheBystander).isEqualTo(5 * ADDRESSES);
    }
}
