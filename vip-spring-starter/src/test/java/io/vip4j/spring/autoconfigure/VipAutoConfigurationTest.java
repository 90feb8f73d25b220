/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.binder.MeterBinder;
import io.vip4j.VipHost;
import io.vip4j.config.HostConfig;
import io.vip4j.config.VirtualRouterConfig;
import io.vip4j.event.VipListener;
import io.vip4j.event.VipState;
import io.vip4j.health.HealthCheck;
import io.vip4j.health.NamedCheck;
import io.vip4j.health.OnFailure;
import io.vip4j.micrometer.VipMeters;
import io.vip4j.probe.Probe;
import io.vip4j.simulation.SimulatedLan;
import io.vip4j.spi.VipPlatform;
import io.vip4j.spring.HostConfigCustomizer;
import io.vip4j.spring.VipConfigurationSource;
import io.vip4j.spring.VipRouters;
import io.vip4j.spring.VirtualRouterCustomizer;
import io.vip4j.spring.endpoint.VipEndpoint;
import io.vip4j.spring.event.ApplicationEventListener;
import io.vip4j.spring.event.LeaderEventListener;
import io.vip4j.spring.properties.VipProperties;
import io.vip4j.vrrp.IpAddress;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.availability.ApplicationAvailabilityAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.cloud.context.environment.EnvironmentChangeEvent;
import org.springframework.context.SmartLifecycle;
import org.springframework.integration.leader.event.LeaderEventPublisher;

/** Which beans there are, and how they give way. */
final class VipAutoConfigurationTest {

