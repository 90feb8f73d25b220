/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.spring.autoconfigure;

import io.vip4j.linux.LinuxVipPlatform;
import java.util.concurrent.atomic.AtomicBoolean;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;

/**
 * Loads what the Linux platform needs on a thread of its own while Spring makes its beans, as Spring Boot does with what is
 * slow to load: the start waits for one core. Once in a JVM, and only where there are routers to run and another core.
 */
final class PlatformPreloader implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    private static final AtomicBoolean BEGUN = new AtomicBoolean();

    private final int processors;

    PlatformPreloader() {
        this(Runtime.getRuntime().availableProcessors());
    }

    PlatformPreloader(int processors) {
        this.processors = processors;
    }

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        if (isWorthIt(context.getEnvironment()) && BEGUN.compareAndSet(false, true)) {
            Thread loading = new Thread(LinuxVipPlatform::preload, "vip4j-preload");
            loading.setDaemon(true);
            loading.start();
        }
    }

    boolean isWorthIt(Environment environment) {
        return processors > 1
                && environment.getProperty("vip.enabled", Boolean.class, true)
                && environment.getProperty("vip.platform", "linux").equalsIgnoreCase("linux")
                && OnRoutersGiven.areGiven(environment);
    }
}
