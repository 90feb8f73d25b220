/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.proxy.config;

/**
 * Something in a file that is refused.
 *
 * @param file the file
 * @param line counted from 1; 0 if it is no line's
 * @param field the path of keys, such as {@code pools[0].servers[1].weight}; empty if it is no field's
 * @param rule what is wrong
 */
public record Fault(String file, int line, String field, String rule) {

    @Override
    public String toString() {
        return file + (line > 0 ? ":" + line : "") + ": " + (field.isEmpty() ? "" : field + ": ") + rule;
    }
}
