/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.health;

import io.vip4j.vrrp.Priority;

/** The priority in force while weights count. */
public final class EffectivePriority {

    private EffectivePriority() {}

    /**
     * Only the sum of all weights is held within 1..254, so that they cancel each other exactly, as in keepalived. The
     * owner of the addresses keeps its own (RFC 9568 5.2.4).
     *
     * @param weights the sum of what all checks and tracked interfaces add
     */
    public static Priority of(Priority configured, int weights) {
        return configured.isOwner() || weights == 0
                ? configured
                : new Priority(Math.max(1, Math.min(254, configured.value() + weights)));
    }
}
