/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.plan;

import io.vip4j.config.HostConfig;
import io.vip4j.vrrp.ConfigurationException;

/**
 * One node of a plan.
 *
 * @param name what people call it; unique in a plan
 * @param config what it runs
 * @param origin where that comes from, such as a file, for people
 */
public record PlanNode(String name, HostConfig config, String origin) {

    /** Checks the name. */
    public PlanNode {
        if (name.isBlank()) {
            throw new ConfigurationException("name of a node must not be blank: it comes from " + origin);
        }
    }
}
