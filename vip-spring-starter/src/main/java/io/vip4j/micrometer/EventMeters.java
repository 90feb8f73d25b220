/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.micrometer;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.vip4j.event.CheckResult;
import io.vip4j.event.Releasing;
import io.vip4j.event.Transition;
import io.vip4j.event.VipState;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * What is counted in one registry when it happens. Called on the thread of the listeners only. Tags are names of the
 * configuration and constants of enums: bounded.
 */
final class EventMeters {

    private final MeterRegistry registry;
    private final Map<String, Instant> releasingSince = new HashMap<>();

    EventMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    void transition(Transition transition) {
        Counter.builder(Names.TRANSITIONS)
                .description("Changes of state")
                .tag("router", transition.router())
                .tag("to", Names.tag(transition.to()))
                .tag("cause", Names.tag(transition.cause().trigger()))
                .register(registry)
                .increment();
        if (transition.to() == VipState.ACTIVE) {
            record(
                    Names.TAKEOVER,
                    "From the decision to claim to the addresses being bound",
                    transition,
                    transition.took());
        } else if (transition.from() == VipState.ACTIVE) {
            Instant since = releasingSince.remove(transition.router());
            Duration took = since == null ? transition.took() : Duration.between(since, transition.at());
            record(Names.RELEASE, "From the wish to release to the addresses being gone", transition, took);
        }
    }

    void releasing(Releasing releasing) {
        releasingSince.put(releasing.router(), releasing.at());
    }

    void checkResult(CheckResult result) {
        if (result.latency().isZero()) {
            return; // Nothing was asked.
        }
        Timer.builder(Names.CHECK_LATENCY)
                .description("From a question of a health check to its answer")
                .tag("router", result.router())
                .tag("check", result.check())
                .tag("result", result.healthy() ? "success" : "failure")
                .register(registry)
                .record(result.latency());
    }

    private void record(String name, String description, Transition transition, Duration took) {
        Timer.builder(name)
                .description(description)
                .tag("router", transition.router())
                .register(registry)
                .record(took.isNegative() ? Duration.ZERO : took); // The clock on the wall may be set back.
    }
}
