/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.spring.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vip4j.VipElector;
import io.vip4j.VipHost;
import io.vip4j.config.VirtualRouterConfig;
import io.vip4j.event.VipState;
import io.vip4j.simulation.SimulatedLan;
import io.vip4j.spi.VipPlatform;
import io.vip4j.spring.VipRouters;
import io.vip4j.vrrp.IpAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.event.EventListener;
import org.springframework.integration.config.EnableIntegration;
import org.springframework.integration.leader.event.OnGrantedEvent;
import org.springframework.integration.leader.event.OnRevokedEvent;
import org.springframework.integration.support.SmartLifecycleRoleController;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;

/** What an application hears, and what it does only while it owns the address. */
final class EventsTest {

    private static final IpAddress ADDRESS = IpAddress.parse("192.0.2.10");

    private final SimulatedLan lan = SimulatedLan.realTime();

    @AfterEach
    void stopTheLan() {
        lan.close();
    }

    /** What was heard, and on which threads. */
    static final class Heard {

        private final List<Object> events = new CopyOnWriteArrayList<>();
        private final List<String> threads = new CopyOnWriteArrayList<>();
        private final List<Boolean> bound = new CopyOnWriteArrayList<>();

        private void add(Object event) {
            threads.add(Thread.currentThread().getName());
            events.add(event);
        }

        List<String> names() {
            return events.stream()
                    .map(event -> event.getClass().getSimpleName())
                    .toList();
        }
    }

    @SpringBootConfiguration
    @EnableAutoConfiguration
    @EnableIntegration // Spring Boot 4 enables it in a module of its own.
    static class Application {

        @Bean
        Heard heard() {
            return new Heard();
        }

        @Bean
        Listeners listeners(Heard heard, SimulatedLan lan) {
            return new Listeners(heard, lan);
        }
    }

    record Listeners(Heard heard, SimulatedLan lan) {

        @EventListener
        void on(VipApplicationEvent event) {
            heard.add(event);
            heard.bound.add(lan.node("a").holds(ADDRESS));
        }

        @EventListener
        void on(OnGrantedEvent event) {
            heard.add(event);
        }

        @EventListener
        void on(OnRevokedEvent event) {
            heard.add(event);
        }
    }

    /** The pattern of docs/spring.md. */
    @EnableScheduling
    static class Job {

        private final VipRouters routers;
        private final SimulatedLan lan;
        private final AtomicInteger runs = new AtomicInteger();
        private final AtomicInteger runsWithoutAddress = new AtomicInteger();

        Job(VipRouters routers, SimulatedLan lan) {
            this.routers = routers;
            this.lan = lan;
        }

        @Scheduled(fixedDelay = 10, timeUnit = TimeUnit.MILLISECONDS)
        void settle() {
            if (!routers.isActive("web")) {
                return;
            }
            runs.incrementAndGet();
            if (lan.holders(ADDRESS).isEmpty()) {
                runsWithoutAddress.incrementAndGet();
            }
        }
    }

    private ConfigurableApplicationContext start(Class<?>... more) {
        SpringApplication application = new SpringApplication(Application.class);
        application.addPrimarySources(List.of(more));
        application.setWebApplicationType(WebApplicationType.NONE);
        application.setRegisterShutdownHook(false);
        application.setDefaultProperties(Map.of(
                "vip.routers[0].name", "web",
                "vip.routers[0].network-interface", "eth0",
                "vip.routers[0].vrid", "10",
                "vip.routers[0].priority", "200",
                "vip.routers[0].advertisement-interval", "50ms",
                "vip.routers[0].addresses", "192.0.2.10/24"));
        application.addInitializers(context -> {
            context.getBeanFactory().registerSingleton("lan", lan);
            context.getBeanFactory().registerSingleton("platform", platform());
        });
        return application.run();
    }

    private VipPlatform platform() {
        return lan.node("a").platform();
    }

