/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.spring;

import io.vip4j.config.HostConfig;

/**
 * Changes the host as a whole after every {@link VirtualRouterCustomizer}: adds or removes routers and groups. Beans of
 * this type are called in their order, at the start and at each refresh.
 */
@FunctionalInterface
public interface HostConfigCustomizer {

    /** The host as it shall be. */
    HostConfig customize(HostConfig host);
}
