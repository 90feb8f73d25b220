/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vip4j.VipElector;
import io.vip4j.event.Transition;
import io.vip4j.event.VipState;
import io.vip4j.spring.VipRouters;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.availability.ApplicationAvailabilityAutoConfiguration;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.cloud.context.environment.EnvironmentChangeEvent;
import org.springframework.cloud.context.scope.refresh.RefreshScopeRefreshedEvent;
import org.springframework.core.env.MapPropertySource;

/** Refreshes of the configuration by Spring Cloud. */
@ExtendWith(OutputCaptureExtension.class)
final class RefreshTest {

    private final Map<String, Object> changed = new LinkedHashMap<>();

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    ApplicationAvailabilityAutoConfiguration.class,
                    VipConfigurationAutoConfiguration.class,
                    VipAutoConfiguration.class,
                    VipRefreshAutoConfiguration.class))
            .withInitializer(context ->
                    context.getEnvironment().getPropertySources().addFirst(new MapPropertySource("changed", changed)))
            .withPropertyValues(
                    "vip.platform=simulated",
                    "vip.routers[0].name=web",
                    "vip.routers[0].network-interface=eth0",
                    "vip.routers[0].vrid=10",
                    "vip.routers[0].priority=100",
                    "vip.routers[0].advertisement-interval=20ms",
                    "vip.routers[0].addresses=192.0.2.10/24");

    private static VipElector active(AssertableApplicationContext context) {
        VipElector elector = context.getBean(VipRouters.class).get("web");
        assertThat(elector.awaitActive(Duration.ofSeconds(30))).isTrue();
        return elector;
    }

    /** The deadline of so short an interval passes while the machine is busy; the next advertisement moves it. */
    private static void stillActive(VipElector elector) {
        assertThat(elector.state()).isEqualTo(VipState.ACTIVE);
        await().until(elector::isActive);
    }

    /** Lists are replaced as a whole by the first source that has any of them. */
    private void change(String property, String value) {
        changed.putAll(Map.of(
                "vip.routers[0].name", "web",
                "vip.routers[0].network-interface", "eth0",
                "vip.routers[0].vrid", "10",
                "vip.routers[0].advertisement-interval", "20ms",
                "vip.routers[0].addresses", "192.0.2.10/24"));
        changed.put(property, value);
    }

    @Test
    void anActiveRouterChangesInPlaceAndStaysActive() {
        runner.run(context -> {
            VipElector elector = active(context);
            change("vip.routers[0].priority", "150");
            context.publishEvent(new EnvironmentChangeEvent(context, Set.of("vip.routers[0].priority")));
            assertThat(elector.config().priority().value()).isEqualTo(150);
            stillActive(elector);
            assertThat(elector.status().transitions().stream().map(Transition::to))
                    .containsExactly(VipState.BACKUP, VipState.ACTIVE);
        });
    }

    @Test
    void aRefreshReadsEverythingAgain() {
        runner.run(context -> {
            VipElector elector = active(context);
            change("vip.routers[0].priority", "77");
            context.publishEvent(new RefreshScopeRefreshedEvent());
            assertThat(elector.config().priority().value()).isEqualTo(77);
        });
    }

    @Test
    void aChangeOfOtherPropertiesIsNotOurs(CapturedOutput output) {
        runner.run(context -> {
            active(context);
            context.publishEvent(new EnvironmentChangeEvent(context, Set.of("spring.application.name")));
            assertThat(output.getAll()).doesNotContain("refresh of virtual routers");
        });
    }

    @Test
    void aWrongConfigurationIsRefusedAndEverythingGoesOn(CapturedOutput output) {
        runner.run(context -> {
            VipElector elector = active(context);
            change("vip.routers[0].vrid", "300");
            context.publishEvent(new EnvironmentChangeEvent(context, Set.of("vip.routers[0].vrid")));
            assertThat(output.getAll())
                    .contains("refresh of virtual routers refused, everything runs on as it was:"
                            + " vip.routers[0].vrid: vrid must be 1..255: 300");
            stillActive(elector);
            assertThat(elector.config().vrid().value()).isEqualTo(10);
        });
    }
}
