/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.spring.autoconfigure;

import io.vip4j.spring.VipRouters;
import io.vip4j.spring.health.ContributorLookup;
import io.vip4j.spring.health.boot4.RegisteredContributors;
import io.vip4j.spring.health.boot4.VipHealthIndicator;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.registry.HealthContributorRegistry;
import org.springframework.boot.health.registry.ReactiveHealthContributorRegistry;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Health with Spring Boot 4. */
@AutoConfiguration(after = VipAutoConfiguration.class)
@ConditionalOnClass(
        name = {
            "org.springframework.boot.health.registry.HealthContributorRegistry",
            "org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator"
        })
public final class VipHealthBoot4AutoConfiguration {

    /** The application's contributors as checks. */
    @Configuration(proxyBeanMethods = false)
    static class ContributorsConfiguration {

        @Bean
        @ConditionalOnMissingBean
        ContributorLookup vipContributorLookup(
                ObjectProvider<HealthContributorRegistry> registry,
                ObjectProvider<ReactiveHealthContributorRegistry> reactiveRegistry) {
            return new RegisteredContributors(registry::getObject, reactiveRegistry::getIfAvailable);
        }
    }

    /** The virtual routers as a contributor. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnBean(VipRouters.class)
    @ConditionalOnEnabledHealthIndicator("vip")
    static class IndicatorConfiguration {

        @Bean
        @ConditionalOnMissingBean(name = "vipHealthIndicator")
        VipHealthIndicator vipHealthIndicator(VipRouters routers) {
            return new VipHealthIndicator(routers);
        }
    }
}
