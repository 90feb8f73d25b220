/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.spring.autoconfigure;

import io.vip4j.spring.VipRouters;
import io.vip4j.spring.health.ContributorLookup;
import io.vip4j.spring.health.boot3.RegisteredContributors;
import io.vip4j.spring.health.boot3.VipHealthIndicator;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.autoconfigure.health.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.actuate.health.HealthContributorRegistry;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Health with Spring Boot 3. */
@AutoConfiguration(after = VipAutoConfiguration.class)
@ConditionalOnClass(
        name = {
            "org.springframework.boot.actuate.health.HealthContributorRegistry",
            "org.springframework.boot.actuate.autoconfigure.health.ConditionalOnEnabledHealthIndicator"
        })
public final class VipHealthBoot3AutoConfiguration {

    /** The application's contributors as checks. */
    @Configuration(proxyBeanMethods = false)
    static class ContributorsConfiguration {

        @Bean
        @ConditionalOnMissingBean
        ContributorLookup vipContributorLookup(ObjectProvider<HealthContributorRegistry> registry) {
            return new RegisteredContributors(registry::getObject);
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
