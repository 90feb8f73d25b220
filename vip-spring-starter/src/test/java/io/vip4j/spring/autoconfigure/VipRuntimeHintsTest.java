/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.vip4j.probe.Secret;
import io.vip4j.spring.properties.CheckProperties;
import io.vip4j.spring.properties.EffectProperties;
import io.vip4j.spring.properties.GroupProperties;
import io.vip4j.spring.properties.RouterProperties;
import io.vip4j.spring.properties.VipProperties;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.core.io.support.SpringFactoriesLoader;

/** What ahead-of-time processing keeps. */
final class VipRuntimeHintsTest {

    @ParameterizedTest
    @ValueSource(
            classes = {
                VipProperties.class,
                RouterProperties.class,
                RouterProperties.Preempt.class,
                GroupProperties.class,
                CheckProperties.class,
                EffectProperties.class,
                Secret.class
            })
    void everyTypeOfThePropertiesCanBeBound(Class<?> type) {
        RuntimeHints hints = new RuntimeHints();
        SpringFactoriesLoader.forResourceLocation("META-INF/spring/aot.factories")
                .load(RuntimeHintsRegistrar.class)
                .stream()
                .filter(VipRuntimeHints.class::isInstance)
                .forEach(registrar -> registrar.registerHints(hints, getClass().getClassLoader()));
        assertThat(RuntimeHintsPredicates.reflection().onType(type)).accepts(hints);
    }
}
