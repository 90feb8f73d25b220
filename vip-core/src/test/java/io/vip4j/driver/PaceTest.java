/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.driver;

import static io.vip4j.driver.HostBench.router;
import static org.assertj.core.api.Assertions.assertThat;

import io.vip4j.config.VirtualRouterConfig;
import io.vip4j.vrrp.AdvertisementInterval;
import io.vip4j.vrrp.Timers;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** When advertisements and renewals leave, if the loop lets alarms ring together. */
class PaceTest {

    private static final String VIP = "198.51.100.10/24";

    private final HostBench bench = new HostBench();

    private long sent() {
        return bench.words.stream().filter(word -> word.startsWith("advertise")).count();
    }

    private long renewals() {
        return bench.words.stream().filter("renew"::equals).count();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 10, 100, 4095})
    void advertisementIsEarlyByA256thAndAtMostAMillisecond(int centiseconds) { // 9568-6.1: never later
        AdvertisementInterval interval = new AdvertisementInterval(centiseconds);
        bench.platform.alarmsRingEarly();
        bench.apply(router("web", 10, VIP)
                .priority(255)
                .advertisementInterval(interval.toDuration())
                .build());
        long early = Timers.advertisementEarlinessNanos(interval);
        assertThat(early).isBetween(1L, Math.min(interval.nanos() / 256, 1_000_000));
        bench.words.clear();
        bench.run(Duration.ofNanos(interval.nanos() - early - 1));
        assertThat(sent()).isZero();
        bench.run(Duration.ofNanos(1));
        assertThat(sent()).isEqualTo(1);
    }

    @Test
    void earlyAdvertisementsDoNotQuickenThePace() {
        bench.platform.alarmsRingEarly();
        bench.apply(router("web", 10, VIP).priority(255).build());
        bench.words.clear();
        bench.runSeconds(1000);
        assertThat(sent()).isEqualTo(1000);
    }

    @Test
    void backupNeverTakesOverEarly() {
        bench.platform.alarmsRingEarly();
        bench.apply(router("web", 10, VIP).priority(100).build());
        bench.run(Duration.ofNanos(Timers.activeDownIntervalNanos(
                        bench.elector("web").config().version(),
                        bench.elector("web").config().priority(),
                        AdvertisementInterval.DEFAULT)
                - 1));
        assertThat(sent()).isZero();
    }

    @Test
    void routersThatAdvertiseTogetherSoonRenewTogether() {
        VirtualRouterConfig one = fast("one", 1, "198.51.100.11/24");
        bench.apply(one);
        bench.run(Duration.ofMillis(60));
        bench.apply(one, fast("two", 2, "198.51.100.12/24"));
        bench.runSeconds(1);
        bench.words.clear();
        for (int i = 0; i < 50; i++) {
            bench.run(Duration.ofMillis(20));
            assertThat(renewals() % 2).as("both or none").isZero();
        }
        assertThat(renewals()).isEqualTo(10); // Five times in the lifetime, which is one second.
    }

    private static VirtualRouterConfig fast(String name, int vrid, String address) {
        return router(name, vrid, address)
                .priority(255)
                .advertisementInterval(Duration.ofMillis(20))
                .build();
    }
}
