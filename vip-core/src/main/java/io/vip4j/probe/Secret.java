/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.probe;

/**
 * A password for a probe. It never shows in text.
 *
 * @param value the password
 */
public record Secret(String value) {

    @Override
    public String toString() {
        return "***";
    }
}
