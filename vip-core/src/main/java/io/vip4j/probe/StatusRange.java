/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.probe;

import io.vip4j.vrrp.ConfigurationException;

/**
 * Status codes of HTTP answers.
 *
 * @param first 200..599
 * @param last {@code first}..599, included
 */
public record StatusRange(int first, int last) {

    /** Checks the range. */
    public StatusRange {
        if (first < 200 || last > 599 || first > last) {
            throw new ConfigurationException("HTTP status range must be within 200..599: " + first + ".." + last);
        }
    }

    /** Whether it is in the range. */
    public boolean holds(int status) {
        return status >= first && status <= last;
    }

    @Override
    public String toString() {
        return first == last ? String.valueOf(first) : first + ".." + last;
    }
}
