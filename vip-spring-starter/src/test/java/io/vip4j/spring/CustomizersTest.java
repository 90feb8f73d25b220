/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.spring;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What applications implement: docs/stability.md promises that new methods have a default. */
final class CustomizersTest {

    @ParameterizedTest
    @CsvSource({
        "VirtualRouterCustomizer, customize",
        "HostConfigCustomizer, customize",
        "VipConfigurationSource, load",
        "VipRoutersObserver, changed"
    })
    void eachAsksForOneMethod(String type, String method) throws ClassNotFoundException {
        assertThat(Stream.of(Class.forName("io.vip4j.spring." + type).getMethods())
                        .filter(candidate -> Modifier.isAbstract(candidate.getModifiers()))
                        .map(Method::getName))
                .containsExactly(method);
    }
}
