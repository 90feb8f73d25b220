/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.driver;

import static org.assertj.core.api.Assertions.assertThat;

import io.vip4j.config.VirtualRouterConfig;
import io.vip4j.event.Anomaly;
import io.vip4j.event.AnomalyEvent;
import io.vip4j.event.AnomalyKind;
import io.vip4j.event.Transition;
import io.vip4j.event.VipEvent;
import io.vip4j.event.VipListener;
import io.vip4j.event.VipState;
import io.vip4j.machine.Input;
import io.vip4j.machine.Parameters;
import io.vip4j.machine.RouterState;
import io.vip4j.machine.VirtualRouterMachine;
import io.vip4j.simulation.SimulatedLan;
import io.vip4j.spi.Loop;
import io.vip4j.vrrp.IpAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AnomaliesTest {

    private static final AnomalyKind WIRE = AnomalyKind.SETTINGS_DIFFER;

    private final SimulatedLan lan = SimulatedLan.virtualTime(1);
    private final Loop loop = lan.node("a").platform().loop();
    private final ListenerDispatch dispatch = new ListenerDispatch("web", Runnable::run, Runnable::run);
    private final VirtualRouterConfig config = VirtualRouterConfig.builder("web")
            .networkInterface("eth0")
            .vrid(10)
            .address("198.51.100.222/24")
            .build();
    private final Publisher publisher = new Publisher(config, loop, dispatch);
    private final Anomalies anomalies = new Anomalies(loop, publisher);
    private final List<AnomalyEvent> told = new ArrayList<>();

    AnomaliesTest() {
        publisher.add(new Recorder(told));
    }

    private record Recorder(List<AnomalyEvent> told) implements VipListener {
        @Override
        public void onTransition(Transition transition) {}

        @Override
        public void onAnomaly(AnomalyEvent event) {
            told.add(event);
        }
    }

    private void become(VipState state) {
        Parameters parameters = ParametersFactory.of(config, config.priority(), true, IpAddress.parse("198.51.100.1"));
        RouterState initialize = new RouterState.Initialize();
        publisher.publish(
                state == VipState.INITIALIZE
                        ? initialize
                        : VirtualRouterMachine.step(parameters, initialize, new Input.Startup(), 0)
                                .state(),
                new CauseChain(),
                new Terms(Leave.ALWAYS, new Validity(loop)));
    }

    private List<String> words() {
        return told.stream()
                .map(event -> (event.began() ? "+" : "-") + event.anomaly().subject() + "x"
                        + event.anomaly().count())
                .toList();
    }

    @Test
    void isToldOnceAtItsBeginAndOnceAtItsEnd() {
        for (int i = 0; i < 30; i++) {
            anomalies.notice(WIRE, "b", "b has another password");
            lan.run(Duration.ofSeconds(1));
        }
        assertThat(words()).containsExactly("+bx1");
        assertThat(anomalies.current()).singleElement().satisfies(anomaly -> {
            assertThat(anomaly.kind()).isEqualTo(WIRE);
            assertThat(anomaly.count()).isEqualTo(30);
            assertThat(Duration.between(anomaly.since(), anomaly.lastSeen())).isEqualTo(Duration.ofSeconds(29));
        });
        lan.run(Duration.ofSeconds(9).minusNanos(1));
        assertThat(words()).containsExactly("+bx1");
        lan.run(Duration.ofNanos(1));
        assertThat(words()).containsExactly("+bx1", "-bx30");
        assertThat(anomalies.current()).isEmpty();
        assertThat(told.get(1).toString())
                .isEqualTo("vip router=web vrid=10 if=eth0 SETTINGS_DIFFER ends: b has another password");
    }

    @Test
    void lastsForThreeOfItsPeriods() {
        anomalies.notice(WIRE, "slow", Duration.ofSeconds(40).toNanos(), () -> "slow");
        anomalies.notice(WIRE, "quick", Duration.ofMillis(10).toNanos(), () -> "quick");
        lan.run(Duration.ofNanos(Anomalies.LEAST_QUIET_NANOS));
        assertThat(words()).containsExactly("+slowx1", "+quickx1", "-quickx1");
        lan.run(Duration.ofSeconds(109));
        assertThat(words()).hasSize(3);
        lan.run(Duration.ofSeconds(1));
        assertThat(words()).last().isEqualTo("-slowx1");
    }

    @Test
    void kindsThatLastEndOnlyWhenSomebodySaysSo() {
        anomalies.notice(AnomalyKind.CANNOT_SEND, "eth0", "cannot send");
        lan.run(Duration.ofHours(1));
        assertThat(words()).containsExactly("+eth0x1");
        anomalies.over(AnomalyKind.CANNOT_SEND, "eth0");
        anomalies.over(AnomalyKind.CANNOT_SEND, "eth0");
        anomalies.over(AnomalyKind.CANNOT_BIND, "never noticed");
        assertThat(words()).containsExactly("+eth0x1", "-eth0x1");
    }

    @Test
    void overEndsOneSubjectOrAll() {
        anomalies.notice(WIRE, "b", "b");
        anomalies.notice(WIRE, "c", "c");
        anomalies.notice(AnomalyKind.TWO_OWNERS, "b", "b");
        anomalies.over(WIRE, "b");
        assertThat(words()).containsExactly("+bx1", "+cx1", "+bx1", "-bx1");
        anomalies.over(WIRE);
        assertThat(anomalies.current()).extracting(Anomaly::kind).containsExactly(AnomalyKind.TWO_OWNERS);
    }

    @Test
    void floodOfSubjectsIsBoundedInMemoryAndInWhatIsTold() {
        for (int i = 0; i < 100_000; i++) {
            anomalies.notice(WIRE, i, 0, () -> "forged");
        }
        assertThat(told).hasSize(Anomalies.TOLD_AT_ONCE + 1);
        assertThat(words()).last().isEqualTo("+othersx1");
        assertThat(anomalies.current()).hasSize(Anomalies.TOLD_AT_ONCE + 1);
        assertThat(anomalies.current().get(Anomalies.TOLD_AT_ONCE).count()).isEqualTo(100_000 - Anomalies.TOLD_AT_ONCE);

        // One hour of it, ten new sources each second.
        told.clear();
        int most = 0;
        for (int i = 0; i < 36_000; i++) {
            anomalies.notice(WIRE, "later" + i, 0, () -> "forged");
            lan.run(Duration.ofMillis(100));
            most = Math.max(most, anomalies.current().size());
        }
        // Each of those that begin ends, too; 120 spaces of 30 s make an hour.
        assertThat(told).hasSizeLessThan(2 * 120 + Anomalies.MAX_SUBJECTS + 2).hasSizeGreaterThan(120);
        assertThat(most).isLessThanOrEqualTo(Anomalies.MAX_SUBJECTS + 1);
        assertThat(publisher.timeline()).hasSize(Timeline.ANOMALY_CAPACITY);
    }

    @Test
    void noMoreThanTheMostSubjectsAreKept() {
        for (int hour = 0; hour < 3; hour++) {
            for (int i = 0; i < 60; i++) {
                anomalies.notice(AnomalyKind.UNKNOWN_VRID, i, Duration.ofDays(1).toNanos(), () -> "foreign");
                lan.run(Duration.ofMinutes(1));
            }
        }
        assertThat(anomalies.current()).hasSize(Anomalies.MAX_SUBJECTS + 1);
        assertThat(told).hasSize(Anomalies.MAX_SUBJECTS + 1);
    }

    @Test
    void otherKindsBeginWhileOneIsFlooded() {
        for (int i = 0; i < 1000; i++) {
            anomalies.notice(WIRE, i, 0, () -> "forged");
        }
        anomalies.notice(AnomalyKind.DUPLICATE_ADDRESS, "198.51.100.222", "somebody else has it");
        assertThat(told.get(told.size() - 1).anomaly().kind()).isEqualTo(AnomalyKind.DUPLICATE_ADDRESS);
    }

    @Test
    void textIsThatOfTheLastSecond() {
        anomalies.notice(WIRE, "b", "first");
        anomalies.notice(WIRE, "b", "too soon");
        assertThat(anomalies.current()).extracting(Anomaly::text).containsExactly("first");
        lan.run(Duration.ofSeconds(1));
        anomalies.notice(WIRE, "b", "later");
        assertThat(anomalies.current()).extracting(Anomaly::text).containsExactly("later");
        assertThat(told).hasSize(1);
    }

    @Test
    void sequenceIsSharedWithTransitionsAndFloodsPushNoTransitionOut() {
        become(VipState.BACKUP);
        anomalies.notice(WIRE, "b", "b");
        become(VipState.INITIALIZE);
        assertThat(publisher.timeline()).extracting(VipEvent::sequence).containsExactly(1L, 2L, 3L);
        for (int i = 0; i < 2 * Timeline.ANOMALY_CAPACITY; i++) {
            anomalies.notice(WIRE, "b", "b");
            anomalies.over(WIRE, "b");
            lan.run(Duration.ofNanos(Anomalies.TOLD_SPACING_NANOS));
        }
        assertThat(publisher.timeline()).hasSize(2 + Timeline.ANOMALY_CAPACITY);
        assertThat(publisher.timeline().subList(0, 2)).allMatch(Transition.class::isInstance);
    }

    @Test
    void newListenerHearsTheLatestTransitionAndWhatLasts() {
        anomalies.notice(WIRE, "b", "b");
        anomalies.notice(WIRE, "gone", "gone");
        anomalies.over(WIRE, "gone");
        become(VipState.BACKUP);
        become(VipState.INITIALIZE);
        List<VipEvent> heard = new ArrayList<>();
        publisher.add(new VipListener() {
            @Override
            public void onTransition(Transition transition) {
                heard.add(transition);
            }

            @Override
            public void onAnomaly(AnomalyEvent event) {
                heard.add(event);
            }
        });
        assertThat(heard).extracting(VipEvent::sequence).containsExactly(1L, 5L);
        anomalies.over(WIRE, "b");
        assertThat(heard).extracting(VipEvent::sequence).containsExactly(1L, 5L, 6L);
    }

    @Test
    void closedOnesStayAsTheyAre() {
        anomalies.notice(WIRE, "b", "b");
        anomalies.close();
        lan.run(Duration.ofMinutes(1));
        assertThat(words()).containsExactly("+bx1");
    }
}
