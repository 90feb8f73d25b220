/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vip4j.VipElector;
import io.vip4j.VipHost;
import io.vip4j.config.HostConfig;
import io.vip4j.config.VirtualRouterConfig;
import io.vip4j.event.CheckResult;
import io.vip4j.event.VipState;
import io.vip4j.health.HealthCheck;
import io.vip4j.health.OnFailure;
import io.vip4j.probe.Probe;
import io.vip4j.simulation.SimulatedLan;
import io.vip4j.wire.RejectReason;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The meters of a host in virtual time, without Spring. */
final class VipMetersTest {

    private static final Tags WEB = Tags.of("router", "web");
    private static final Tags WEB4 = WEB.and("family", "ipv4");

    private final SimulatedLan lan = SimulatedLan.virtualTime(7);
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final VipHost host = VipHost.open(lan.node("a").platform());
    private final VipMeters meters = new VipMeters(host);

    @AfterEach
    void stop() {
        host.close();
        lan.close();
    }

    private static VirtualRouterConfig.Builder web() {
        return VirtualRouterConfig.builder("web")
                .networkInterface("eth0")
                .vrid(10)
                .address("192.0.2.10/24");
    }

    private void run(VirtualRouterConfig... routers) {
        meters.bindTo(registry);
        host.apply(new HostConfig(List.of(routers), List.of()), meters);
        meters.update(host.electors());
    }

    private double gauge(String name, Tags tags) {
        return registry.get(name).tags(tags).gauge().value();
    }

    @Test
    void aRouterHasOneGaugeForEachStateAndOneOfThemIsOne() {
        run(web().build());
        lan.run(Duration.ofSeconds(10));
        assertThat(gauge("vip.state", WEB4.and("state", "active"))).isEqualTo(1);
        assertThat(gauge("vip.state", WEB4.and("state", "backup"))).isZero();
        assertThat(gauge("vip.state", WEB4.and("state", "initialize"))).isZero();
        assertThat(gauge("vip.priority", WEB4)).isEqualTo(100);
        assertThat(gauge("vip.peers", WEB4)).isZero();
        assertThat(gauge("vip.lease.remaining", WEB4)).isBetween(0.9, 2.0);
        assertThat(gauge("vip.anomalies", WEB4.and("kind", "two_active"))).isZero();
        assertThat(registry.get("vip.adverts.sent").tags(WEB4).functionCounter().count())
                .isEqualTo((double) host.electors().get(0).status().advertsSent())
                .isPositive();
    }

    @Test
    void everyReasonToDiscardIsATag() {
        run(web().build());
        for (RejectReason reason : RejectReason.values()) {
            assertThat(registry.get("vip.adverts.discarded")
                            .tags(WEB4.and("reason", Names.tag(reason)))
                            .functionCounter()
                            .count())
                    .isZero();
        }
    }

    @Test
    void transitionsAreCountedByTheirCause() {
        run(web().build());
        lan.run(Duration.ofSeconds(10));
        assertThat(registry.get("vip.transitions")
                        .tags(WEB.and("to", "backup", "cause", "startup"))
                        .counter()
                        .count())
                .isEqualTo(1);
        assertThat(registry.get("vip.transitions")
                        .tags(WEB.and("to", "active", "cause", "active_down"))
                        .counter()
                        .count())
                .isEqualTo(1);
    }

    @Test
    void takeoverAndReleaseAreTimed() {
        run(web().build());
        lan.run(Duration.ofSeconds(10));
        assertThat(registry.get("vip.takeover").tags(WEB).timer().count()).isEqualTo(1);
        host.electors().get(0).health("x").down("test");
        lan.run(Duration.ofSeconds(1));
        assertThat(registry.get("vip.release").tags(WEB).timer().count()).isEqualTo(1);
        assertThat(registry.get("vip.release").tags(WEB).timer().max(TimeUnit.SECONDS))
                .isLessThan(1);
    }

    @Test
    void checksHaveALatencyAndAResult() {
        HealthCheck slow =
                HealthCheck.async(timeout -> CompletableFuture.completedFuture(Probe.Result.healthy("fine")));
        run(web().check("app", slow, OnFailure.release()).build());
        lan.run(Duration.ofSeconds(5));
        assertThat(gauge("vip.check.up", WEB4.and("check", "app"))).isEqualTo(1);
        Tags tags = WEB.and("check", "app", "result", "success");
        EventMeters events = new EventMeters(registry);
        events.checkResult(
                new CheckResult("web", "app", Instant.EPOCH, true, "fine", Duration.ofMillis(3), true, false));
        assertThat(registry.get("vip.check.latency").tags(tags).timer().totalTime(TimeUnit.MILLISECONDS))
                .isGreaterThanOrEqualTo(3);
    }

    @Test
    void metersOfARouterThatIsGoneAreRemoved() {
        run(web().build());
        host.apply(new HostConfig(List.of(), List.of()), meters);
        meters.update(host.electors());
        assertThat(registry.getMeters().stream().map(Meter::getId).map(Meter.Id::getName))
                .doesNotContain("vip.state", "vip.priority", "vip.adverts.sent");
    }

    @Test
    void aRegistryThatComesLaterHasTheRoutersThatRun() {
        host.apply(new HostConfig(List.of(web().build()), List.of()), meters);
        lan.run(Duration.ofSeconds(10));
        meters.bindTo(registry);
        assertThat(gauge("vip.state", WEB4.and("state", "active"))).isEqualTo(1);
    }

    @Test
    void aRouterThatIsStartedAnewIsReadFromItsNewElector() {
        run(web().build());
        lan.run(Duration.ofSeconds(10));
        VipElector before = host.electors().get(0);
        meters.update(List.of());
        before.close();
        run(web().vrid(11).build());
        assertThat(host.electors().get(0).state()).isNotEqualTo(VipState.ACTIVE);
        assertThat(gauge("vip.state", WEB4.and("state", "active"))).isZero();
    }

    @Test
    void aClosedHostHasNoValues() {
        run(web().build());
        host.close();
        meters.update(List.of());
        assertThat(registry.find("vip.state").gauge()).isNull();
    }
}
