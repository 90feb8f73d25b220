/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.vrrp;

/** Protocol version of a virtual router. */
public enum VrrpVersion {
    /** RFC 3768: IPv4 only, intervals in whole seconds, Skew_Time independent of the interval. */
    V2(2),
    /** RFC 9568: IPv4 and IPv6, intervals in centiseconds, learned from the Active router. */
    V3(3);

    private final int number;

    VrrpVersion(int number) {
        this.number = number;
    }

    /** The value of the version field, 2 or 3. */
    public int number() {
        return number;
    }
}
