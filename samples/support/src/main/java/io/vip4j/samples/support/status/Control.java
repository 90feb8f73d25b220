/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.support.status;

import com.fasterxml.jackson.core.JsonGenerator;
import io.vip4j.VipElector;
import io.vip4j.config.HostConfig;
import io.vip4j.config.SyncGroup;
import io.vip4j.event.Switchover;
import io.vip4j.samples.support.Json;
import io.vip4j.spi.PlatformException;
import io.vip4j.vrrp.IpAddress;
import io.vip4j.vrrp.Priority;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does with the routers what a client asks for, and says what came of it as one JSON document. Safe from any thread. */
public final class Control {

    private static final Logger LOG = LoggerFactory.getLogger(Control.class);

    /** What to act upon. */
    private record Subject(Supplier<? extends Collection<VipElector>> electors, HostConfig config) {}

    private volatile @Nullable Subject subject; // Written by the main thread.

    /**
     * Names what runs; before this nothing does.
     *
     * @param electors the running ones
     * @param config what they run
     */
    public void show(Supplier<? extends Collection<VipElector>> electors, HostConfig config) {
        subject = new Subject(electors, config);
    }

    /** Whether a router of this name runs. */
    boolean knows(String router) {
        Subject shown = subject;
        return shown != null
                && shown.electors().get().stream()
                        .anyMatch(elector -> elector.config().name().equals(router));
    }

    /** Answers one line. Waits for what it asks for, so never call it on the loop. */
    public byte[] answer(byte[] line) {
        try {
            ControlRequest request = ControlRequest.read(line);
            LOG.info("told to {}", request);
            return results(request);
        } catch (IllegalArgumentException | IllegalStateException | PlatformException e) {
            return refusal(String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            LOG.error("a command failed: {}", e.toString());
            return refusal("internal error, please report it: " + e);
        }
    }

    private byte[] results(ControlRequest request) {
        Subject shown = subject;
        Collection<VipElector> running =
                shown == null ? List.of() : shown.electors().get();
        List<VipElector> chosen = chosen(request, running);
        Set<String> movedGroups = new HashSet<>();
        return Json.line(json -> {
            json.writeArrayFieldStart("results");
            for (VipElector elector : chosen) {
                json.writeStartObject();
                json.writeStringField("router", elector.config().name());
                json.writeStringField("family", elector.config().family().toString());
                Optional<String> group = shown == null
                        ? Optional.empty()
                        : shown.config().groupOf(elector.config().name()).map(SyncGroup::name);
                if (request.command() == ControlRequest.Command.SWITCHOVER
                        && group.isPresent()
                        && !movedGroups.add(group.get())) {
                    json.writeStringField("withGroup", group.get());
                } else {
                    act(json, request, elector);
                }
                json.writeEndObject();
            }
            json.writeEndArray();
        });
    }

    private static void act(JsonGenerator json, ControlRequest request, VipElector elector) throws IOException {
        try {
            switch (request.command()) {
                case SWITCHOVER -> write(json, elector.switchover(request.limit()));
                case HOLD -> {
                    elector.hold(request.reason(), request.limit());
                    json.writeStringField(
                            "until", Instant.now().plus(request.limit()).toString());
                }
                case RESUME -> elector.resume();
                case PRIORITY -> {
                    elector.temporaryPriority(new Priority(request.priority()), request.limit());
                    json.writeStringField(
                            "until", Instant.now().plus(request.limit()).toString());
                }
                case RESTORE -> elector.restorePriority();
            }
        } catch (IllegalArgumentException | IllegalStateException | PlatformException e) {
            json.writeStringField("error", String.valueOf(e.getMessage()));
        }
    }

    private static void write(JsonGenerator json, Switchover outcome) throws IOException {
        json.writeBooleanField("moved", outcome.moved());
        json.writeStringField(
                "newActive", outcome.newActive().map(IpAddress::toString).orElse(null));
        json.writeNumberField("tookMillis", outcome.took().toNanos() / 1e6);
        json.writeNumberField("gapMillis", outcome.gap().toNanos() / 1e6);
    }

    private static List<VipElector> chosen(ControlRequest request, Collection<VipElector> running) {
        Set<String> names = new TreeSet<>();
        running.forEach(elector -> names.add(elector.config().name()));
        if (names.isEmpty()) {
            throw new IllegalArgumentException("no router is running");
        }
        for (String name : request.routers()) {
            if (!names.contains(name)) {
                throw new IllegalArgumentException(
                        "no router '" + name + "' is running; there are: " + String.join(", ", names));
            }
        }
        if (request.routers().isEmpty() && !request.all() && names.size() > 1) {
            throw new IllegalArgumentException(
                    "which router? Say --router NAME or --all; there are: " + String.join(", ", names));
        }
        List<VipElector> chosen = new ArrayList<>();
        for (VipElector elector : running) {
            boolean named = request.routers().isEmpty()
                    || request.all()
                    || request.routers().contains(elector.config().name());
            if (named
                    && request.family().orElse(elector.config().family())
                            == elector.config().family()) {
                chosen.add(elector);
            }
        }
        if (chosen.isEmpty()) {
            throw new IllegalArgumentException("no such router of the other family is running");
        }
        return chosen;
    }

    /** The answer to what cannot be done at all. */
    static byte[] refusal(String why) {
        return Json.line(json -> json.writeStringField("error", why));
    }
}
