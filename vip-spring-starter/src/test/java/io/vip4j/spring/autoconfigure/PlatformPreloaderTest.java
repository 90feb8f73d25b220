/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.support.SpringFactoriesLoader;

class PlatformPreloaderTest {

    private static final Map<String, Object> ROUTER = Map.of("vip.routers[0].name", "web");

    private static boolean isWorthIt(int processors, Map<String, Object> properties) {
        StandardEnvironment environment = new StandardEnvironment();
        environment.getPropertySources().addFirst(new MapPropertySource("test", properties));
        return new PlatformPreloader(processors).isWorthIt(environment);
    }

    @Test
    void loadsWhereThereAreRoutersAndAnotherProcessor() {
        assertThat(isWorthIt(2, ROUTER)).isTrue();
        assertThat(isWorthIt(2, Map.of("vip.keepalived-config", "file:keepalived.conf")))
                .isTrue();
        assertThat(isWorthIt(2, Map.of("vip.routers[0].name", "web", "vip.platform", "LINUX")))
                .isTrue();
    }

    @Test
    void loadsNothingThatWillNotBeUsed() {
        assertThat(isWorthIt(2, Map.of())).isFalse();
        assertThat(isWorthIt(1, ROUTER)).isFalse();
        assertThat(isWorthIt(2, Map.of("vip.routers[0].name", "web", "vip.enabled", "false")))
                .isFalse();
        assertThat(isWorthIt(2, Map.of("vip.routers[0].name", "web", "vip.platform", "simulated")))
                .isFalse();
    }

    @Test
    void springFindsIt() {
        assertThat(SpringFactoriesLoader.forDefaultResourceLocation(getClass().getClassLoader())
                        .load(ApplicationContextInitializer.class))
                .hasAtLeastOneElementOfType(PlatformPreloader.class);
    }
}
