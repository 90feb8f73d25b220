/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.vip4j.spring.VipRouters;
import io.vip4j.spring.event.VipAcquiredEvent;
import io.vip4j.spring.event.VipLostEvent;
import io.vip4j.spring.event.VipReleasingEvent;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.support.BeanDefinitionBuilder;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.event.EventListener;

/** The addresses are claimed after the web server listens and released before it drains, whichever server it is. */
@ExtendWith(OutputCaptureExtension.class)
final class LifecycleOrderTest {

    private static final Logger LOG = LoggerFactory.getLogger(LifecycleOrderTest.class);

    /** The class of Spring Boot 3, and of Spring Boot 4. */
    private static final List<String> NETTY_FACTORIES = List.of(
            "org.springframework.boot.web.embedded.netty.NettyReactiveWebServerFactory",
            "org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory");

    @SpringBootConfiguration
    @EnableAutoConfiguration
    static class Application {

        @EventListener
        void acquired(VipAcquiredEvent event) {
            LOG.info("acquired {}", event.router());
        }

        @EventListener
        void releasing(VipReleasingEvent event) {
            LOG.info("releasing {}", event.router());
        }

        @EventListener
        void lost(VipLostEvent event) {
            LOG.info("lost {}", event.router());
        }
    }

    @Test
    void withTomcat(CapturedOutput output) {
        run(WebApplicationType.SERVLET);
        assertOrder(output, "Tomcat started on port");
    }

    @Test
    void withWebFluxOnNetty(CapturedOutput output) {
        run(WebApplicationType.REACTIVE);
        assertOrder(output, "Netty started on port");
    }

    private static void run(WebApplicationType type) {
        SpringApplication application = new SpringApplication(Application.class);
        application.setWebApplicationType(type);
        application.setRegisterShutdownHook(false);
        application.setDefaultProperties(Map.of(
                "server.port", "0",
                "server.shutdown", "graceful",
                "vip.platform", "simulated",
                "vip.routers[0].name", "web",
                "vip.routers[0].network-interface", "eth0",
                "vip.routers[0].vrid", "10",
                "vip.routers[0].advertisement-interval", "20ms",
                "vip.routers[0].addresses", "192.0.2.10/24"));
        if (type == WebApplicationType.REACTIVE) {
            // Tomcat is on the class path too and would serve WebFlux as well.
            application.addInitializers(context -> nettyFirst((BeanDefinitionRegistry) context.getBeanFactory()));
        }
        try (ConfigurableApplicationContext context = application.run()) {
            assertThat(context.getBean(VipRouters.class).get("web").awaitActive(Duration.ofSeconds(30)))
                    .isTrue();
        }
    }

    private static void nettyFirst(BeanDefinitionRegistry registry) {
        String factory = NETTY_FACTORIES.stream()
                .filter(name ->
                        Thread.currentThread().getContextClassLoader().getResource(name.replace('.', '/') + ".class")
                                != null)
                .findFirst()
                .orElseThrow();
        registry.registerBeanDefinition(
                "nettyFactory",
                BeanDefinitionBuilder.genericBeanDefinition(factory).getBeanDefinition());
    }

    private static void assertOrder(CapturedOutput output, String started) {
        List<String> steps =
                List.of(started, "acquired web", "releasing web", "lost web", "Commencing graceful shutdown");
        List<String> seen = Arrays.stream(output.getAll().split("\n"))
                .flatMap(line -> steps.stream().filter(line::contains))
                .toList();
        assertThat(seen).containsExactlyElementsOf(steps);
    }
}
