/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.driver;

import static io.vip4j.driver.HostBench.router;
import static org.assertj.core.api.Assertions.assertThat;

import io.vip4j.event.Anomaly;
import io.vip4j.event.AnomalyKind;
import io.vip4j.event.VipState;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An Active router on a platform that keeps its regular advertisements until a turn of the loop ends. */
class CompanyTest {

    private final HostBench bench = new HostBench();

    @BeforeEach
    void becomeActive() {
        bench.apply(router("web", 10, "198.51.100.10/24").priority(200).build());
        while (bench.state("web") != VipState.ACTIVE) {
            bench.run(Duration.ofMillis(1));
        }
        bench.platform.companyWaits();
        bench.words.clear();
    }

    /** To the moment in which the next advertisement is due. */
    private void runUntilOneWaits() {
        while (!bench.words.contains("wait")) {
            bench.run(Duration.ofMillis(1));
        }
    }

    private boolean cannotSend() {
        return bench.elector("web").status().anomalies().stream()
                .map(Anomaly::kind)
                .anyMatch(AnomalyKind.CANNOT_SEND::equals);
    }

    @Test
    void addressesAreRenewedWhenTheAdvertisementHasLeft() {
        runUntilOneWaits();
        assertThat(bench.words).containsExactly("wait");
        bench.platform.turnEnds();
        assertThat(bench.words).containsExactly("wait", "advertise(200)", "renew");
    }

    @Test
    void releaseDoesNotOvertakeIt() {
        runUntilOneWaits();
        bench.health("web", "by hand", false);
        assertThat(bench.words).containsExactly("wait", "advertise(200)", "renew", "unbind", "|", "advertise(0)");
        bench.platform.turnEnds();
        assertThat(bench.words).hasSize(6);
    }

    @Test
    void oneThatIsRefusedIsToldAndKeepsNoRenewalBack() {
        long before = bench.elector("web").status().advertsSent();
        runUntilOneWaits();
        bench.node.failSends("network is down");
        bench.platform.turnEnds();
        assertThat(bench.words).containsExactly("wait", "advertise(200)", "renew");
        assertThat(cannotSend()).isTrue();
        assertThat(bench.elector("web").status().advertsSent()).isEqualTo(before);

        bench.node.letSendsSucceed();
        bench.words.clear();
        runUntilOneWaits();
        bench.platform.turnEnds();
        assertThat(cannotSend()).isFalse();
        assertThat(bench.elector("web").status().advertsSent()).isEqualTo(before + 1);
    }

    /** Whoever hears it may have heard it at once: nobody here believes in the role for longer than he waits. */
    @Test
    void roleIsBelievedInFromTheMomentInWhichItWasDue() {
        runUntilOneWaits();
        bench.run(Duration.ofMillis(500));
        bench.platform.turnEnds();
        bench.node.failSends("network is down");
        bench.run(Duration.ofMillis(2498));
        assertThat(bench.elector("web").isActive()).isTrue();
        bench.run(Duration.ofMillis(2));
        assertThat(bench.elector("web").isActive()).isFalse();
    }

    @Test
    void oneThatWaitsWhenTheSocketIsClosedLeavesBefore() {
        runUntilOneWaits();
        bench.node.removeInterface("eth0");
        assertThat(bench.words).startsWith("wait", "advertise(200)");
    }
}
