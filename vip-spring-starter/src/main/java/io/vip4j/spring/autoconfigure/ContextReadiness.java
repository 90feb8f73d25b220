/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.spring.autoconfigure;

import io.vip4j.spring.health.ApplicationReadiness;
import java.util.function.Supplier;
import org.springframework.boot.availability.ApplicationAvailability;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.context.event.ContextClosedEvent;

/** The readiness of an application context, as Spring Boot keeps it. */
final class ContextReadiness implements ApplicationReadiness, ApplicationListener<ContextClosedEvent> {

    private final ApplicationContext context;
    private final Supplier<ApplicationAvailability> availability;

    private volatile boolean closing; // Written by the thread that closes the context.

    ContextReadiness(ApplicationContext context, Supplier<ApplicationAvailability> availability) {
        this.context = context;
        this.availability = availability;
    }

    @Override
    public void onApplicationEvent(ContextClosedEvent event) {
        if (event.getApplicationContext() == context) {
            closing = true;
        }
    }

    @Override
    public State now() {
        if (closing) {
            return State.CLOSING;
        }
        return availability.get().getReadinessState() == ReadinessState.ACCEPTING_TRAFFIC
                ? State.ACCEPTING
                : State.REFUSING;
    }
}
