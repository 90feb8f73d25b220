/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.vip4j.VipElector;
import io.vip4j.samples.support.documents.Sample;
import io.vip4j.spring.VipRouters;
import io.vip4j.spring.autoconfigure.VipAutoConfiguration;
import io.vip4j.spring.autoconfigure.VipConfigurationAutoConfiguration;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** The properties of Spring Boot that the documents show, of all but tcp-proxy's page: an application starts with them. */
class YamlSamplesTest {

    private static final Duration GENEROUS = Duration.ofSeconds(30);

    @TempDir
    private Path directory;

    /** Nothing but the starter. */
    @ImportAutoConfiguration({VipConfigurationAutoConfiguration.class, VipAutoConfiguration.class})
    static class Application {}

    @TestFactory
    Stream<DynamicTest> anApplicationBecomesActiveWithThem() {
        List<Sample> samples = Sample.in("yaml").stream()
                .filter(sample -> !sample.document().startsWith("samples/tcp-proxy/"))
                .toList();
        assertThat(samples).hasSizeGreaterThan(1);
        return samples.stream()
                .map(sample -> DynamicTest.dynamicTest(sample.place(), () -> {
                    Path file = Files.writeString(directory.resolve("application.yml"), sample.text());
                    try (ConfigurableApplicationContext application = new SpringApplicationBuilder(Application.class)
                            .web(WebApplicationType.NONE)
                            .run("--spring.config.location=" + file, "--vip.platform=simulated")) {
                        List<VipElector> routers =
                                application.getBean(VipRouters.class).all();
                        assertThat(routers).isNotEmpty().allMatch(router -> router.awaitActive(GENEROUS));
                    }
                }));
    }
}
