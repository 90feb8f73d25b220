/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.event;

import java.time.Duration;
import java.time.Instant;

/**
 * One answer of a check, or one word of the application about a handle.
 *
 * @param router the virtual router
 * @param check the name of the check; members of composite ones have {@code composite/member}
 * @param at when it came, for people
 * @param healthy whether it was good
 * @param detail what was seen, for people
 * @param latency from the question to the answer; zero if nothing was asked
 * @param up how the check counts with it
 * @param changed whether it counted otherwise before
 */
public record CheckResult(
        String router,
        String check,
        Instant at,
        boolean healthy,
        String detail,
        Duration latency,
        boolean up,
        boolean changed) {

    /** The same answer as another virtual router hears it, such as a member of the group whose check it is. */
    public CheckResult of(String otherRouter) {
        return new CheckResult(otherRouter, check, at, healthy, detail, latency, up, changed);
    }
}
