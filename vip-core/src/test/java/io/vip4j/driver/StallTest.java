/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.driver;

import static io.vip4j.driver.AnomalyBench.VIP;
import static io.vip4j.driver.AnomalyBench.router;
import static org.assertj.core.api.Assertions.assertThat;

import io.vip4j.config.Preemption;
import io.vip4j.config.VirtualRouterConfig;
import io.vip4j.event.Anomaly;
import io.vip4j.event.AnomalyEvent;
import io.vip4j.event.AnomalyKind;
import io.vip4j.event.Lateness;
import io.vip4j.event.VipState;
import io.vip4j.simulation.SimulatedLan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A process that did not run for a while: what it measures, what it tells, and what it does when it goes on. */
class StallTest {

    private final List<String> told = new ArrayList<>();
    private final AnomalyBench bench = new AnomalyBench(this::hear);
    private final SimulatedLan lan = bench.lan;
    private final List<String> words = bench.words;
    private final RecordingPlatform platform = bench.platform;
    private final HostDriver host = bench.host;

    private void hear(AnomalyEvent event) {
        AnomalyKind kind = event.anomaly().kind();
        if (kind == AnomalyKind.LOOP_LATE || kind == AnomalyKind.HOST_SUSPENDED) {
            told.add((event.began() ? "+" : "-") + event.router() + " " + kind);
        }
    }

    private void stallFor(Duration duration) {
        lan.node("a").freeze();
        bench.run(duration);
        words.clear();
        lan.node("a").thaw();
    }

    private Lateness lateness() {
        return host.lateness();
    }

    @Test
    void hostWithoutStallsIsNeverLateAndMeasuresWhileItIsBackup() {
        bench.startPeer(router(200));
        bench.start(router(100));
        bench.run(10);
        assertThat(lateness())
                .isEqualTo(new Lateness(
                        10, // The pulse alone: the Backup's own deadline always moves on.
                        Duration.ZERO,
                        Duration.ZERO,
                        Duration.ZERO,
                        Duration.ZERO,
                        0,
                        Duration.ofMillis(500),
                        Duration.ZERO));
        assertThat(told).isEmpty();
    }

    @Test
    void stallIsMeasuredAndToldOnceUntilItIsQuiet() {
        bench.startPeer(router(200));
        ElectorDriver web = bench.start(router(100));
        bench.run(10);
        stallFor(Duration.ofMillis(2600));
        assertThat(lateness().max()).isEqualTo(Duration.ofMillis(1600));
        assertThat(lateness().stalls()).isEqualTo(1);
        assertThat(told).containsExactly("+web LOOP_LATE");
        Anomaly anomaly = web.status().anomalies().get(0);
        assertThat(anomaly.kind()).isEqualTo(AnomalyKind.LOOP_LATE);
        assertThat(anomaly.text()).startsWith("the loop was 1600 ms late, more than half of an advertisement interval");
        bench.run(11);
        assertThat(told).containsExactly("+web LOOP_LATE", "-web LOOP_LATE");
    }

    @Test
    void halfOfTheIntervalIsNoStall() {
        bench.startPeer(router(200));
        bench.start(router(100));
        bench.run(10);
        stallFor(Duration.ofMillis(1500));
        assertThat(lateness().last()).isEqualTo(Duration.ofMillis(500));
        assertThat(lateness().stalls()).isZero();
        stallFor(Duration.ofMillis(1501));
        assertThat(lateness().stalls()).isEqualTo(1);
    }

    @Test
    void stallConcernsOnlyRoutersWhoseIntervalIsShortEnough() {
        bench.start(router(100));
        bench.start(VirtualRouterConfig.builder("quick")
                .networkInterface("eth0")
                .vrid(11)
                .address("198.51.100.223/24")
                .advertisementInterval(Duration.ofMillis(100)));
        bench.run(10);
        assertThat(lateness().threshold()).isEqualTo(Duration.ofMillis(50));
        stallFor(Duration.ofMillis(250));
        assertThat(told).containsExactly("+quick LOOP_LATE");
    }

    @Test
    void shortIntervalsHaveAThresholdThatTimersCanKeep() {
        bench.start(router(100).advertisementInterval(Duration.ofMillis(10)));
        assertThat(lateness().threshold()).isEqualTo(Duration.ofMillis(20));
    }

    @Test
    void aThousandStallsAreTwoEvents() {
        bench.start(router(100).advertisementInterval(Duration.ofMillis(100)));
        bench.run(10);
        for (int i = 0; i < 1000; i++) {
            stallFor(Duration.ofMillis(200));
            bench.run(Duration.ofMillis(100));
        }
        bench.run(20);
        assertThat(lateness().stalls()).isGreaterThanOrEqualTo(1000);
        assertThat(told).containsExactly("+web LOOP_LATE", "-web LOOP_LATE");
    }

