/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.spring.event;

import io.vip4j.event.Transition;

/**
 * The router is Active no longer: its addresses are gone.
 *
 * @param transition what happened and why
 */
public record VipLostEvent(Transition transition) implements VipApplicationEvent {

    @Override
    public String router() {
        return transition.router();
    }
}
