/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.spring.autoconfigure;

import io.vip4j.spring.VipRouters;
import io.vip4j.spring.endpoint.VipEndpoint;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/** The actuator endpoint. */
@AutoConfiguration(after = VipAutoConfiguration.class)
@ConditionalOnClass(ConditionalOnAvailableEndpoint.class)
@ConditionalOnBean(VipRouters.class)
public final class VipEndpointAutoConfiguration {

    // Here and not on the class: without the actuator its condition could not even be read.
    @Bean
    @ConditionalOnMissingBean
    @ConditionalOnAvailableEndpoint
    VipEndpoint vipEndpoint(VipRouters routers) {
        return new VipEndpoint(routers);
    }
}
