/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.driver;

import static org.assertj.core.api.Assertions.assertThat;

import io.vip4j.config.AnnouncementProfile;
import io.vip4j.config.Preemption;
import io.vip4j.config.VirtualRouterConfig;
import io.vip4j.event.Anomaly;
import io.vip4j.event.AnomalyEvent;
import io.vip4j.event.AnomalyKind;
import io.vip4j.event.Lateness;
import io.vip4j.event.Transition;
import io.vip4j.event.VipListener;
import io.vip4j.event.VipState;
import io.vip4j.simulation.SimulatedLan;
import io.vip4j.spi.VipPlatform;
import io.vip4j.vrrp.IpAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A process that did not run for a while: what it measures, what it tells, and what it does when it goes on. */
class StallTest {

    private static final IpAddress VIP = IpAddress.parse("198.51.100.222");

    private final SimulatedLan lan = SimulatedLan.virtualTime(1);
    private final List<String> words = new ArrayList<>();
    private final RecordingPlatform platform =
            new RecordingPlatform(lan.node("a").platform(), words::add, RecordingPlatform.Fault.NONE);
    private final HostDriver host = HostDriver.silent(platform);
    private final List<String> told = new ArrayList<>();

    private final class Recorder implements VipListener {
        @Override
        public void onTransition(Transition transition) {}

        @Override
        public void onAnomaly(AnomalyEvent event) {
            AnomalyKind kind = event.anomaly().kind();
            if (kind == AnomalyKind.LOOP_LATE || kind == AnomalyKind.HOST_SUSPENDED) {
                told.add((event.began() ? "+" : "-") + event.router() + " " + kind);
            }
        }
    }

    private static VirtualRouterConfig.Builder router(int priority) {
        return VirtualRouterConfig.builder("web")
                .networkInterface("eth0")
                .vrid(10)
                .priority(priority)
                .announcements(AnnouncementProfile.DEFAULT.bursts(1, Duration.ZERO))
                .address(VIP + "/24");
    }

    private ElectorDriver start(VirtualRouterConfig.Builder builder) {
        ElectorDriver[] started = new ElectorDriver[1];
        platform.loop().execute(() -> {
            started[0] = host.start(builder.build());
            started[0].addListener(new Recorder());
        });
        return started[0];
    }

    private ElectorDriver startPeer(VirtualRouterConfig.Builder builder) {
        VipPlatform peer = lan.node("b").platform();
        HostDriver other = HostDriver.silent(peer);
        CompletableFuture<ElectorDriver> started = new CompletableFuture<>();
        peer.loop().execute(() -> started.complete(other.start(builder.build())));
        return started.join();
    }

    private void run(Duration duration) {
        lan.run(duration);
    }

    private void run(long seconds) {
        run(Duration.ofSeconds(seconds));
    }

    private void stallFor(Duration duration) {
        lan.node("a").freeze();
        run(duration);
        words.clear();
        lan.node("a").thaw();
    }

    private Lateness lateness() {
        return host.lateness();
    }

    @Test
    void hostWithoutStallsIsNeverLateAndMeasuresWhileItIsBackup() {
        startPeer(router(200));
        start(router(100));
        run(10);
        assertThat(lateness())
                .isEqualTo(new Lateness(
                        10, // The pulse alone: the Backup's own deadline always moves on.
                        Duration.ZERO,
                        Duration.ZERO,
                        Duration.ofNanos(1000),
                        Duration.ZERO,
                        0,
                        Duration.ofMillis(500),
                        Duration.ZERO));
        assertThat(told).isEmpty();
    }

    @Test
    void stallIsMeasuredAndToldOnceUntilItIsQuiet() {
        startPeer(router(200));
        ElectorDriver web = start(router(100));
        run(10);
        stallFor(Duration.ofMillis(2600));
        assertThat(lateness().max()).isEqualTo(Duration.ofMillis(1600));
        assertThat(lateness().stalls()).isEqualTo(1);
        assertThat(told).containsExactly("+web LOOP_LATE");
        Anomaly anomaly = web.status().anomalies().get(0);
        assertThat(anomaly.kind()).isEqualTo(AnomalyKind.LOOP_LATE);
        assertThat(anomaly.text()).startsWith("the loop was 1600 ms late, more than half of an advertisement interval");
        run(11);
        assertThat(told).containsExactly("+web LOOP_LATE", "-web LOOP_LATE");
    }

    @Test
    void halfOfTheIntervalIsNoStall() {
        startPeer(router(200));
        start(router(100));
        run(10);
        stallFor(Duration.ofMillis(1500));
        assertThat(lateness().last()).isEqualTo(Duration.ofMillis(500));
        assertThat(lateness().stalls()).isZero();
        stallFor(Duration.ofMillis(1501));
        assertThat(lateness().stalls()).isEqualTo(1);
    }

    @Test
    void stallConcernsOnlyRoutersWhoseIntervalIsShortEnough() {
        start(router(100));
        start(VirtualRouterConfig.builder("quick")
                .networkInterface("eth0")
                .vrid(11)
                .address("198.51.100.223/24")
                .advertisementInterval(Duration.ofMillis(100)));
        run(10);
        assertThat(lateness().threshold()).isEqualTo(Duration.ofMillis(50));
        stallFor(Duration.ofMillis(250));
        assertThat(told).containsExactly("+quick LOOP_LATE");
    }

