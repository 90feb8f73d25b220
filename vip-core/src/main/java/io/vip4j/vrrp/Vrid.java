/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.vrrp;

/**
 * Virtual Router Identifier: names one virtual router on one link (RFC 9568 5.2.3).
 *
 * @param value 1..255
 */
public record Vrid(int value) {

    /** Checks the range. */
    public Vrid {
        if (value < 1 || value > 255) {
            throw new ConfigurationException("vrid must be 1..255: " + value);
        }
    }

    @Override
    public String toString() {
        return Integer.toString(value);
    }
}