    @Test
    void eventsComeInOrderAndOffTheLoopAndAcquiredMeansBound() {
        Heard heard;
        try (ConfigurableApplicationContext context = start()) {
            heard = context.getBean(Heard.class);
            assertThat(context.getBean(VipRouters.class).get("web").awaitActive(Duration.ofSeconds(30)))
                    .isTrue();
        }
        assertThat(heard.names())
                .containsExactly(
                        "VipAcquiredEvent", "OnGrantedEvent", "VipReleasingEvent", "VipLostEvent", "OnRevokedEvent");
        assertThat(heard.bound).containsExactly(true, true, false);
        assertThat(heard.threads).allMatch(thread -> !thread.contains("loop"));
        assertThat(heard.events)
                .filteredOn(VipApplicationEvent.class::isInstance)
                .allMatch(event -> ((VipApplicationEvent) event).router().equals("web"));
    }

    @Test
    void aConflictIsToldWhenItBeginsAndWhenItEnds() {
        try (ConfigurableApplicationContext context = start()) {
            Heard heard = context.getBean(Heard.class);
            VipElector router = context.getBean(VipRouters.class).get("web");
            router.awaitActive(Duration.ofSeconds(30));
            await().until(() -> {
                lan.claim(ADDRESS, "02:00:00:00:99:01"); // The first ones may come before somebody listens.
                return heard.names().contains("VipConflictEvent");
            });
            VipConflictEvent conflict = heard.events.stream()
                    .filter(VipConflictEvent.class::isInstance)
                    .map(VipConflictEvent.class::cast)
                    .findFirst()
                    .orElseThrow();
            assertThat(conflict.began()).isTrue();
            assertThat(conflict.router()).isEqualTo("web");
            assertThat(conflict.anomaly().anomaly().subject()).contains("192.0.2.10");
        }
    }

    @Test
    void endpointsOfARoleStartAndStopWithTheAddress() {
        try (ConfigurableApplicationContext context = start()) {
            SmartLifecycleRoleController roles = context.getBean(SmartLifecycleRoleController.class);
            Switch endpoint = new Switch();
            roles.addLifecycleToRole("web", endpoint);
            VipElector router = context.getBean(VipRouters.class).get("web");
            await().until(endpoint::isRunning);
            assertThat(router.state()).isEqualTo(VipState.ACTIVE);
            router.hold("test", Duration.ofMinutes(1));
            await().until(() -> !endpoint.isRunning());
            assertThat(lan.holders(ADDRESS)).isEmpty();
        }
    }

    /** Something that runs or does not. */
    private static final class Switch implements SmartLifecycle {

        private volatile boolean running;

        @Override
        public boolean isAutoStartup() {
            return false;
        }

        @Override
        public void start() {
            running = true;
        }

        @Override
        public void stop() {
            running = false;
        }

        @Override
        public boolean isRunning() {
            return running;
        }
    }

    @Test
    void aScheduledJobRunsOnlyOnTheOwner() {
        VipHost peer = VipHost.open(lan.node("b").platform());
        try (ConfigurableApplicationContext context = start(Job.class)) {
            Job job = context.getBean(Job.class);
            VipElector router = context.getBean(VipRouters.class).get("web");
            await().until(() -> job.runs.get() > 3);
            assertThat(job.runsWithoutAddress).hasValue(0);
            peer.start(VirtualRouterConfig.builder("web")
                    .networkInterface("eth0")
                    .vrid(10)
                    .priority(50)
                    .advertisementInterval(Duration.ofMillis(50))
                    .address("192.0.2.10/24")
                    .build());
            router.hold("maintenance", Duration.ofMinutes(1));
            await().until(() -> lan.holders(ADDRESS).equals(List.of("b")));
            int runs = job.runs.get();
            // As many turns of the schedule as it had runs before.
            await().during(Duration.ofMillis(200)).until(() -> job.runs.get() <= runs + 1);
        } finally {
            peer.close();
        }
    }
}
