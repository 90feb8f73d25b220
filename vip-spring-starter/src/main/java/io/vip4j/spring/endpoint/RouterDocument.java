/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.spring.endpoint;

import io.vip4j.VipElector;
import io.vip4j.config.HostConfig;
import io.vip4j.config.VirtualRouterConfig;
import io.vip4j.event.PeerStatus;
import io.vip4j.event.VipStatus;
import io.vip4j.wire.RejectReason;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the endpoint says of a router, with the names that vipd's status has. Maps, so that both generations of Jackson
 * write them alike; what does not exist is absent. docs/spring.md describes it, and a test holds it.
 */
final class RouterDocument {

    private RouterDocument() {}

    /**
     * The document.
     *
     * @param status what the elector has said of itself
     */
    static Map<String, Object> of(VipElector elector, VipStatus status, HostConfig host) {
        VirtualRouterConfig config = elector.config();
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("name", status.name());
        document.put("vrid", status.vrid().value());
        document.put("interface", status.networkInterface());
        document.put("family", status.family().toString());
        document.put("protocolVersion", config.version().number());
        document.put("transport", config.transport().description());
        host.groupOf(config.name()).ifPresent(group -> document.put("group", group.name()));
        document.put("state", status.state().name());
        document.put("isActive", elector.isActive());
        if (!status.obstacle().isEmpty()) {
            document.put("obstacle", status.obstacle());
        }
        if (!status.waitsFor().isEmpty()) {
            document.put("waitsFor", status.waitsFor());
        }
        status.term().ifPresent(term -> document.put("term", EventDocument.of(term)));
        document.put("priority", config.priority().value());
        document.put("effectivePriority", status.effectivePriority().value());
        document.put("preempt", config.preemption().enabled());
        document.put(
                "advertisementIntervalMillis",
                config.advertisementInterval().toDuration().toMillis());
        status.activeSource().ifPresent(source -> document.put("activeSource", source.toString()));
        document.put("activeWatched", status.activeWatched());
        document.put("addresses", texts(status.addresses()));
        document.put("excludedAddresses", texts(config.excludedAddresses()));
        status.leaseRemaining().ifPresent(left -> document.put("leaseRemainingMillis", left.toMillis()));
        addSteering(document, status);
        document.put("advertsSent", status.advertsSent());
        document.put("advertsReceived", status.advertsReceived());
        document.put("advertsDiscarded", discarded(status));
        document.put("peers", status.peers().stream().map(RouterDocument::peer).toList());
        document.put("checks", status.checks().stream().map(CheckDocument::of).toList());
        document.put(
                "anomalies", status.anomalies().stream().map(EventDocument::of).toList());
        return document;
    }

    private static List<String> texts(List<?> values) {
        return values.stream().map(Object::toString).toList();
    }

    private static Map<String, Long> discarded(VipStatus status) {
        Map<String, Long> counts = new LinkedHashMap<>();
        for (Map.Entry<RejectReason, Long> discarded : status.advertsDiscarded().entrySet()) {
            if (discarded.getValue() > 0) {
                counts.put(discarded.getKey().name(), discarded.getValue());
            }
        }
        return counts;
    }

    private static Map<String, Object> peer(PeerStatus peer) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("address", peer.address().toString());
        document.put("priority", peer.priority().value());
        document.put("advertisementIntervalMillis", peer.interval().toDuration().toMillis());
        document.put("silentForMillis", peer.silentFor().toMillis());
        document.put("active", peer.active());
        return document;
    }

    /** What somebody asked of the router and lasts. */
    static void addSteering(Map<String, Object> document, VipStatus status) {
        status.hold()
                .ifPresent(hold -> document.put(
                        "hold",
                        Map.of("reason", hold.reason(), "until", hold.until().toString())));
        status.temporaryPriority()
                .ifPresent(temporary -> document.put(
                        "temporaryPriority",
                        Map.of(
                                "priority", temporary.priority().value(),
                                "until", temporary.until().toString())));
    }

    /** Milliseconds with fractions. */
    static double millis(Duration duration) {
        return duration.toNanos() / 1e6;
    }
}
