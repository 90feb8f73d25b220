/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.health;

/** What a check that is down does to its elector. */
public enum OnFailure {
    /** The role is given away at once with priority 0 and not taken until the check is up. */
    RELEASE;

    /** Gives the role away at once; the default. */
    public static OnFailure release() {
        return RELEASE;
    }
}
