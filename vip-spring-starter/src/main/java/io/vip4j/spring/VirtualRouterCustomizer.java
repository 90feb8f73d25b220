/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.spring;

import io.vip4j.config.VirtualRouterConfig;

/**
 * Changes a virtual router after the properties or keepalived.conf were read, for what they have no words for: checks with
 * own probes, routes, rules. Beans of this type are called in their order, once for each router, at the start and at each
 * refresh.
 */
@FunctionalInterface
public interface VirtualRouterCustomizer {

    /**
     * The router as it shall be.
     *
     * @param router as it was configured; {@code router.toBuilder()} changes it
     */
    VirtualRouterConfig customize(VirtualRouterConfig router);
}
