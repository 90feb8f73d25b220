/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.vrrp;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Simple text password of VRRPv2 (RFC 2338 5.3.6, authentication type 1): 8 octets in clear text. It keeps routers with
 * different settings apart; it does not protect against anyone who can read the link.
 */
public final class SimplePassword {

    /** Length of the authentication data on the wire, and the longest password. */
    public static final int OCTETS = 8;

    private final long data;

    private SimplePassword(long data) {
        this.data = data;
    }

    /**
     * A password from text, padded with zeros to 8 octets.
     *
     * @param text 1..8 octets in UTF-8
     * @throws ConfigurationException if it is empty or longer
     */
    public static SimplePassword of(String text) {
        byte[] octets = text.getBytes(StandardCharsets.UTF_8);
        if (octets.length == 0 || octets.length > OCTETS) {
            throw new ConfigurationException("password must have 1..8 octets: it has " + octets.length);
        }
        return new SimplePassword(ByteBuffer.wrap(Arrays.copyOf(octets, OCTETS)).getLong());
    }

    /** The 8 octets that travel at the end of each advertisement, first octet highest. */
    public long data() {
        return data;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SimplePassword password && data == password.data;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(data);
    }

    /** Never shows the password. */
    @Override
    public String toString() {
        return "SimplePassword[********]";
    }
}
