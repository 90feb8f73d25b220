/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.keepalived;

import io.vip4j.vrrp.AddressFamily;
import java.util.EnumMap;
import java.util.Map;

/** Gives a preference to each rule of a file that has none: from 16384 downward for each family, as keepalived does. */
final class RulePreferences {

    private static final int FIRST = 16_384;

    private final Map<AddressFamily, Integer> given = new EnumMap<>(AddressFamily.class);

    /** The next one; at least 1. */
    int next(AddressFamily family) {
        int count = given.merge(family, 1, Integer::sum);
        return Math.max(1, FIRST - count + 1);
    }
}
