/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.spring;

import io.vip4j.config.HostConfig;

/**
 * Where the configuration of the virtual routers comes from. The one that is there by default reads the properties; a bean
 * of this type replaces it.
 */
@FunctionalInterface
public interface VipConfigurationSource {

    /**
     * What shall run now. Asked when the application starts and at each refresh of its configuration, on the thread that
     * starts or refreshes.
     *
     * @throws io.vip4j.vrrp.ConfigurationException if it is not valid
     * @throws VipPropertyException if a property is not valid
     */
    HostConfig load();
}
