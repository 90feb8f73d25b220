/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vip4j.simulation.SimulatedLan;
import io.vip4j.spi.PlatformException;
import io.vip4j.spi.VipPlatform;
import io.vip4j.spring.VirtualRouterCustomizer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What a person reads when an application does not start. */
@ExtendWith(OutputCaptureExtension.class)
final class FailureAnalysisTest {

    private static final List<String> WEB = List.of(
            "--vip.platform=simulated",
            "--vip.routers[0].name=web",
            "--vip.routers[0].network-interface=eth0",
            "--vip.routers[0].vrid=10",
            "--vip.routers[0].addresses=192.0.2.10/24");

    @SpringBootConfiguration
    @EnableAutoConfiguration
    static class Application {}

    @Configuration(proxyBeanMethods = false)
    static class RefusingHost {

        @Bean
        VipPlatform platform() {
            throw new PlatformException("socket(AF_INET, SOCK_RAW, 112): EPERM (grant CAP_NET_RAW)");
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class OldNetty {

        @Bean
        VipPlatform platform() {
            throw new NoClassDefFoundError("io/netty/channel/IoHandle");
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class WrongCustomizer {

        @Bean
        VirtualRouterCustomizer customizer() {
            return router -> router.toBuilder().priority(0).build();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class HostWithoutInterface {

        @Bean
        SimulatedLan lan() {
            return SimulatedLan.realTime();
        }

        @Bean
        VipPlatform platform(SimulatedLan lan) {
            return lan.node("a").platform();
        }
    }

    private static String startFails(CapturedOutput output, List<Class<?>> more, String... arguments) {
        List<Class<?>> sources = new ArrayList<>(List.of(Application.class));
        sources.addAll(more);
        SpringApplication application = new SpringApplication(sources.toArray(Class<?>[]::new));
        application.setWebApplicationType(WebApplicationType.NONE);
        application.setRegisterShutdownHook(false);
        List<String> all = new ArrayList<>(WEB);
        for (String argument : arguments) {
            all.removeIf(given -> given.startsWith(argument.substring(0, argument.indexOf('=') + 1)));
            all.add(argument);
        }
        assertThatThrownBy(() -> application.run(all.toArray(String[]::new))).isNotNull();
        String text = output.getAll();
        assertThat(text).contains("APPLICATION FAILED TO START").doesNotContain("\tat ");
        return text.substring(text.indexOf("APPLICATION FAILED TO START"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "vip.routers[0].vrid | 300 | must be 1..255: 300",
                "vip.routers[0].addresses | 224.0.0.1 | must be a unicast address: 224.0.0.1",
                "vip.routers[0].lease | maybe | must be auto, off or whole seconds",
                "vip.routers[0].checks.proxy.tcp | nowhere | must be HOST:PORT",
                "vip.routers[0].checks.db.contributor | vip | must not depend on the health of the virtual routers",
                "vip.routers[0].checks.db.contributor | nosuch | must name a health contributor: 'nosuch'; there are ",
                "vip.groups[0].members | web | must be given",
                "vip.keepalived-config | file:/no/such/file | must be absent with vip.routers",
            })
    void aWrongPropertyIsNamedWithItsValueItsOriginItsRuleAndWhatToDo(
            String property, String value, String rule, CapturedOutput output) {
        String analysis = startFails(output, List.of(), "--" + property + "=" + value);
        assertThat(analysis)
                .contains("A property of the virtual routers is not allowed:")
                .contains("Property: " + (property.startsWith("vip.groups") ? "vip.groups[0].name" : property))
                .contains(property.startsWith("vip.groups") ? "(not given)" : "Value: \"" + value + "\"")
                .contains(property.startsWith("vip.groups") ? "" : "Origin: \"" + property + "\" from property source")
                .contains(rule)
                .contains("Action:")
                .contains("docs/spring.md");
    }

    @Test
    void aPasswordIsNotShown(CapturedOutput output) {
        String analysis = startFails(output, List.of(), "--vip.routers[0].password=hunter2");
        assertThat(analysis).contains("Value: ***").doesNotContain("hunter2");
    }

    @Test
    void aNameThatDoesNotExistIsRefused(CapturedOutput output) {
        String analysis = startFails(output, List.of(), "--vip.routers[0].vird=10");
        assertThat(analysis).contains("vip.routers[0].vird").contains("Action:");
    }

    @Test
    void aValueOfTheWrongTypeIsRefused(CapturedOutput output) {
        String analysis = startFails(output, List.of(), "--vip.routers[0].vrid=ten");
        assertThat(analysis).contains("vip.routers[0].vrid").contains("\"ten\"").contains("Action:");
    }

    @Test
    void aHostThatRefusesIsExplained(CapturedOutput output) {
        String analysis = startFails(output, List.of(RefusingHost.class));
        assertThat(analysis)
                .contains("This host cannot run the virtual routers:")
                .contains("EPERM (grant CAP_NET_RAW)")
                .contains("vip.platform=simulated");
    }

    @Test
    void anInterfaceThatDoesNotExistIsExplained(CapturedOutput output) {
        String analysis =
                startFails(output, List.of(HostWithoutInterface.class), "--vip.routers[0].network-interface=eth9");
        assertThat(analysis)
                .contains("This host cannot run the virtual routers:")
                .contains("eth9");
    }

    @Test
    void aBeanThatMakesAWrongConfigurationIsBlamed(CapturedOutput output) {
        String analysis = startFails(output, List.of(WrongCustomizer.class));
        assertThat(analysis).contains("Rule: priority must be 1..255: 0").contains("VirtualRouterCustomizer");
    }

    @Test
    void nettyOfTheOldLineIsExplained(CapturedOutput output) {
        String analysis = startFails(output, List.of(OldNetty.class));
        assertThat(analysis)
                .contains("The Linux platform of vip4j needs Netty 4.2")
                .contains("<netty.version>4.2.18.Final</netty.version>");
    }

    @Test
    void anotherMissingClassIsNotOurs() {
        FailureAnalysis analysis = new NettyFailureAnalyzer().analyze(new NoClassDefFoundError("com/example/Other"));
        assertThat(analysis).isNull();
    }
}
