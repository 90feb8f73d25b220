/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.spring.event;

import io.vip4j.VipElector;
import io.vip4j.event.Transition;
import io.vip4j.event.VipListener;
import io.vip4j.event.VipState;
import io.vip4j.spring.VipRouters;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.springframework.integration.leader.Context;
import org.springframework.integration.leader.event.LeaderEventPublisher;

/**
 * Spring Integration's view of the routers: the role is the name of the router, granted while its addresses are held, so
 * that endpoints of this role start and stop with them. Routers of both families that share a name are one role, granted
 * with the first and revoked with the last.
 */
public final class LeaderEventListener implements VipListener {

    private static final Duration YIELD_LIMIT = Duration.ofSeconds(10);

    private final LeaderEventPublisher publisher;
    private final Supplier<VipRouters> routers;
    private final Map<String, Integer> activeByRole = new HashMap<>(); // The listener thread's.

    /**
     * Publishes there.
     *
     * @param routers asked when somebody asks the context of an event
     */
    public LeaderEventListener(LeaderEventPublisher publisher, Supplier<VipRouters> routers) {
        this.publisher = publisher;
        this.routers = routers;
    }

    @Override
    public void onTransition(Transition transition) {
        String role = transition.router();
        if (transition.to() == VipState.ACTIVE) {
            if (activeByRole.merge(role, 1, Integer::sum) == 1) {
                publisher.publishOnGranted(this, new RoleContext(role), role);
            }
        } else if (transition.from() == VipState.ACTIVE) {
            if (activeByRole.merge(role, -1, Integer::sum) == 0) {
                publisher.publishOnRevoked(this, new RoleContext(role), role);
            }
        }
    }

    /** What an event says of its role. */
    private final class RoleContext implements Context {

        private final String role;

        RoleContext(String role) {
            this.role = role;
        }

        @Override
        public boolean isLeader() {
            return routers.get().isActive(role);
        }

        @Override
        public String getRole() {
            return role;
        }

        /** Gives the role away and waits for a successor; does nothing if it is not held. */
        @Override
        public void yield() {
            routers.get().named(role).stream()
                    .filter(VipElector::isActive)
                    .findFirst()
                    .ifPresent(elector -> elector.switchover(YIELD_LIMIT));
        }
    }
}
