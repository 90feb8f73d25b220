/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.vrrp;

/**
 * How far an address or route is valid (Linux: enum rt_scope_t).
 *
 * @param value 0..255; the kernel knows {@link #GLOBAL}, {@link #SITE}, {@link #LINK}, {@link #HOST} and
 *     {@link #NOWHERE}, others are the administrator's own
 */
public record AddressScope(int value) {

    /** Valid everywhere; the default. */
    public static final AddressScope GLOBAL = new AddressScope(0);
    /** Valid inside the site. */
    public static final AddressScope SITE = new AddressScope(200);
    /** Valid on the link. */
    public static final AddressScope LINK = new AddressScope(253);
    /** Valid on this host. */
    public static final AddressScope HOST = new AddressScope(254);
    /** Valid nowhere. */
    public static final AddressScope NOWHERE = new AddressScope(255);

    /** Checks the range. */
    public AddressScope {
        if (value < 0 || value > 255) {
            throw new ConfigurationException("scope must be 0..255: " + value);
        }
    }

    @Override
    public String toString() {
        return switch (value) {
            case 0 -> "global";
            case 200 -> "site";
            case 253 -> "link";
            case 254 -> "host";
            case 255 -> "nowhere";
            default -> String.valueOf(value);
        };
    }
}
