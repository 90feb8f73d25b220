/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.spring.autoconfigure;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.cloud.context.environment.EnvironmentChangeEvent;
import org.springframework.cloud.context.scope.refresh.RefreshScopeRefreshedEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;

/** Changes the routers in place when Spring Cloud refreshes the configuration of the application. */
@AutoConfiguration(after = VipAutoConfiguration.class)
@ConditionalOnClass({EnvironmentChangeEvent.class, RefreshScopeRefreshedEvent.class})
@ConditionalOnBean(VipLifecycle.class)
public final class VipRefreshAutoConfiguration {

    @Bean
    ApplicationListener<EnvironmentChangeEvent> vipEnvironmentChangeListener(VipLifecycle lifecycle) {
        return new OnEnvironmentChange(lifecycle);
    }

    @Bean
    ApplicationListener<RefreshScopeRefreshedEvent> vipRefreshListener(VipLifecycle lifecycle) {
        return new OnRefresh(lifecycle);
    }

    // Classes, not lambdas: Spring reads the type of event from them.

    private record OnEnvironmentChange(VipLifecycle lifecycle) implements ApplicationListener<EnvironmentChangeEvent> {

        @Override
        public void onApplicationEvent(EnvironmentChangeEvent event) {
            if (event.getKeys().stream().anyMatch(key -> key.startsWith("vip."))) {
                lifecycle.reload();
            }
        }
    }

    /** A file that a property names may have changed and its name not. */
    private record OnRefresh(VipLifecycle lifecycle) implements ApplicationListener<RefreshScopeRefreshedEvent> {

        @Override
        public void onApplicationEvent(RefreshScopeRefreshedEvent event) {
            lifecycle.reload();
        }
    }
}
