/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.vipd;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.vip4j.VipElector;
import io.vip4j.config.VirtualRouterConfig;
import io.vip4j.event.Transition;
import io.vip4j.event.VipEvent;
import io.vip4j.event.VipStatus;
import io.vip4j.spi.PlatformException;
import io.vip4j.vrrp.IpAddress;
import io.vip4j.wire.RejectReason;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Writes what is known about the routers as one JSON document; README.md has its fields. */
final class StatusJson {

    private static final JsonFactory JSON = new JsonFactory();

    private final Path file;
    private final Instant startedAt = Instant.now();

    private volatile @Nullable Routers routers; // Written by the main thread.

    StatusJson(Path file) {
        this.file = file;
    }

    /** Names the routers to report; before this there are none. */
    void show(Routers running) {
        routers = running;
    }

    /** The document as it is now. Asks the loop, so never call it there. */
    byte[] document() {
        try {
            return write(Optional.empty());
        } catch (PlatformException | IllegalStateException e) {
            // The loop does not answer, or the host is being closed.
            return write(Optional.of(String.valueOf(e.getMessage())));
        }
    }

    private byte[] write(Optional<String> error) {
        ByteArrayOutputStream document = new ByteArrayOutputStream(4096);
        try (JsonGenerator json = JSON.createGenerator(document)) {
            json.writeStartObject();
            json.writeStringField("version", Vipd.version());
            json.writeNumberField("pid", ProcessHandle.current().pid());
            json.writeStringField("startedAt", startedAt.toString());
            json.writeStringField("configuration", file.toAbsolutePath().toString());
            if (error.isPresent()) {
                json.writeStringField("error", error.get());
            }
            json.writeArrayFieldStart("routers");
            Routers running = routers;
            if (error.isEmpty() && running != null) {
                for (VipElector elector : running.electors()) {
                    write(json, elector);
                }
            }
            json.writeEndArray();
            json.writeEndObject();
            json.writeRaw('\n');
        } catch (IOException e) {
            throw new UncheckedIOException(e); // Memory does not fail.
        }
        return document.toByteArray();
    }

    private static void write(JsonGenerator json, VipElector elector) throws IOException {
        VipStatus status = elector.status();
        VirtualRouterConfig config = elector.config();
        json.writeStartObject();
        json.writeStringField("name", status.name());
        json.writeNumberField("vrid", status.vrid().value());
        json.writeStringField("interface", status.networkInterface());
        json.writeNumberField("protocolVersion", config.version().number());
        json.writeStringField("state", status.state().name());
        json.writeBooleanField("isActive", elector.isActive());
        json.writeNumberField("priority", config.priority().value());
        json.writeNumberField("effectivePriority", status.effectivePriority().value());
        json.writeBooleanField("preempt", config.preemption().enabled());
        json.writeNumberField(
                "advertisementIntervalMillis",
                config.advertisementInterval().toDuration().toMillis());
        json.writeStringField(
                "activeSource", status.activeSource().map(IpAddress::toString).orElse(null));
        json.writeArrayFieldStart("addresses");
        for (Object address : status.addresses()) {
            json.writeString(address.toString());
        }
        json.writeEndArray();
        writeCounters(json, status);
        writeChecks(json, status);
        json.writeArrayFieldStart("timeline");
        for (VipEvent event : status.timeline()) {
            if (event instanceof Transition transition) {
                write(json, transition);
            }
        }
        json.writeEndArray();
        json.writeEndObject();
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

    private static void writeChecks(JsonGenerator json, VipStatus status) throws IOException {
        json.writeArrayFieldStart("checks");
        for (VipStatus.CheckStatus check : status.checks()) {
            json.writeStartObject();
            json.writeStringField("name", check.name());
            json.writeBooleanField("up", check.up());
            json.writeStringField("detail", check.detail());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void write(JsonGenerator json, Transition transition) throws IOException {
        json.writeStartObject();
        json.writeNumberField("sequence", transition.sequence());
        json.writeStringField("at", transition.at().toString());
        json.writeStringField("from", transition.from().name());
        json.writeStringField("to", transition.to().name());
        json.writeStringField("cause", transition.cause().toString());
        json.writeStringField("trigger", transition.cause().trigger().name());
        json.writeEndObject();
    }
}
