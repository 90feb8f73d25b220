/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.spring.endpoint;

import io.vip4j.VipElector;
import io.vip4j.event.Switchover;
import io.vip4j.event.VipStatus;
import io.vip4j.vrrp.Priority;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What can be asked of a router by a POST to its path. */
@SuppressWarnings("ImmutableEnumChecker") // Set.of does not change.
enum Operation {
    /** Gives the role away and tells who took it. */
    SWITCHOVER(Set.of("limit")) {
        @Override
        Map<String, Object> carryOut(VipElector elector, Parameters given) {
            Switchover outcome = elector.switchover(given.limitOr(SWITCHOVER_LIMIT));
            Map<String, Object> answer = new LinkedHashMap<>();
            answer.put("moved", outcome.moved());
            outcome.newActive().ifPresent(active -> answer.put("newActive", active.toString()));
            answer.put("tookMillis", RouterDocument.millis(outcome.took()));
            answer.put("gapMillis", RouterDocument.millis(outcome.gap()));
            return answer;
        }
    },
    /** Keeps the router out of the election for a while. */
    HOLD(Set.of("limit", "reason")) {
        @Override
        Map<String, Object> carryOut(VipElector elector, Parameters given) {
            elector.hold(given.requiredReason(), given.requiredLimit());
            return standing(elector);
        }
    },
    /** Ends a hold. */
    RESUME(Set.of()) {
        @Override
        Map<String, Object> carryOut(VipElector elector, Parameters given) {
            if (elector.status().hold().isEmpty()) {
                throw new IllegalStateException(
                        "virtual router '" + elector.config().name() + "' is not held");
            }
            elector.resume();
            return standing(elector);
        }
    },
    /** Replaces the priority for a while; without a priority the configured one counts again. */
    PRIORITY(Set.of("limit", "priority")) {
        @Override
        Map<String, Object> carryOut(VipElector elector, Parameters given) {
            if (given.priority() == null) {
                given.requireOnly(Set.of(), "priority without a priority, which restores the configured one");
                elector.restorePriority();
            } else {
                elector.temporaryPriority(new Priority(Parameters.number(given.priority())), given.requiredLimit());
            }
            return standing(elector);
        }
    };

    /** How long a switchover waits for a successor if nobody says so. */
    private static final Duration SWITCHOVER_LIMIT = Duration.ofSeconds(5);

    private final Set<String> parameters;

    Operation(Set<String> parameters) {
        this.parameters = parameters;
    }

    abstract Map<String, Object> carryOut(VipElector elector, Parameters given);

    /**
     * Does it.
     *
     * @throws Refusal if a parameter is missing or is no value of its type
     * @throws IllegalArgumentException if a parameter is out of range
     * @throws IllegalStateException if the router is not in the state for it
     */
    Map<String, Object> perform(VipElector elector, Parameters given) {
        given.requireOnly(parameters, word());
        return carryOut(elector, given);
    }

    static Operation of(String name) {
        Optional<Operation> found = Arrays.stream(values())
                .filter(operation -> operation.word().equals(name))
                .findFirst();
        return found.orElseThrow(() -> new Refusal(
                Refusal.NOT_FOUND,
                "there is no operation '" + name + "'; there are "
                        + Arrays.stream(values()).map(Operation::word).collect(Collectors.joining(", "))));
    }

    private static Map<String, Object> standing(VipElector elector) {
        VipStatus status = elector.status();
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("state", status.state().name());
        answer.put("effectivePriority", status.effectivePriority().value());
        RouterDocument.addSteering(answer, status);
        return answer;
    }

    private String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
