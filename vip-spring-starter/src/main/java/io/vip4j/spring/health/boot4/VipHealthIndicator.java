/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.spring.health.boot4;

import io.vip4j.spring.VipRouters;
import io.vip4j.spring.health.VipHealth;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Tells how the virtual routers are; see {@link VipHealth}. Belongs in no liveness group: a restart mends no network. */
public final class VipHealthIndicator implements HealthIndicator {

    private final VipRouters routers;

    /**
     * Tells of these.
     */
    public VipHealthIndicator(VipRouters routers) {
        this.routers = routers;
    }

    @Override
    public Health health() {
        VipHealth health = VipHealth.of(routers);
        return Health.status(health.status().name())
                .withDetails(health.details())
                .build();
    }
}
