/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.event;

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

    /** An anomaly has begun or ended. Does nothing by default. */
    default void onAnomaly(AnomalyEvent event) {}

    /** A check has answered, or the application has said how a handle is. Does nothing by default. */
    default void onCheckResult(CheckResult result) {}
}
