/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.spring.health;

import io.vip4j.probe.Probe;
import java.time.Duration;

/**
 * Asks whether this application takes traffic.
 *
 * @param readiness who knows
 */
public record ReadinessProbe(ApplicationReadiness readiness) implements Probe {

    @Override
    public Result ask(Duration timeout) {
        return switch (readiness.now()) {
            case ACCEPTING -> Result.healthy("ACCEPTING_TRAFFIC");
            case REFUSING -> Result.unhealthy("REFUSING_TRAFFIC");
            case CLOSING -> Result.healthy("the application is being closed");
        };
    }

    @Override
    public String toString() {
        return "readiness of the application";
    }
}
