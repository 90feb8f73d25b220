/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.spring.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.vip4j.VipElector;
import io.vip4j.config.HostConfig;
import io.vip4j.config.Quorum;
import io.vip4j.config.VirtualRouterConfig;
import io.vip4j.event.CheckStatus;
import io.vip4j.event.VipState;
import io.vip4j.simulation.SimulatedLan;
import io.vip4j.simulation.SimulatedVoteStore;
import io.vip4j.spi.VipPlatform;
import io.vip4j.spring.VipPropertyException;
import io.vip4j.spring.VipRouters;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/** Health both ways, in whole applications. */
final class HealthTest {

    /** The class of Spring Boot 3, and of Spring Boot 4. */
    private static final List<String> COMPOSITES = List.of(
            "org.springframework.boot.actuate.health.CompositeHealthContributor",
            "org.springframework.boot.health.contributor.CompositeHealthContributor");

    private final SimulatedLan lan = SimulatedLan.realTime();

    @AfterEach
    void stopTheLan() {
        lan.close();
    }

    @SpringBootConfiguration
    @EnableAutoConfiguration
    static class Application {}

    private ConfigurableApplicationContext start(
            WebApplicationType type,
            Map<String, String> more,
            List<ApplicationContextInitializer<GenericApplicationContext>> initializers) {
        SpringApplication application = new SpringApplication(Application.class);
        application.setWebApplicationType(type);
        application.setRegisterShutdownHook(false);
        Map<String, Object> properties = new LinkedHashMap<>(Map.of(
                "server.port", "0",
                "vip.routers[0].name", "web",
                "vip.routers[0].network-interface", "eth0",
                "vip.routers[0].vrid", "10",
                "vip.routers[0].advertisement-interval", "20ms",
                "vip.routers[0].addresses", "192.0.2.10/24"));
        properties.putAll(more);
        application.setDefaultProperties(properties);
        application.addInitializers(context -> {
            GenericApplicationContext generic = (GenericApplicationContext) context;
            RootBeanDefinition platform = new RootBeanDefinition(VipPlatform.class);
            platform.setInstanceSupplier(() -> lan.node("a").platform());
            generic.registerBeanDefinition("platform", platform);
            initializers.forEach(initializer -> initializer.initialize(generic));
        });
        return application.run();
    }

    private ConfigurableApplicationContext start(Map<String, String> more) {
        return start(WebApplicationType.NONE, more, List.of());
    }

    private static VipElector router(ConfigurableApplicationContext context) {
        return context.getBean(VipRouters.class).get("web");
    }

    private static CheckStatus check(VipElector router) {
        return router.status().checks().get(0);
    }

    @Test
    void aContributorThatIsUpIsACheckThatIsUp() {
        try (ConfigurableApplicationContext context = start(Map.of("vip.routers[0].checks.db.contributor", "ping"))) {
            VipElector router = router(context);
            assertThat(router.awaitActive(Duration.ofSeconds(30))).isTrue();
            assertThat(check(router))
                    .returns("health contributor ping", CheckStatus::description)
                    .returns(true, CheckStatus::up)
                    .returns("UP", CheckStatus::detail);
        }
    }

    @Test
    void aContributorThatIsDownKeepsTheRoleAway() {
        try (ConfigurableApplicationContext context = start(Map.of(
                "management.health.diskspace.threshold", "1000000TB",
                "vip.routers[0].checks.disk.contributor", "diskSpace"))) {
            VipElector router = router(context);
            await().until(() -> !check(router).last().isEmpty());
            assertThat(router.state()).isEqualTo(VipState.INITIALIZE);
            assertThat(router.status().obstacle()).contains("disk");
            assertThat(check(router).detail()).contains("DOWN").contains("threshold");
        }
    }

    @Test
    void theHealthOfTheRoutersCannotBeACheckOfThem() {
        assertThatThrownBy(() -> start(Map.of("vip.routers[0].checks.loop.contributor", "vip"))
                        .close())
                .hasRootCauseInstanceOf(VipPropertyException.class)
                .hasRootCauseMessage(
                        "vip.routers[0].checks.loop.contributor: must not depend on the health of the virtual"
                                + " routers, which would then keep themselves down: 'vip'");
    }

    @Test
    void aCompositeThatHasTheHealthOfTheRoutersCannotBeACheckOfThem() {
        assertThatThrownBy(() -> start(
                                WebApplicationType.NONE,
                                Map.of("vip.routers[0].checks.loop.contributor", "everything"),
                                List.of(HealthTest::addComposite))
                        .close())
                .hasRootCauseInstanceOf(VipPropertyException.class)
                .rootCause()
                .hasMessageContaining("must not depend on the health of the virtual routers")
                .hasMessageContaining("'everything'");
    }

    @Test
    void aPartOfACompositeCanBeACheckIfItIsNotTheRouters() {
        try (ConfigurableApplicationContext context = start(
                WebApplicationType.NONE,
                Map.of("vip.routers[0].checks.part.contributor", "everything/harmless"),
                List.of(HealthTest::addComposite))) {
            assertThat(router(context).awaitActive(Duration.ofSeconds(30))).isTrue();
        }
    }

