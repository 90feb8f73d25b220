/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.spring.event;

/**
 * What {@code @EventListener} methods hear of the virtual routers: one after the other, in the order in which it happened,
 * on the thread of the listeners and never on the protocol's. A method may block, but then later events wait for it; give
 * it {@code @Async} if it takes long.
 */
public sealed interface VipApplicationEvent
        permits VipAcquiredEvent, VipReleasingEvent, VipLostEvent, VipConflictEvent {

    /** Name of the virtual router. */
    String router();
}
