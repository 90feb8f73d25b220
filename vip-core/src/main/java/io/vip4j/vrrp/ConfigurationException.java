/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.vrrp;

/** A configuration value breaks a rule. The message names the field, the rule and the value that was given. */
public final class ConfigurationException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    /**
     * @param message field, rule and value, for example {@code vrid must be 1..255: 300}
     */
    public ConfigurationException(String message) {
        super(message);
    }
}
