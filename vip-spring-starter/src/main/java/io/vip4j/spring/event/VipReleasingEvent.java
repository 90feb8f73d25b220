/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.spring.event;

import io.vip4j.event.Releasing;

/**
 * A release was asked for and the addresses are about to go: the moment to stop taking new work and to finish what is
 * under way. The addresses are there until the listener methods have returned, or until the limit of
 * {@code release.drain}; it cannot be prevented. Not told when they must go at once, as after a failed check.
 *
 * @param releasing why, and how long listeners may take
 */
public record VipReleasingEvent(Releasing releasing) implements VipApplicationEvent {

    @Override
    public String router() {
        return releasing.router();
    }
}
