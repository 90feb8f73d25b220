/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.spring.autoconfigure;

import io.vip4j.spring.page.PageServlet;
import io.vip4j.spring.page.StatusPageSite;
import jakarta.servlet.http.HttpServlet;
import org.springframework.boot.actuate.autoconfigure.endpoint.web.WebEndpointProperties;
import org.springframework.boot.actuate.autoconfigure.web.ManagementContextConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;

/** Serves the status page below the base path of the endpoints, on their port, in a servlet container. */
@ManagementContextConfiguration(proxyBeanMethods = false)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnClass({HttpServlet.class, ServletRegistrationBean.class})
@ConditionalOnBean(StatusPageSite.class)
public class VipPageServletConfiguration {

    @Bean
    ServletRegistrationBean<PageServlet> vipStatusPageServlet(StatusPageSite site, WebEndpointProperties endpoints) {
        String base = endpoints.getBasePath() + "/" + StatusPageSite.Id.NAME;
        ServletRegistrationBean<PageServlet> registration =
                new ServletRegistrationBean<>(new PageServlet(site), base, base + "/*");
        registration.setName(StatusPageSite.Id.NAME);
        registration.setAsyncSupported(true);
        return registration;
    }
}
