/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.spring.autoconfigure;

import io.vip4j.vrrp.ConfigurationException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Explains a configuration that no property can be blamed for: one that a bean made or changed. */
final class ConfigurationFailureAnalyzer extends AbstractFailureAnalyzer<ConfigurationException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, ConfigurationException cause) {
        return new FailureAnalysis(
                "The configuration of the virtual routers is not allowed:\n\n    Rule: " + cause.getMessage(),
                "Change the bean that makes it: a VirtualRouterCustomizer, HostConfigCustomizer or"
                        + " VipConfigurationSource.",
                cause);
    }
}
