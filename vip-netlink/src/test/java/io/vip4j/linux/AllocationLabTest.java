/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.management.ThreadMXBean;
import io.vip4j.VipElector;
import io.vip4j.VipHost;
import io.vip4j.config.AddressLease;
import io.vip4j.config.AnnouncementProfile;
import io.vip4j.config.HostConfig;
import io.vip4j.config.VirtualRouterConfig;
import io.vip4j.event.VipState;
import io.vip4j.linux.lab.Lab;
import io.vip4j.linux.lab.LabTest;
import io.vip4j.vrrp.AddressFamily;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * What the loops of an Active host and of a Backup allocate for each advertisement, sockets and timers included: the step
 * of the machine, and to send the share of a turn of the loop. A third host counts, for asking them would itself allocate.
 */
@LabTest
class AllocationLabTest {

    private static final int ROUTERS = 200;
    private static final int ADVERTISEMENTS = 3 * ROUTERS;

    /** Of the machine, see the benchmarks. */
    private static final long STEP_TO_ADVERTISE = 144;

    private static final long STEP_TO_HEAR = 96;

    /** The timer of a turn in Netty, if the routers share none, and now and then the pulse of the host. */
    private static final long TURN = 144;

    /** Who hears in time has no timer that rings. */
    private static final long LITTLE = 48;

    private final Lab lab = new Lab();
    private final LinuxVipPlatform platformA =
            LinuxVipPlatform.createIn(lab.node("198.51.100.1/24").file());
    private final LinuxVipPlatform platformB =
            LinuxVipPlatform.createIn(lab.node("198.51.100.2/24").file());
    private final LinuxVipPlatform observer =
            LinuxVipPlatform.createIn(lab.node("198.51.100.3/24").file());
    private final VipHost active = VipHost.open(platformA);
    private final VipHost backup = VipHost.open(platformB);
    private final AtomicLong heard = new AtomicLong();
    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @AfterEach
    void close() {
        active.close();
        backup.close();
        observer.close();
        lab.close();
    }

    private static HostConfig routers(int priority) {
        List<VirtualRouterConfig> routers = new ArrayList<>();
        for (int vrid = 1; vrid <= ROUTERS; vrid++) {
            routers.add(VirtualRouterConfig.builder("router-" + vrid)
                    .networkInterface("eth0")
                    .vrid(vrid)
                    .priority(priority)
                    .address("203.0.113." + vrid + "/32")
                    .announcements(
                            AnnouncementProfile.DEFAULT.bursts(1, Duration.ZERO).spacing(Duration.ZERO))
                    .lease(
                            AddressLease
                                    .off()) // A renewal comes some times in a lifetime, and costs the netlink thread.
                    .build());
        }
        return new HostConfig(routers, List.of());
    }

    private static long loopOf(LinuxVipPlatform platform) {
        return LoopCalls.call(platform, () -> Thread.currentThread().getId());
    }

    private static void awaitState(VipHost host, VipState state) {
        List<VipElector> electors = host.electors();
        await().atMost(Duration.ofSeconds(30))
                .until(() -> electors.stream().allMatch(elector -> elector.state() == state));
    }

    private void awaitAdvertisements(long count) {
        await().atMost(Duration.ofSeconds(30)).until(() -> heard.get() >= count);
    }

    @Test
    void advertisementCostsTheStepOfTheMachineAndLittleMore() {
        active.apply(routers(200));
        backup.apply(routers(100));
        LoopCalls.call(
                observer,
                () -> observer.openChannel(
                        "eth0",
                        AddressFamily.IPV4,
                        (source, destination, timeToLive, message) -> heard.incrementAndGet()));
        long loopOfActive = loopOf(platformA);
        long loopOfBackup = loopOf(platformB);
        awaitState(active, VipState.ACTIVE);
        awaitState(backup, VipState.BACKUP);
        awaitAdvertisements(heard.get() + ADVERTISEMENTS); // What the claim has left to do is done.
        long before = heard.get();
        long sentBefore = threads.getThreadAllocatedBytes(loopOfActive);
        long heardBefore = threads.getThreadAllocatedBytes(loopOfBackup);

        awaitAdvertisements(before + ADVERTISEMENTS);

        long sending = threads.getThreadAllocatedBytes(loopOfActive) - sentBefore;
        long hearing = threads.getThreadAllocatedBytes(loopOfBackup) - heardBefore;
        long advertisements = heard.get() - before;
        System.out.printf(
                "allocated for each of %d advertisements: %d octets to send, %d to hear%n",
                advertisements, sending / advertisements, hearing / advertisements);
        assertThat(sending / advertisements).isBetween(1L, STEP_TO_ADVERTISE + TURN);
        assertThat(hearing / advertisements).isBetween(1L, STEP_TO_HEAR + LITTLE);
    }
}
