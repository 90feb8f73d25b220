/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.spring.autoconfigure;

import io.vip4j.spring.HostConfigCustomizer;
import io.vip4j.spring.VipConfigurationSource;
import io.vip4j.spring.VirtualRouterCustomizer;
import io.vip4j.spring.health.ContributorLookup;
import io.vip4j.spring.properties.PropertiesConfigurationSource;
import io.vip4j.spring.properties.VipProperties;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.availability.ApplicationAvailabilityAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.availability.ApplicationAvailability;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.core.env.Environment;

/** Reads what shall run. */
@AutoConfiguration(after = ApplicationAvailabilityAutoConfiguration.class)
@ConditionalOnProperty(prefix = "vip", name = "enabled", matchIfMissing = true)
@EnableConfigurationProperties(VipProperties.class)
public final class VipConfigurationAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    ContextReadiness vipReadiness(ApplicationContext context, ObjectProvider<ApplicationAvailability> availability) {
        return new ContextReadiness(context, availability::getObject);
    }

    /** Binds anew at each load, because an environment may have changed since the properties were bound. */
    @Bean
    @ConditionalOnMissingBean(VipConfigurationSource.class)
    @Conditional(OnRoutersGiven.class)
    PropertiesConfigurationSource vipConfigurationSource(
            Environment environment,
            ObjectProvider<ContributorLookup> contributors,
            ContextReadiness readiness,
            ObjectProvider<VirtualRouterCustomizer> routerCustomizers,
            ObjectProvider<HostConfigCustomizer> hostCustomizers) {
        return new PropertiesConfigurationSource(
                () -> Binder.get(environment).bindOrCreate("vip", VipProperties.class),
                Optional.ofNullable(contributors.getIfAvailable()).orElse(ContributorLookup.NONE),
                readiness,
                routerCustomizers.orderedStream().toList(),
                hostCustomizers.orderedStream().toList());
    }
}
