/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.support.status;

import com.fasterxml.jackson.core.JsonGenerator;
import io.vip4j.VipElector;
import io.vip4j.config.HostConfig;
import io.vip4j.config.SyncGroup;
import io.vip4j.config.VirtualRouterConfig;
import io.vip4j.event.Anomaly;
import io.vip4j.event.CheckStatus;
import io.vip4j.event.Lateness;
import io.vip4j.event.VipEvent;
import io.vip4j.event.VipStatus;
import io.vip4j.samples.support.Json;
import io.vip4j.spi.PlatformException;
import io.vip4j.vrrp.IpAddress;
import io.vip4j.wire.RejectReason;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Writes what is known about the routers as one JSON document; the README of vipd has its fields. Safe from any thread.
 */
public final class StatusJson {

    /** How many events of all routers together the page is told each second, and how many of one router at least. */
    private static final int PAGE_EVENTS = 1000;

    private static final int PAGE_EVENTS_LEAST = 8;

    private final String version;
    private final Path file;
    private final Optional<String> node;
    private final InstantSource clock;
    private final Instant startedAt;

    /** What to report. */
    private record Subject(
            Supplier<? extends Collection<VipElector>> electors, Supplier<Lateness> lateness, HostConfig config) {}

    private volatile @Nullable Subject subject; // Written by the main thread.
    private volatile Supplier<List<PageSection>> sections = List::of; // Likewise.

    /**
     * Of this process, on this host.
     *
     * @param version of the program
     * @param file its configuration
     */
    public StatusJson(String version, Path file) {
        this(version, file, NodeName.read(), InstantSource.system());
    }

    /**
     * Of a process that this may not be.
     *
     * @param version of the program
     * @param file its configuration
     * @param node what the host is called; empty: the document does not say
     * @param clock the time
     */
    public StatusJson(String version, Path file, Optional<String> node, InstantSource clock) {
        this.version = version;
        this.file = file;
        this.node = node;
        this.clock = clock;
        this.startedAt = clock.instant();
    }

    /**
     * Names what to report; before this there is nothing.
     *
     * @param electors the running ones; asked on the thread that makes the document
     * @param lateness of their loop; asked likewise
     * @param config what they run
     */
    public void show(
            Supplier<? extends Collection<VipElector>> electors, Supplier<Lateness> lateness, HostConfig config) {
        subject = new Subject(electors, lateness, config);
    }

    /** Names what the page shows besides the routers; asked on the thread that makes the document. */
    public void showBesides(Supplier<List<PageSection>> more) {
        sections = more;
    }

    /** The document as it is now. Asks the loop, so never call it there. */
    public byte[] document() {
        return document(Optional.empty());
    }

    /**
     * The same for the status page, with as many events as can be sent each second.
     *
     * @param writes who may steer the routers, in the words of the page
     */
    public byte[] pageDocument(String writes) {
        return document(Optional.of(writes));
    }

    private byte[] document(Optional<String> writes) {
        try {
            return write(Optional.empty(), writes);
        } catch (PlatformException | IllegalStateException e) {
            // The loop does not answer, or the host is being closed.
            return write(Optional.of(String.valueOf(e.getMessage())), writes);
        }
    }

    private byte[] write(Optional<String> error, Optional<String> writes) {
        return Json.line(json -> {
            json.writeStringField("version", version);
            json.writeNumberField("pid", ProcessHandle.current().pid());
            json.writeStringField("startedAt", startedAt.toString());
            json.writeStringField("now", clock.instant().toString());
            if (node.isPresent()) {
                json.writeStringField("node", node.get());
            }
            if (writes.isPresent()) {
                json.writeStringField("writes", writes.get());
            }
            json.writeStringField("configuration", file.toAbsolutePath().toString());
            if (error.isPresent()) {
                json.writeStringField("error", error.get());
            }
            Subject shown = subject;
            if (error.isEmpty() && shown != null) {
                LatenessJson.write(json, shown.lateness().get());
            }
            json.writeArrayFieldStart("routers");
            if (error.isEmpty() && shown != null) {
                Collection<VipElector> electors = List.copyOf(shown.electors().get());
                int events = writes.isPresent()
                        ? Math.max(PAGE_EVENTS_LEAST, PAGE_EVENTS / Math.max(1, electors.size()))
                        : Integer.MAX_VALUE;
                for (VipElector elector : electors) {
                    write(json, elector, shown.config(), events);
                }
            }
            json.writeEndArray();
            if (writes.isPresent()) {
                writeSections(json);
            }
        });
    }

