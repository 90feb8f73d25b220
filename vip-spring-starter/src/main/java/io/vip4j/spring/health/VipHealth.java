/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.spring.health;

import io.vip4j.VipElector;
import io.vip4j.event.Anomaly;
import io.vip4j.event.AnomalyKind;
import io.vip4j.event.CheckStatus;
import io.vip4j.event.Hold;
import io.vip4j.event.VipEvent;
import io.vip4j.event.VipState;
import io.vip4j.event.VipStatus;
import io.vip4j.spi.PlatformException;
import io.vip4j.spring.VipRouters;
import io.vip4j.vrrp.IpAddress;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How the virtual routers are, for a health indicator of either generation. Active and Backup are fine; a router that is
 * held takes no part because somebody said so; one that has an obstacle or a fault is not fine.
 *
 * @param status the worst of all routers
 * @param details one entry for each router
 */
public record VipHealth(Status status, Map<String, Object> details) {

    /** Spring Boot's statuses, the best first. */
    public enum Status {
        /** Every router is Active or Backup. */
        UP,
        /** None runs, or one has not begun to take part yet. */
        UNKNOWN,
        /** One is held for maintenance. */
        OUT_OF_SERVICE,
        /** One has an obstacle or a fault. */
        DOWN
    }

    private static final Set<AnomalyKind> FAULTS = Set.of(
            AnomalyKind.TWO_ACTIVE,
            AnomalyKind.TWO_OWNERS,
            AnomalyKind.DUPLICATE_ADDRESS,
            AnomalyKind.CANNOT_BIND,
            AnomalyKind.CANNOT_SEND);

    /** How they are now. Asks the loop for a status of each router; bounded, and DOWN if it does not answer. */
    public static VipHealth of(VipRouters routers) {
        List<VipElector> electors = routers.all();
        Map<String, Object> details = new LinkedHashMap<>();
        Status worst = electors.isEmpty() ? Status.UNKNOWN : Status.UP;
        try {
            for (VipElector elector : electors) {
                VipStatus status = elector.status();
                worst = worse(worst, judge(status));
                String name =
                        routers.named(status.name()).size() > 1 ? status.name() + " " + status.family() : status.name();
                details.put(name, details(status));
            }
        } catch (PlatformException | IllegalStateException e) {
            return new VipHealth(Status.DOWN, Map.of("error", String.valueOf(e.getMessage())));
        }
        return new VipHealth(worst, details);
    }

    private static Status worse(Status one, Status other) {
        return one.compareTo(other) >= 0 ? one : other;
    }

    private static Status judge(VipStatus status) {
        if (status.hold().isPresent()) {
            return Status.OUT_OF_SERVICE;
        }
        boolean faulty = status.anomalies().stream().map(Anomaly::kind).anyMatch(FAULTS::contains);
        if (faulty || !status.obstacle().isEmpty()) {
            return Status.DOWN;
        }
        return status.state() == VipState.INITIALIZE ? Status.UNKNOWN : Status.UP;
    }

    private static Map<String, Object> details(VipStatus status) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("status", judge(status).name());
        details.put("state", status.state().name());
        details.put("vrid", status.vrid().value());
        details.put("interface", status.networkInterface());
        details.put("priority", status.effectivePriority().value());
        status.activeSource().map(IpAddress::toString).ifPresent(source -> details.put("activeSource", source));
        lastChange(status).ifPresent(event -> details.put("since", event.at().toString()));
        if (!status.obstacle().isEmpty()) {
            details.put("obstacle", status.obstacle());
        }
        if (!status.waitsFor().isEmpty()) {
            details.put("waitsFor", status.waitsFor());
        }
        status.hold().map(Hold::reason).ifPresent(reason -> details.put("hold", reason));
        List<String> down = status.checks().stream()
                .filter(check -> !check.up())
                .map(CheckStatus::name)
                .toList();
        if (!down.isEmpty()) {
            details.put("checksDown", down);
        }
        if (!status.anomalies().isEmpty()) {
            details.put(
                    "anomalies", status.anomalies().stream().map(Anomaly::text).toList());
        }
        return details;
    }

    private static Optional<? extends VipEvent> lastChange(VipStatus status) {
        return status.transitions().stream().max(Comparator.comparingLong(VipEvent::sequence));
    }
}
