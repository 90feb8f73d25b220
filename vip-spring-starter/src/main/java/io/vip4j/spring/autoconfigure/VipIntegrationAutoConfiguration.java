/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.spring.autoconfigure;

import io.vip4j.spring.VipConfigurationSource;
import io.vip4j.spring.VipRouters;
import io.vip4j.spring.event.LeaderEventListener;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.integration.leader.event.DefaultLeaderEventPublisher;
import org.springframework.integration.leader.event.LeaderEventPublisher;

/** Tells Spring Integration which roles this node has, by the names of its virtual routers. */
@AutoConfiguration(after = VipConfigurationAutoConfiguration.class, before = VipAutoConfiguration.class)
@ConditionalOnClass(LeaderEventPublisher.class)
@ConditionalOnBean(VipConfigurationSource.class)
public final class VipIntegrationAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    @Order(Ordered.HIGHEST_PRECEDENCE + 20)
    LeaderEventListener vipLeaderEventListener(
            ObjectProvider<LeaderEventPublisher> given,
            ApplicationEventPublisher events,
            ObjectProvider<VipRouters> routers) {
        LeaderEventPublisher publisher = given.getIfUnique(() -> new DefaultLeaderEventPublisher(events));
        return new LeaderEventListener(publisher, routers::getObject);
    }
}