    private void writeSections(JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("sections");
        for (PageSection section : sections.get()) {
            section.write(json);
        }
        json.writeEndArray();
    }

    private void write(JsonGenerator json, VipElector elector, HostConfig host, int events) throws IOException {
        VipStatus status = elector.status();
        VirtualRouterConfig config = elector.config();
        json.writeStartObject();
        json.writeStringField("name", status.name());
        json.writeNumberField("vrid", status.vrid().value());
        json.writeStringField("interface", status.networkInterface());
        json.writeStringField("family", status.family().toString());
        json.writeNumberField("protocolVersion", config.version().number());
        json.writeStringField("transport", config.transport().description());
        json.writeStringField(
                "group", host.groupOf(config.name()).map(SyncGroup::name).orElse(null));
        json.writeStringField("state", status.state().name());
        json.writeBooleanField("isActive", elector.isActive());
        json.writeStringField("obstacle", status.obstacle().isEmpty() ? null : status.obstacle());
        json.writeStringField("waitsFor", status.waitsFor().isEmpty() ? null : status.waitsFor());
        if (status.term().isPresent()) {
            json.writeFieldName("term");
            EventJson.write(json, status.term().get());
        } else {
            json.writeNullField("term");
        }
        json.writeNumberField("priority", config.priority().value());
        json.writeNumberField("effectivePriority", status.effectivePriority().value());
        json.writeBooleanField("preempt", config.preemption().enabled());
        json.writeNumberField(
                "advertisementIntervalMillis",
                config.advertisementInterval().toDuration().toMillis());
        json.writeStringField(
                "activeSource", status.activeSource().map(IpAddress::toString).orElse(null));
        json.writeBooleanField("activeWatched", status.activeWatched());
        writeTexts(json, "addresses", status.addresses());
        writeTexts(json, "excludedAddresses", config.excludedAddresses());
        SteeringJson.write(json, status);
        writeCounters(json, status);
        writeChecks(json, status);
        json.writeArrayFieldStart("anomalies");
        for (Anomaly anomaly : status.anomalies()) {
            EventJson.write(json, anomaly);
        }
        json.writeEndArray();
        json.writeArrayFieldStart("timeline");
        List<VipEvent> timeline = status.timeline();
        for (VipEvent event : timeline.subList(Math.max(0, timeline.size() - events), timeline.size())) {
            EventJson.write(json, event);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void writeTexts(JsonGenerator json, String field, List<?> values) throws IOException {
        json.writeArrayFieldStart(field);
        for (Object value : values) {
            json.writeString(value.toString());
        }
        json.writeEndArray();
    }

    private static void writeCounters(JsonGenerator json, VipStatus status) throws IOException {
        json.writeNumberField("advertsSent", status.advertsSent());
        json.writeNumberField("advertsReceived", status.advertsReceived());
        json.writeObjectFieldStart("advertsDiscarded");
        for (Map.Entry<RejectReason, Long> discarded : status.advertsDiscarded().entrySet()) {
            if (discarded.getValue() > 0) {
                json.writeNumberField(discarded.getKey().name(), discarded.getValue());
            }
        }
        json.writeEndObject();
    }

    private void writeChecks(JsonGenerator json, VipStatus status) throws IOException {
        Instant now = clock.instant();
        json.writeArrayFieldStart("checks");
        for (CheckStatus check : status.checks()) {
            CheckJson.write(json, check, now);
        }
        json.writeEndArray();
    }
}
