/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.vrrp;

/**
 * Election priority (RFC 9568 5.2.4). Higher wins.
 *
 * @param value 0..255; 0 only ever travels in an advertisement and means "I stop taking part", 255 is the address owner
 */
public record Priority(int value) implements Comparable<Priority> {

    /** The priority of an advertisement that gives the role away (RFC 9568 5.2.4). */
    public static final Priority ZERO = new Priority(0);

    /** The default of a router that does not own the addresses (RFC 9568 5.2.4). */
    public static final Priority DEFAULT = new Priority(100);

    /** The priority of the router that owns the addresses (RFC 9568 5.2.4). */
    public static final Priority OWNER = new Priority(255);

    /** Checks the range. */
    public Priority {
        if (value < 0 || value > 255) {
            throw new ConfigurationException("priority must be 0..255: " + value);
        }
    }

    /** Whether an advertisement with this priority gives the role away. */
    public boolean isZero() {
        return value == 0;
    }

    /** Whether this is the priority of the address owner. */
    public boolean isOwner() {
        return value == 255;
    }

    @Override
    public int compareTo(Priority other) {
        return Integer.compare(value, other.value);
    }

    @Override
    public String toString() {
        return Integer.toString(value);
    }
}