    private final ApplicationContextRunner empty = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    ApplicationAvailabilityAutoConfiguration.class,
                    VipConfigurationAutoConfiguration.class,
                    VipAutoConfiguration.class,
                    VipEndpointAutoConfiguration.class,
                    VipIntegrationAutoConfiguration.class,
                    VipMetricsAutoConfiguration.class,
                    VipRefreshAutoConfiguration.class,
                    VipHealthBoot3AutoConfiguration.class,
                    VipHealthBoot4AutoConfiguration.class));

    private final ApplicationContextRunner runner = empty.withPropertyValues(
            "vip.platform=simulated",
            "vip.routers[0].name=web",
            "vip.routers[0].network-interface=ens7",
            "vip.routers[0].vrid=10",
            "vip.routers[0].advertisement-interval=20ms",
            "vip.routers[0].addresses=192.0.2.10/24");

    @Test
    void nothingIsOpenedWithoutRouters() {
        empty.run(context -> assertThat(context)
                .hasNotFailed()
                .hasSingleBean(VipProperties.class)
                .doesNotHaveBean(VipConfigurationSource.class)
                .doesNotHaveBean(VipHost.class)
                .doesNotHaveBean(VipRouters.class)
                .doesNotHaveBean(VipMeters.class));
    }

    @Test
    void nothingIsThereWhenItIsNotEnabled() {
        runner.withPropertyValues("vip.enabled=false")
                .run(context -> assertThat(context)
                        .hasNotFailed()
                        .doesNotHaveBean(VipProperties.class)
                        .doesNotHaveBean(VipHost.class));
    }

    @Test
    void theSimulatedPlatformHasTheInterfacesOfTheRoutersAndNeedsNoPrivileges() {
        runner.run(context -> {
            VipRouters routers = context.getBean(VipRouters.class);
            assertThat(routers.get("web").awaitActive(Duration.ofSeconds(30))).isTrue();
            // The deadline of so short an interval passes while the machine is busy; the next advertisement moves it.
            await().until(() -> routers.isActive("web"));
            assertThat(routers.isActive("other")).isFalse();
            assertThat(routers.config().routers()).hasSize(1);
            assertThat(context).hasSingleBean(SimulatedLan.class);
        });
    }

    @Test
    void theLifecycleStartsAfterTheWebServerAndStopsBeforeItDrains() {
        runner.run(context -> assertThat(context.getBean(VipLifecycle.class).getPhase())
                .isEqualTo(SmartLifecycle.DEFAULT_PHASE - 512));
    }

    @Test
    void addressesAreReleasedWhenTheContextClosesAndClaimedAgainAfterARestart() {
        SimulatedLan lan = SimulatedLan.realTime();
        runner.withBean(VipPlatform.class, () -> lan.node("a").platform())
                .withPropertyValues("vip.routers[0].network-interface=eth0")
                .run(context -> {
                    VipRouters routers = context.getBean(VipRouters.class);
                    VipLifecycle lifecycle = context.getBean(VipLifecycle.class);
                    routers.get("web").awaitActive(Duration.ofSeconds(30));
                    lifecycle.stop();
                    assertThat(lifecycle.isRunning()).isFalse();
                    assertThat(routers.all()).isEmpty();
                    assertThat(lan.node("a").holds(address())).isFalse();
                    lifecycle.start();
                    assertThat(routers.get("web").awaitActive(Duration.ofSeconds(30)))
                            .isTrue();
                });
        assertThat(lan.node("a").holds(address())).isFalse();
        lan.close();
    }

    private static IpAddress address() {
        return IpAddress.parse("192.0.2.10");
    }

    @Test
    void aPlatformOfTheApplicationReplacesOurs() {
        SimulatedLan lan = SimulatedLan.realTime();
        VipPlatform own = lan.node("a").platform();
        empty.withPropertyValues(
                        "vip.routers[0].name=web",
                        "vip.routers[0].network-interface=eth0",
                        "vip.routers[0].vrid=10",
                        "vip.routers[0].addresses=192.0.2.10/24")
                .withBean(VipPlatform.class, () -> own)
                .run(context -> assertThat(context.getBean(VipPlatform.class)).isSameAs(own));
        lan.close();
    }

    @Test
    void aHostOfTheApplicationReplacesOurs() {
        SimulatedLan lan = SimulatedLan.realTime();
        VipHost own = VipHost.open(lan.node("a").platform());
        runner.withBean(VipHost.class, () -> own)
                .withPropertyValues("vip.routers[0].network-interface=eth0")
                .run(context -> {
                    assertThat(context.getBean(VipHost.class)).isSameAs(own);
                    assertThat(own.electors()).hasSize(1);
                });
        lan.close();
    }

    @Test
    void aSourceOfTheApplicationReplacesTheProperties() {
        VirtualRouterConfig own = VirtualRouterConfig.builder("own")
                .networkInterface("eth0")
                .vrid(7)
                .address("192.0.2.7/24")
                .build();
        empty.withPropertyValues("vip.platform=simulated")
                .withBean(VipConfigurationSource.class, () -> () -> new HostConfig(List.of(own), List.of()))
                .run(context -> assertThat(
                                context.getBean(VipRouters.class).config().routers())
                        .containsExactly(own));
    }

    @Test
    void customizersChangeWhatWasConfigured() {
        HealthCheck alwaysFine = HealthCheck.of((Probe) timeout -> Probe.Result.healthy("fine"));
        runner.withBean(
                        VirtualRouterCustomizer.class,
                        () -> router -> router.toBuilder()
                                .check("own", alwaysFine, OnFailure.release())
                                .build())
                .withBean(
                        HostConfigCustomizer.class,
                        () -> host -> new HostConfig(
                                host.routers().stream()
                                        .map(router ->
                                                router.toBuilder().priority(42).build())
                                        .toList(),
                                host.groups()))
                .run(context -> {
                    VirtualRouterConfig router =
                            context.getBean(VipRouters.class).get("web").config();
                    assertThat(router.priority().value()).isEqualTo(42);
                    assertThat(router.checks()).containsExactly(new NamedCheck("own", alwaysFine, OnFailure.release()));
                });
    }

    @Test
    void listenersOfTheApplicationHearTheFirstTransition() {
        Queue<VipState> heard = new ConcurrentLinkedQueue<>();
        runner.withBean(VipListener.class, () -> transition -> heard.add(transition.to()))
                .run(context -> {
                    context.getBean(VipRouters.class).get("web").awaitActive(Duration.ofSeconds(30));
                    await().untilAsserted(() -> assertThat(heard).startsWith(VipState.BACKUP, VipState.ACTIVE));
                });
    }

    @Test
    void ownBeansReplaceTheListenersTheLifecycleAndTheMeters() {
        runner.withBean("own", ApplicationEventListener.class, () -> new ApplicationEventListener(event -> {}))
                .run(context -> assertThat(context)
                        .hasSingleBean(ApplicationEventListener.class)
                        .hasBean("own"));
        runner.withBean(
                        "own",
                        VipMeters.class,
                        () -> new VipMeters(VipHost.open(
                                SimulatedLan.virtualTime(1).node("x").platform())))
                .run(context -> assertThat(context).hasSingleBean(VipMeters.class));
    }

    @Test
    void everythingIsThereWithEveryLibrary() {
        runner.withPropertyValues("management.endpoints.web.exposure.include=vip")
                .run(context -> assertThat(context)
                        .hasSingleBean(VipMeters.class)
                        .hasSingleBean(VipEndpoint.class)
                        .hasSingleBean(LeaderEventListener.class)
                        .hasBean("vipHealthIndicator")
                        .hasBean("vipRefreshListener"));
    }

    @Test
    void theEndpointIsOnlyThereWhenItIsExposed() {
        runner.run(context -> assertThat(context).doesNotHaveBean(VipEndpoint.class));
    }

    @Test
    void theIndicatorCanBeTurnedOff() {
        runner.withPropertyValues("management.health.vip.enabled=false")
                .run(context -> assertThat(context).doesNotHaveBean("vipHealthIndicator"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "io.micrometer",
                "org.springframework.boot.actuate",
                "org.springframework.boot.health",
                "org.springframework.integration",
                "org.springframework.cloud"
            })
    void theRoutersRunWithoutAnOptionalLibrary(String missing) {
        runner.withClassLoader(new FilteredClassLoader(missing))
                .run(context -> assertThat(context)
                        .hasNotFailed()
                        .hasSingleBean(VipRouters.class)
                        .hasSingleBean(VipLifecycle.class));
    }

    @Test
    void anOptionalLibraryThatIsMissingTakesItsBeanAway() {
        runner.withClassLoader(new FilteredClassLoader(MeterBinder.class))
                .run(context -> assertThat(context).doesNotHaveBean(VipMeters.class));
        runner.withClassLoader(new FilteredClassLoader(LeaderEventPublisher.class))
                .run(context -> assertThat(context).doesNotHaveBean(LeaderEventListener.class));
        runner.withClassLoader(new FilteredClassLoader(EnvironmentChangeEvent.class))
                .run(context -> assertThat(context).doesNotHaveBean("vipRefreshListener"));
    }
}
