/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.spring.autoconfigure;

import io.vip4j.VipHost;
import io.vip4j.linux.LinuxVipPlatform;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.core.NativeDetector;
import org.springframework.core.env.Environment;

/**
 * Loads and exercises what the first election needs while the application makes its beans, as Spring Boot itself does with
 * what it needs later. Without it that time is added to the start. With one processor nothing would be gained.
 */
final class EarlyPreparation implements ApplicationListener<ApplicationEnvironmentPreparedEvent> {

    private static final Logger LOG = LoggerFactory.getLogger(EarlyPreparation.class);
    private static final String LINUX = "linux";
    private static final AtomicBoolean BEGUN = new AtomicBoolean();

    private final int processors;

    EarlyPreparation() {
        this(Runtime.getRuntime().availableProcessors());
    }

    EarlyPreparation(int processors) {
        this.processors = processors;
    }

    @Override
    public void onApplicationEvent(ApplicationEnvironmentPreparedEvent event) {
        if (isWorthwhile(event.getEnvironment()) && BEGUN.compareAndSet(false, true)) {
            Thread thread = new Thread(EarlyPreparation::prepare, "vip4j-prepare");
            thread.setDaemon(true);
            thread.start();
        }
    }

    boolean isWorthwhile(Environment environment) {
        if (processors == 1 || NativeDetector.inNativeImage()) {
            return false;
        }
        try {
            return !"false".equalsIgnoreCase(environment.getProperty("vip.enabled"))
                    && LINUX.equalsIgnoreCase(environment.getProperty("vip.platform", LINUX))
                    && OnRoutersGiven.given(environment);
        } catch (RuntimeException e) {
            // A property that cannot be read. The start itself will say which, and what to do.
            LOG.debug("whether there are virtual routers cannot be read yet", e);
            return false;
        }
    }

    private static void prepare() {
        try {
            LinuxVipPlatform.prepare();
            VipHost.prepare();
        } catch (RuntimeException | LinkageError e) {
            // The start itself will say so, with what to do.
            LOG.debug("the preparation of the first election has failed", e);
        }
    }
}