    @Test
    void suspensionIsToldAsSuchAndIsNoLateness() {
        ElectorDriver web = bench.start(router(100));
        bench.run(10);
        lan.node("a").freeze();
        bench.run(Duration.ofHours(1));
        platform.suspended(Duration.ofHours(1));
        lan.node("a").thaw();
        assertThat(lateness().suspended()).isEqualTo(Duration.ofHours(1));
        assertThat(lateness().max()).isZero();
        assertThat(told).containsExactly("+web HOST_SUSPENDED");
        assertThat(web.status().anomalies())
                .filteredOn(anomaly -> anomaly.kind() == AnomalyKind.HOST_SUSPENDED)
                .singleElement()
                .satisfies(anomaly -> assertThat(anomaly.text()).startsWith("the host was suspended for 3600 s"));
        bench.run(20);
        assertThat(told).containsExactly("+web HOST_SUSPENDED", "-web HOST_SUSPENDED");
    }

    @Test
    void pulseAndAlarmsDoNotCatchUpAfterAStall() {
        bench.start(router(100));
        bench.run(10);
        long before = lateness().turns();
        stallFor(Duration.ofHours(1));
        assertThat(lateness().turns() - before)
                .as("one advertisement and one pulse")
                .isEqualTo(2);
        bench.run(Duration.ofMillis(1)); // Announcements are paced.
        assertThat(words).containsExactly("advertise(100)", "renew", "announce");
    }

    @Test
    void nothingIsMeasuredOnceTheLastRouterIsClosed() {
        ElectorDriver web = bench.start(router(100));
        bench.run(10);
        platform.loop().execute(() -> {
            var unused = host.close(web);
        });
        long turns = lateness().turns();
        bench.run(10);
        assertThat(platform.armedAlarms()).isZero();
        assertThat(lateness().turns()).isEqualTo(turns);
    }

    @ParameterizedTest
    @ValueSource(longs = {500, 2_900, 3_609, 3_700, 60_000, 3_600_000})
    void backupNeverTakesOverFromAdvertisementsThatWereWaiting(long millis) { // 5/L13
        bench.startPeer(router(200));
        ElectorDriver web = bench.start(router(100));
        bench.run(10);
        stallFor(Duration.ofMillis(millis));
        bench.run(20);
        assertThat(web.state()).isEqualTo(VipState.BACKUP);
        assertThat(words).isEmpty();
    }

    @Test
    void backupWhoseActiveRouterEndedMeanwhileWaitsAFullIntervalAfterWhatItHeardLate() {
        bench.startPeer(router(200));
        ElectorDriver web = bench.start(router(100));
        bench.run(10);
        lan.node("a").freeze();
        bench.run(5);
        lan.node("b").kill();
        bench.run(5);
        lan.node("a").thaw();
        assertThat(web.state()).isEqualTo(VipState.BACKUP);
        bench.run(Duration.ofMillis(3609));
        assertThat(web.state()).isEqualTo(VipState.BACKUP);
        bench.run(Duration.ofMillis(1));
        assertThat(web.state()).isEqualTo(VipState.ACTIVE);
    }

    @ParameterizedTest
    @ValueSource(ints = {50, 100, 200})
    void activeThatWasSilentAndHearsAnotherOneIsBackupWithoutAWord(int priorityOfOther) { // 5/A19
        ElectorDriver web = bench.start(router(100));
        bench.run(10);
        ElectorDriver other = bench.startPeer(router(priorityOfOther).preemption(Preemption.NEVER));
        bench.run(10);
        stallFor(Duration.ofSeconds(10));
        assertThat(other.state()).isEqualTo(VipState.ACTIVE);
        assertThat(web.state()).isEqualTo(VipState.BACKUP);
        assertThat(words).containsExactly("unbind", "|");
        assertThat(lan.holders(VIP)).containsExactly("b");
    }

    @Test
    void activeThatWasSilentForLessGoesOnAtOnce() {
        ElectorDriver web = bench.start(router(100));
        bench.run(10);
        bench.startPeer(router(50));
        bench.run(10);
        stallFor(Duration.ofMillis(2500));
        assertThat(web.state()).isEqualTo(VipState.ACTIVE);
        assertThat(words).filteredOn(word -> word.startsWith("advertise")).hasSize(1);
    }

    @Test
    void activeThatHearsNobodyRenewsAnnouncesAgainAndGoesOn() { // 5/A2
        ElectorDriver web = bench.start(router(100));
        bench.run(10);
        stallFor(Duration.ofSeconds(30));
        bench.run(Duration.ofMillis(1)); // Announcements are paced.
        assertThat(words).containsExactly("advertise(100)", "renew", "announce");
        assertThat(web.isActive()).isTrue();
        assertThat(lan.holders(VIP)).containsExactly("a");
        words.clear();
        bench.run(3);
        assertThat(words)
                .containsExactly("advertise(100)", "renew", "advertise(100)", "renew", "advertise(100)", "renew");
    }
}
