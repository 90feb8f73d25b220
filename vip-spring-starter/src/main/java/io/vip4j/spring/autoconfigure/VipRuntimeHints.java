/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.spring.autoconfigure;

import io.vip4j.probe.Secret;
import io.vip4j.spring.properties.VipProperties;
import org.jspecify.annotations.Nullable;
import org.springframework.aot.hint.ExecutableMode;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.boot.context.properties.bind.BindableRuntimeHintsRegistrar;

/**
 * What ahead-of-time processing must keep: the properties are bound again at each refresh, which it cannot see. The Linux
 * platform itself does not run in a native image: jnr-ffi makes classes at run time.
 */
final class VipRuntimeHints implements RuntimeHintsRegistrar {

    @Override
    public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
        BindableRuntimeHintsRegistrar.forTypes(VipProperties.class).registerHints(hints, classLoader);
        hints.reflection()
                .registerType(
                        Secret.class,
                        type -> type.withConstructor(
                                java.util.List.of(org.springframework.aot.hint.TypeReference.of(String.class)),
                                ExecutableMode.INVOKE));
    }
}
