/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.spring.autoconfigure;

import io.vip4j.spring.VipRouters;
import io.vip4j.spring.page.PageFeed;
import io.vip4j.spring.page.StatusPageSite;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.autoconfigure.endpoint.expose.EndpointExposure;
import org.springframework.boot.actuate.endpoint.Access;
import org.springframework.boot.actuate.endpoint.EndpointAccessResolver;
import org.springframework.boot.actuate.endpoint.EndpointId;
import org.springframework.boot.actuate.endpoint.EndpointsSupplier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The status page, exposed as if it were an endpoint {@code vippage}; the web server's part is in the management context. */
@AutoConfiguration(after = VipAutoConfiguration.class)
@ConditionalOnClass(ConditionalOnAvailableEndpoint.class)
@ConditionalOnWebApplication
@ConditionalOnBean(VipRouters.class)
public final class VipPageAutoConfiguration {

    private static final EndpointId PAGE = EndpointId.of(StatusPageSite.Id.NAME);
    private static final EndpointId ENDPOINT = EndpointId.of("vip");

    // Here and not on the class: without the actuator its condition could not even be read.
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnAvailableEndpoint(endpoint = StatusPageSite.Id.class, exposure = EndpointExposure.WEB)
    static class PageConfiguration {

        @Bean
        @ConditionalOnMissingBean
        StatusPageSite vipStatusPage(
                ObjectProvider<VipRouters> routers, ObjectProvider<EndpointAccessResolver> access) {
            boolean writable = access.stream()
                    .allMatch(resolver -> isUnrestricted(resolver, PAGE) && isUnrestricted(resolver, ENDPOINT));
            return new StatusPageSite(routers::getObject, hostName(), writable);
        }

        /** For {@code EndpointRequest.toAnyEndpoint()} of Spring Security, which asks for the paths of all endpoints. */
        @Bean
        EndpointsSupplier<StatusPageSite.Path> vipStatusPagePath() {
            return () -> List.of(new StatusPageSite.Path());
        }

        private static boolean isUnrestricted(EndpointAccessResolver resolver, EndpointId id) {
            return resolver.accessFor(id, Access.UNRESTRICTED) == Access.UNRESTRICTED;
        }

        private static String hostName() {
            try {
                return InetAddress.getLocalHost().getHostName();
            } catch (UnknownHostException e) {
                return "";
            }
        }

        @Bean
        @ConditionalOnMissingBean
        PageFeed vipStatusPageFeed(StatusPageSite site) {
            return site.feed();
        }
    }
}
