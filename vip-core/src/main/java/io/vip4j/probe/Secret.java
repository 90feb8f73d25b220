/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.probe;

/**
 * A password for a probe. It never shows in text.
 *
 * @param value the password
 */
public record Secret(String value) {

    /** The text without the password, for words of a server that may repeat it. */
    public String hiddenIn(String text) {
        return value.isEmpty() ? text : text.replace(value, "***");
    }

    @Override
    public String toString() {
        return "***";
    }
}
