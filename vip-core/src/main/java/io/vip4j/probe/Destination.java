/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.probe;

import io.vip4j.vrrp.ConfigurationException;

/** Checks the values that say where a probe goes. */
final class Destination {

    private Destination() {}

    static void check(String host, int port) {
        if (host.isBlank()) {
            throw new ConfigurationException("check host must not be blank");
        }
        if (port < 1 || port > 65535) {
            throw new ConfigurationException("check port must be 1..65535: " + port);
        }
    }

    /** For names that end with a zero octet on the wire. */
    static void checkName(String field, String name) {
        if (name.isBlank() || name.length() > 128 || name.chars().anyMatch(c -> c < ' ')) {
            throw new ConfigurationException(
                    "check " + field + " must be 1..128 characters, no control characters: " + ServerText.of(name));
        }
    }
}
