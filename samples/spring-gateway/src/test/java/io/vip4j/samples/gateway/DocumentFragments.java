/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.gateway;

import io.vip4j.spring.VipRouters;
import java.util.concurrent.TimeUnit;
import org.springframework.scheduling.annotation.Scheduled;

/** What docs/spring.md shows; that it compiles is what matters. */
final class DocumentFragments {

    private DocumentFragments() {}

    static final class OwnerOnlyJob {

        private final VipRouters routers;
        private final Runnable work;

        OwnerOnlyJob(VipRouters routers, Runnable work) {
            this.routers = routers;
            this.work = work;
        }

        @Scheduled(fixedDelay = 1, timeUnit = TimeUnit.MINUTES)
        void settle() {
            if (!routers.isActive("web")) {
                return;
            }
            work.run();
        }
    }
}
