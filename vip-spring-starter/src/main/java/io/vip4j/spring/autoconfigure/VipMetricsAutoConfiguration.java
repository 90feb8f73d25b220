/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.spring.autoconfigure;

import io.micrometer.core.instrument.binder.MeterBinder;
import io.vip4j.VipHost;
import io.vip4j.micrometer.VipMeters;
import io.vip4j.spring.VipConfigurationSource;
import io.vip4j.spring.VipRoutersObserver;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** Meters, bound to every registry by Spring Boot because they are a {@link MeterBinder}. */
@AutoConfiguration(after = VipConfigurationAutoConfiguration.class, before = VipAutoConfiguration.class)
@ConditionalOnClass(MeterBinder.class)
@ConditionalOnBean(VipConfigurationSource.class)
public final class VipMetricsAutoConfiguration {

    /** Is a listener too and so hears the routers from their first transition on. */
    @Bean
    @ConditionalOnMissingBean
    @Order(Ordered.HIGHEST_PRECEDENCE)
    VipMeters vipMeters(VipHost host) {
        return new VipMeters(host);
    }

    @Bean
    VipRoutersObserver vipMetersObserver(VipMeters meters) {
        return meters::update;
    }
}
