/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.spring.event;

import io.vip4j.event.AnomalyEvent;
import io.vip4j.event.Releasing;
import io.vip4j.event.Transition;
import io.vip4j.event.VipListener;
import io.vip4j.event.VipState;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.springframework.context.ApplicationEventPublisher;

/** Passes on what the routers tell. Runs on the thread of the listeners, which keeps the order. */
public final class ApplicationEventListener implements VipListener {

    private final ApplicationEventPublisher publisher;

    /**
     * Publishes there.
     */
    public ApplicationEventListener(ApplicationEventPublisher publisher) {
        this.publisher = publisher;
    }

    @Override
    public void onTransition(Transition transition) {
        if (transition.to() == VipState.ACTIVE) {
            publisher.publishEvent(new VipAcquiredEvent(transition));
        } else if (transition.from() == VipState.ACTIVE) {
            publisher.publishEvent(new VipLostEvent(transition));
        }
    }

    @Override
    public CompletionStage<?> onReleasing(Releasing releasing) {
        publisher.publishEvent(new VipReleasingEvent(releasing));
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public void onAnomaly(AnomalyEvent event) {
        if (VipConflictEvent.isConflict(event.anomaly().kind())) {
            publisher.publishEvent(new VipConflictEvent(event));
        }
    }
}
