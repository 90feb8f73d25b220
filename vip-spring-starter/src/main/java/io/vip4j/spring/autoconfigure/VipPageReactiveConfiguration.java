/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.spring.autoconfigure;

import io.vip4j.spring.page.PageRoutes;
import io.vip4j.spring.page.StatusPageSite;
import org.springframework.boot.actuate.autoconfigure.endpoint.web.WebEndpointProperties;
import org.springframework.boot.actuate.autoconfigure.web.ManagementContextConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;

/** Serves the status page below the base path of the endpoints, on their port, in a reactive application. */
@ManagementContextConfiguration(proxyBeanMethods = false)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
@ConditionalOnClass(RouterFunction.class)
@ConditionalOnBean(StatusPageSite.class)
public class VipPageReactiveConfiguration {

    @Bean
    RouterFunction<ServerResponse> vipStatusPageRoutes(StatusPageSite site, WebEndpointProperties endpoints) {
        return PageRoutes.below(endpoints.getBasePath() + "/" + StatusPageSite.Id.NAME, site);
    }
}
