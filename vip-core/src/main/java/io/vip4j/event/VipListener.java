/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.event;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Hears what an elector does. Calls come one after the other, in the order of the events, never on the loop: a listener
 * may block, but then later events wait for it. An exception is logged and changes nothing.
 */
@FunctionalInterface
public interface VipListener {

    /**
     * The state changed. When this says {@link VipState#ACTIVE} the addresses are bound. The elector may have moved on
     * since: ask {@code VipElector.isActive()} before acting on something that must not be late.
     */
    void onTransition(Transition transition);

    /**
     * A release was asked for (switchover, hold or close) and the addresses are about to go: the moment to stop taking
     * new work and to finish what is under way. The router is still Active. The addresses go when every listener has
     * returned and what it returned is complete, or at the limit; it cannot be prevented. Not called when the addresses
     * must go at once, as after a failed check or for a better router. Does nothing by default.
     *
     * @return completes when this listener needs the addresses no longer
     */
    default CompletionStage<?> onReleasing(Releasing releasing) {
        return CompletableFuture.completedFuture(null);
    }

    /** An anomaly has begun or ended. Does nothing by default. */
    default void onAnomaly(AnomalyEvent event) {}

    /** A check has answered, or the application has said how a handle is. Does nothing by default. */
    default void onCheckResult(CheckResult result) {}
}
