/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.spring.autoconfigure;

import io.vip4j.VipHost;
import io.vip4j.config.VirtualRouterConfig;
import io.vip4j.event.VipListener;
import io.vip4j.linux.LinuxVipPlatform;
import io.vip4j.simulation.SimulatedLan;
import io.vip4j.simulation.SimulatedNode;
import io.vip4j.spi.VipPlatform;
import io.vip4j.spring.VipConfigurationSource;
import io.vip4j.spring.VipRouters;
import io.vip4j.spring.VipRoutersObserver;
import io.vip4j.spring.event.ApplicationEventListener;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** Runs virtual routers: a platform, the host on it, and the lifecycle that starts and releases them. */
@AutoConfiguration(after = VipConfigurationAutoConfiguration.class)
@ConditionalOnBean(VipConfigurationSource.class)
public final class VipAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    VipHost vipHost(VipPlatform platform) {
        return VipHost.open(platform);
    }

    @Bean
    @ConditionalOnMissingBean
    VipRouters vipRouters(
            VipHost host, ObjectProvider<VipListener> listeners, ObjectProvider<VipRoutersObserver> observers) {
        return new VipRouters(
                host,
                listeners.orderedStream().toList(),
                observers.orderedStream().toList());
    }

    @Bean
    @ConditionalOnMissingBean
    VipLifecycle vipLifecycle(VipRouters routers, VipConfigurationSource source) {
        return new VipLifecycle(routers, source, VipLifecycle.PHASE);
    }

    /** Before the listeners of the application, so that all of them hear in one order. */
    @Bean
    @ConditionalOnMissingBean
    @Order(Ordered.HIGHEST_PRECEDENCE + 10)
    ApplicationEventListener vipApplicationEventListener(ApplicationEventPublisher publisher) {
        return new ApplicationEventListener(publisher);
    }

    /** The interfaces of this host. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnProperty(prefix = "vip", name = "platform", havingValue = "linux", matchIfMissing = true)
    static class LinuxConfiguration {

        @Bean
        @ConditionalOnMissingBean(VipPlatform.class)
        LinuxVipPlatform vipPlatform() {
            return LinuxVipPlatform.create();
        }
    }

    /** A LAN in memory with this application as its only node, unless the application has a LAN with more. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnProperty(prefix = "vip", name = "platform", havingValue = "simulated")
    static class SimulatedConfiguration {

        private static final String NODE = "application";

        @Bean
        @ConditionalOnMissingBean({VipPlatform.class, SimulatedLan.class})
        SimulatedLan vipSimulatedLan() {
            return SimulatedLan.realTime();
        }

        @Bean
        @ConditionalOnMissingBean(VipPlatform.class)
        VipPlatform vipPlatform(SimulatedLan lan, VipConfigurationSource source) {
            SimulatedNode node = lan.node(NODE);
            source.load().routers().stream()
                    .map(VirtualRouterConfig::networkInterface)
                    .distinct()
                    .filter(name -> !node.interfaceNames().contains(name))
                    .forEach(node::addInterface);
            return node.platform();
        }
    }
}
