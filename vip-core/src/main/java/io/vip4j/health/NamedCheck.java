/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.health;

import io.vip4j.vrrp.ConfigurationException;

/**
 * A check of one virtual router.
 *
 * @param name what people call it; unique in its router
 * @param check what is asked and how often
 * @param onFailure what happens while it is down
 */
public record NamedCheck(String name, HealthCheck check, OnFailure onFailure) {

    /** Checks the name. */
    public NamedCheck {
        if (name.isBlank()) {
            throw new ConfigurationException("check name must not be blank");
        }
    }
}
