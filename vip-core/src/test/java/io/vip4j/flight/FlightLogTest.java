/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.flight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.vip4j.VipHost;
import io.vip4j.config.VirtualRouterConfig;
import io.vip4j.simulation.SimulatedLan;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import jdk.jfr.Event;
import jdk.jfr.EventType;
import jdk.jfr.Recording;
import jdk.jfr.ValueDescriptor;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the flight recorder of this JVM reads back. */
class FlightLogTest {

    private final SimulatedLan lan = SimulatedLan.virtualTime(1);
    private final VipHost host = VipHost.open(lan.node("a").platform());

    @TempDir
    private Path directory;

    private static VirtualRouterConfig.Builder router(String name, int vrid) {
        return VirtualRouterConfig.builder(name)
                .networkInterface("eth0")
                .vrid(vrid)
                .address("198.51.100." + (200 + vrid) + "/24");
    }

    private List<RecordedEvent> record(Runnable story, String... events) throws IOException {
        Path file = directory.resolve("flight.jfr");
        try (Recording recording = new Recording()) {
            for (String event : events) {
                recording.enable(event);
            }
            recording.start();
            story.run();
            recording.stop();
            recording.dump(file);
        }
        return RecordingFile.readAllEvents(file).stream()
                .filter(event -> List.of(events).contains(event.getEventType().getName()))
                .toList();
    }

    /** What analyses of recordings ask for: docs/stability.md promises that it stays. */
    @Test
    void theFieldsOfEachEventStay() {
        assertThat(fields(TransitionEvent.class))
                .contains("router", "vrid", "networkInterface", "from", "to", "trigger", "cause", "term", "sequence");
        assertThat(fields(LatenessEvent.class)).contains("lateness", "threshold");
        assertThat(fields(SuspensionEvent.class)).contains("suspended");
        assertThat(fields(RejectedPacketEvent.class)).contains("where", "source", "reason", "count");
    }

    private static List<String> fields(Class<? extends Event> event) {
        return EventType.getEventType(event).getFields().stream()
                .map(ValueDescriptor::getName)
                .toList();
    }

    @Test
    void transitionsAreRecordedWithTheirCauses() throws IOException {
        List<RecordedEvent> events = record(
                () -> {
                    host.start(router("web", 10).build());
                    lan.run(Duration.ofSeconds(5));
                },
                "io.vip4j.Transition");

        assertThat(events)
                .filteredOn(event -> event.getString("router").equals("web"))
                .extracting(
                        event -> event.getLong("sequence"),
                        event -> event.getInt("vrid"),
                        event -> event.getString("networkInterface"),
                        event -> event.getString("from"),
                        event -> event.getString("to"),
                        event -> event.getString("trigger"),
                        event -> event.getString("term"))
                .containsExactlyInAnyOrder(
                        tuple(1L, 10, "eth0", "INITIALIZE", "BACKUP", "STARTUP", ""),
                        tuple(2L, 10, "eth0", "BACKUP", "ACTIVE", "ACTIVE_DOWN", "epoch 1"));
        assertThat(events).allSatisfy(event -> {
            assertThat(event.getEventType().getLabel()).isEqualTo("VRRP Transition");
            assertThat(event.getEventType().getCategoryNames()).containsExactly("vip4j");
            assertThat(event.getStackTrace()).isNull();
        });
        assertThat(events)
                .anySatisfy(event -> assertThat(event.getString("cause"))
                        .isEqualTo("ACTIVE_DOWN (no Active router heard for 3609 ms -> addresses bound in 0.0 ms)"));
    }

    @Test
    void latenessAboveTheThresholdIsRecordedOnceForAStall() throws IOException {
        host.start(router("web", 10).build());
        host.start(router("mail", 11).build());
        lan.run(Duration.ofSeconds(5));
        List<RecordedEvent> events = record(
                () -> {
                    lan.node("a").freeze();
                    lan.run(Duration.ofSeconds(10));
                    lan.node("a").thaw();
                    lan.run(Duration.ofSeconds(5));
                },
                "io.vip4j.Lateness");

        assertThat(events).hasSize(1);
        assertThat(events.get(0).getDuration("lateness")).isBetween(Duration.ofSeconds(9), Duration.ofSeconds(10));
        assertThat(events.get(0).getDuration("threshold")).isEqualTo(Duration.ofMillis(500));
    }

    @Test
    void rejectedPacketsAreRecordedAtMostOnceASecondForEachReason() throws IOException {
        host.start(router("web", 10).build());
        VipHost other = VipHost.open(lan.node("b").platform());
        other.start(router("strangers", 50)
                .advertisementInterval(Duration.ofMillis(100))
                .build());
        lan.run(Duration.ofSeconds(5));
        List<RecordedEvent> events = record(() -> lan.run(Duration.ofMillis(9_950)), "io.vip4j.RejectedPacket");

        List<RecordedEvent> fromOther = events.stream()
                .filter(event -> event.getString("source").equals("198.51.100.2"))
                .toList();
        assertThat(fromOther)
                .hasSize(10)
                .extracting(event -> event.getString("reason"), event -> event.getString("where"))
                .containsOnly(tuple("VRID_UNKNOWN", "eth0"));
        assertThat(fromOther.get(1).getLong("count") - fromOther.get(0).getLong("count"))
                .isEqualTo(10);
    }

    @Test
    void nothingIsRecordedThatNobodyWants() throws IOException {
        assertThat(FlightLog.recordsRejections()).isFalse();
        List<RecordedEvent> events =
                record(() -> FlightLog.suspended(Duration.ofHours(1).toNanos()), "io.vip4j.Transition");
        assertThat(events).isEmpty();
        events = record(() -> FlightLog.suspended(Duration.ofHours(1).toNanos()), "io.vip4j.Suspension");
        assertThat(events).hasSize(1);
        assertThat(events.get(0).getDuration("suspended")).isEqualTo(Duration.ofHours(1));
    }
}