    @Test
    void shortIntervalsHaveAThresholdThatTimersCanKeep() {
        start(router(100).advertisementInterval(Duration.ofMillis(10)));
        assertThat(lateness().threshold()).isEqualTo(Duration.ofMillis(20));
    }

    @Test
    void aThousandStallsAreTwoEvents() {
        start(router(100).advertisementInterval(Duration.ofMillis(100)));
        run(10);
        for (int i = 0; i < 1000; i++) {
            stallFor(Duration.ofMillis(200));
            run(Duration.ofMillis(100));
        }
        run(20);
        assertThat(lateness().stalls()).isGreaterThanOrEqualTo(1000);
        assertThat(told).containsExactly("+web LOOP_LATE", "-web LOOP_LATE");
    }

    @Test
    void suspensionIsToldAsSuchAndIsNoLateness() {
        ElectorDriver web = start(router(100));
        run(10);
        lan.node("a").freeze();
        run(Duration.ofHours(1));
        platform.suspended(Duration.ofHours(1));
        lan.node("a").thaw();
        assertThat(lateness().suspended()).isEqualTo(Duration.ofHours(1));
        assertThat(lateness().max()).isZero();
        assertThat(told).containsExactly("+web HOST_SUSPENDED");
        assertThat(web.status().anomalies())
                .filteredOn(anomaly -> anomaly.kind() == AnomalyKind.HOST_SUSPENDED)
                .singleElement()
                .satisfies(anomaly -> assertThat(anomaly.text()).startsWith("the host was suspended for 3600 s"));
        run(20);
        assertThat(told).containsExactly("+web HOST_SUSPENDED", "-web HOST_SUSPENDED");
    }

    @Test
    void pulseAndAlarmsDoNotCatchUpAfterAStall() {
        start(router(100));
        run(10);
        long before = lateness().turns();
        stallFor(Duration.ofHours(1));
        assertThat(lateness().turns() - before)
                .as("one advertisement and one pulse")
                .isEqualTo(2);
        run(Duration.ofMillis(1)); // Announcements are paced.
        assertThat(words).containsExactly("advertise(100)", "renew", "announce");
    }

    @Test
    void nothingIsMeasuredOnceTheLastRouterIsClosed() {
        ElectorDriver web = start(router(100));
        run(10);
        platform.loop().execute(() -> {
            var unused = host.close(web);
        });
        long turns = lateness().turns();
        run(10);
        assertThat(platform.armedAlarms()).isZero();
        assertThat(lateness().turns()).isEqualTo(turns);
    }

    @ParameterizedTest
    @ValueSource(longs = {500, 2_900, 3_609, 3_700, 60_000, 3_600_000})
    void backupNeverTakesOverFromAdvertisementsThatWereWaiting(long millis) { // 5/L13
        startPeer(router(200));
        ElectorDriver web = start(router(100));
        run(10);
        stallFor(Duration.ofMillis(millis));
        run(20);
        assertThat(web.state()).isEqualTo(VipState.BACKUP);
        assertThat(words).isEmpty();
    }

    @Test
    void backupWhoseActiveRouterEndedMeanwhileWaitsAFullIntervalAfterWhatItHeardLate() {
        startPeer(router(200));
        ElectorDriver web = start(router(100));
        run(10);
        lan.node("a").freeze();
        run(5);
        lan.node("b").kill();
        run(5);
        lan.node("a").thaw();
        assertThat(web.state()).isEqualTo(VipState.BACKUP);
        run(Duration.ofMillis(3609));
        assertThat(web.state()).isEqualTo(VipState.BACKUP);
        run(Duration.ofMillis(1));
        assertThat(web.state()).isEqualTo(VipState.ACTIVE);
    }

    @ParameterizedTest
    @ValueSource(ints = {50, 100, 200})
    void activeThatWasSilentAndHearsAnotherOneIsBackupWithoutAWord(int priorityOfOther) { // 5/A19
        ElectorDriver web = start(router(100));
        run(10);
        ElectorDriver other = startPeer(router(priorityOfOther).preemption(Preemption.NEVER));
        run(10);
        stallFor(Duration.ofSeconds(10));
        assertThat(other.state()).isEqualTo(VipState.ACTIVE);
        assertThat(web.state()).isEqualTo(VipState.BACKUP);
        assertThat(words).containsExactly("unbind", "|");
        assertThat(lan.holders(VIP)).containsExactly("b");
    }

    @Test
    void activeThatWasSilentForLessGoesOnAtOnce() {
        ElectorDriver web = start(router(100));
        run(10);
        startPeer(router(50));
        run(10);
        stallFor(Duration.ofMillis(2500));
        assertThat(web.state()).isEqualTo(VipState.ACTIVE);
        assertThat(words).filteredOn(word -> word.startsWith("advertise")).hasSize(1);
    }

    @Test
    void activeThatHearsNobodyRenewsAnnouncesAgainAndGoesOn() { // 5/A2
        ElectorDriver web = start(router(100));
        run(10);
        stallFor(Duration.ofSeconds(30));
        run(Duration.ofMillis(1)); // Announcements are paced.
        assertThat(words).containsExactly("advertise(100)", "renew", "announce");
        assertThat(web.isActive()).isTrue();
        assertThat(lan.holders(VIP)).containsExactly("a");
        words.clear();
        run(3);
        assertThat(words)
                .containsExactly("advertise(100)", "renew", "advertise(100)", "renew", "advertise(100)", "renew");
    }
}
