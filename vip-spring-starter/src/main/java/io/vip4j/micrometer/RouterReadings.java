/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.micrometer;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.TimeGauge;
import io.vip4j.VipElector;
import io.vip4j.event.AnomalyKind;
import io.vip4j.event.VipState;
import io.vip4j.event.VipStatus;
import io.vip4j.health.NamedCheck;
import io.vip4j.spi.PlatformException;
import io.vip4j.wire.RejectReason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** What is read of one router when a registry is read. */
final class RouterReadings {

    /** How old a status may be: one scrape reads some dozen values of the same one. */
    private static final long FRESH_NANOS = Duration.ofMillis(500).toNanos();

    private final Tags tags;
    // Guarded by the lock of this object.
    private final Map<MeterRegistry, List<Meter>> registered = new HashMap<>();
    private VipElector elector;
    private @Nullable VipStatus status;
    private long readAtNanos;

    RouterReadings(VipElector elector) {
        this.elector = elector;
        this.tags = Tags.of(
                "router",
                elector.config().name(),
                "family",
                elector.config().family().toString().toLowerCase(Locale.ROOT));
    }

    /** Reads this elector from now on: a router with another identity has a new one. */
    synchronized void follow(VipElector next, Collection<MeterRegistry> registries) {
        boolean sameChecks = checks(elector).equals(checks(next));
        elector = next;
        status = null;
        if (!sameChecks) {
            registries.forEach(this::removeFrom);
            registries.forEach(this::bindTo);
        }
    }

    private static List<String> checks(VipElector elector) {
        return elector.config().checks().stream().map(NamedCheck::name).toList();
    }

    synchronized void removeFrom(MeterRegistry registry) {
        Optional.ofNullable(registered.remove(registry)).ifPresent(meters -> meters.forEach(registry::remove));
    }

    synchronized void bindTo(MeterRegistry registry) {
        List<Meter> meters = new ArrayList<>();
        for (VipState state : VipState.values()) {
            meters.add(gauge(Names.STATE, "Whether the router is in this state", s -> s.state() == state ? 1 : 0)
                    .tag("state", Names.tag(state))
                    .register(registry));
        }
        meters.add(gauge(
                        Names.PRIORITY,
                        "Priority in the election",
                        s -> s.effectivePriority().value())
                .register(registry));
        meters.add(gauge(
                        Names.PEERS,
                        "Other routers that were heard",
                        s -> s.peers().size())
                .register(registry));
        for (AnomalyKind kind : AnomalyKind.values()) {
            meters.add(gauge(Names.ANOMALIES, "What should not be and lasts", s -> count(s, kind))
                    .tag("kind", Names.tag(kind))
                    .register(registry));
        }
        for (String check : checks(elector)) {
            meters.add(gauge(Names.CHECK_UP, "Whether the health check counts as working", s -> up(s, check))
                    .tag("check", check)
                    .register(registry));
        }
        meters.add(TimeGauge.builder(
                        Names.LEASE, this, TimeUnit.NANOSECONDS, readings -> readings.read(RouterReadings::lease))
                .description("How long the kernel keeps the addresses if they are not renewed")
                .tags(tags)
                .register(registry));
        meters.add(counter(Names.SENT, "Advertisements sent", VipStatus::advertsSent)
                .register(registry));
        meters.add(counter(Names.RECEIVED, "Valid advertisements received", VipStatus::advertsReceived)
                .register(registry));
        for (RejectReason reason : RejectReason.values()) {
            meters.add(counter(Names.DISCARDED, "Datagrams discarded", s -> discarded(s, reason))
                    .tag("reason", Names.tag(reason))
                    .register(registry));
        }
        registered.put(registry, meters);
    }

    private Gauge.Builder<RouterReadings> gauge(String name, String description, ToDoubleFunction<VipStatus> value) {
        return Gauge.builder(name, this, readings -> readings.read(value))
                .description(description)
                .tags(tags);
    }

    private FunctionCounter.Builder<RouterReadings> counter(
            String name, String description, ToDoubleFunction<VipStatus> value) {
        return FunctionCounter.builder(name, this, readings -> readings.read(value))
                .description(description)
                .tags(tags);
    }

    /** NaN if the host is closed or does not answer. */
    private synchronized double read(ToDoubleFunction<VipStatus> value) {
        try {
            long now = System.nanoTime();
            VipStatus current = status;
            if (current == null || now - readAtNanos > FRESH_NANOS) {
                current = elector.status();
                status = current;
                readAtNanos = now;
            }
            return value.applyAsDouble(current);
        } catch (IllegalStateException | PlatformException e) {
            return Double.NaN;
        }
    }

    private static double count(VipStatus status, AnomalyKind kind) {
        return status.anomalies().stream()
                .filter(anomaly -> anomaly.kind() == kind)
                .count();
    }

    private static double up(VipStatus status, String check) {
        return status.checks().stream()
                .filter(known -> known.name().equals(check))
                .findFirst()
                .map(known -> known.up() ? 1.0 : 0.0)
                .orElse(Double.NaN);
    }

    private static double lease(VipStatus status) {
        return status.leaseRemaining().map(left -> (double) left.toNanos()).orElse(Double.NaN);
    }

    private static double discarded(VipStatus status, RejectReason reason) {
        return status.advertsDiscarded().getOrDefault(reason, 0L);
    }
}
