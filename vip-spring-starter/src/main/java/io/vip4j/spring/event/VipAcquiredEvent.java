/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.spring.event;

import io.vip4j.event.Transition;

/**
 * The router became Active: its addresses are bound, which the kernel has confirmed. It may have moved on since: ask
 * {@code VipRouters.isActive} before acting on something that must not be late.
 *
 * @param transition what happened and why
 */
public record VipAcquiredEvent(Transition transition) implements VipApplicationEvent {

    @Override
    public String router() {
        return transition.router();
    }
}