    /** {@code CompositeHealthContributor.fromMap}, which has moved between the generations. */
    private static void addComposite(GenericApplicationContext context) {
        Class<?> type = COMPOSITES.stream()
                .flatMap(name -> load(name).stream())
                .findFirst()
                .orElseThrow();
        RootBeanDefinition composite = new RootBeanDefinition(type);
        composite.setInstanceSupplier(() -> {
            try {
                return type.getMethod("fromMap", Map.class)
                        .invoke(
                                null,
                                Map.of(
                                        "harmless", context.getBean("pingHealthContributor"),
                                        "routers", context.getBean("vipHealthIndicator")));
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
        });
        context.registerBeanDefinition("everythingHealthContributor", composite);
    }

    private static List<Class<?>> load(String name) {
        try {
            return List.of(Class.forName(name));
        } catch (ClassNotFoundException e) {
            return List.of();
        }
    }

    @Test
    void readinessIsACheckThatDoesNotHurryTheEnd() {
        try (ConfigurableApplicationContext context = start(Map.of(
                "vip.routers[0].checks.ready.readiness", "true",
                "vip.routers[0].checks.ready.interval", "20ms"))) {
            VipElector router = router(context);
            assertThat(router.awaitActive(Duration.ofSeconds(30))).isTrue();
            AvailabilityChangeEvent.publish(context, ReadinessState.REFUSING_TRAFFIC);
            await().until(() -> router.state() == VipState.INITIALIZE);
            assertThat(check(router).detail()).contains("REFUSING_TRAFFIC");
            AvailabilityChangeEvent.publish(context, ReadinessState.ACCEPTING_TRAFFIC);
            assertThat(router.awaitActive(Duration.ofSeconds(30))).isTrue();
        }
    }

    @Test
    void activeAndBackupAreUpAHoldIsOutOfServiceAndAnObstacleIsDown() {
        try (ConfigurableApplicationContext context = start(Map.of())) {
            VipRouters routers = context.getBean(VipRouters.class);
            VipElector router = routers.get("web");
            router.awaitActive(Duration.ofSeconds(30));
            assertThat(VipHealth.of(routers).status()).isEqualTo(VipHealth.Status.UP);
            assertThat(details(routers))
                    .containsEntry("state", "ACTIVE")
                    .containsEntry("vrid", 10)
                    .containsEntry("interface", "eth0")
                    .containsEntry("priority", 100)
                    .containsKeys("activeSource", "since");

            router.hold("new disk", Duration.ofMinutes(1));
            assertThat(VipHealth.of(routers).status()).isEqualTo(VipHealth.Status.OUT_OF_SERVICE);
            assertThat(details(routers)).containsEntry("hold", "new disk");

            router.resume();
            lan.node("a").unplug();
            await().until(() -> VipHealth.of(routers).status() == VipHealth.Status.DOWN);
            assertThat(details(routers)).containsKey("obstacle");
        }
    }

    @Test
    void standbyThatWaitsForTheVoteOfAnotherIsUp() throws Exception {
        SimulatedVoteStore store = lan.newVoteStore();
        assertThat(store.gate("web", "b").acquire(Duration.ofHours(1))).succeedsWithin(Duration.ofSeconds(30));
        try (ConfigurableApplicationContext context = start(Map.of())) {
            VipRouters routers = context.getBean(VipRouters.class);
            VirtualRouterConfig voted = routers.get("web").config().toBuilder()
                    .quorum(Quorum.of(store.gate("web", "a")))
                    .build();
            routers.apply(new HostConfig(List.of(voted), List.of()));
            await().until(() -> "the vote: b has it".equals(details(routers).get("waitsFor")));
            assertThat(details(routers)).containsEntry("status", "UP").doesNotContainKey("obstacle");
        }
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> details(VipRouters routers) {
        return (Map<String, Object>) VipHealth.of(routers).details().getOrDefault("web", Map.of());
    }

    @Test
    void withoutRoutersNothingIsKnown() {
        try (ConfigurableApplicationContext context = start(Map.of())) {
            VipRouters routers = context.getBean(VipRouters.class);
            routers.apply(VipRouters.NOTHING);
            assertThat(VipHealth.of(routers)).isEqualTo(new VipHealth(VipHealth.Status.UNKNOWN, Map.of()));
        }
    }

    @Test
    void theHealthEndpointShowsTheRoutersAndLivenessDoesNot() throws IOException, InterruptedException {
        try (ConfigurableApplicationContext context = start(
                WebApplicationType.SERVLET,
                Map.of(
                        "management.endpoint.health.show-details", "always",
                        "management.endpoint.health.show-components", "always",
                        "management.endpoint.health.probes.enabled", "true"),
                List.of())) {
            router(context).awaitActive(Duration.ofSeconds(30));
            assertThat(get(context, "/actuator/health/vip"))
                    .contains("\"status\":\"UP\"")
                    .contains("\"state\":\"ACTIVE\"");
            assertThat(get(context, "/actuator/health")).contains("\"vip\":{");
            assertThat(get(context, "/actuator/health/liveness"))
                    .contains("\"status\":\"UP\"")
                    .doesNotContain("vip");
            assertThat(get(context, "/actuator/health/readiness")).doesNotContain("vip");
        }
    }

    private static String get(ConfigurableApplicationContext context, String path)
            throws IOException, InterruptedException {
        String port = context.getEnvironment().getRequiredProperty("local.server.port");
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
    }
}
