/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.linux.netlink;

import io.vip4j.wire.MacAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/**
 * A network interface as the kernel reports it.
 *
 * @param index its number, new for each interface that is made
 * @param name its name
 * @param hardwareType ARPHRD_ number
 * @param flags IFF_ bits
 * @param hardwareAddress its address if that has six octets
 */
public record LinkEntry(int index, String name, int hardwareType, int flags, Optional<MacAddress> hardwareAddress) {

    private static final int IFLA_ADDRESS = 1;
    private static final int IFLA_IFNAME = 3;
    private static final int BODY_OCTETS = 16;
    private static final int ARPHRD_ETHER = 1;
    private static final int IFF_UP = 0x1;
    private static final int IFF_LOOPBACK = 0x8;
    private static final int IFF_RUNNING = 0x40;
    private static final int IFF_NOARP = 0x80;
    private static final int IFF_LOWER_UP = 0x10000;
    private static final int UP = IFF_UP | IFF_RUNNING | IFF_LOWER_UP;

    /**
     * Reads RTM_NEWLINK or RTM_DELLINK. Empty if it has no name, or if a family is set: then it tells about the part
     * that the link plays for that family, for example that a port left a bridge, and not about the link.
     */
    public static Optional<LinkEntry> decode(MessageReader message) {
        ByteBuffer buffer = message.buffer();
        int body = message.bodyStart();
        if (message.bodyLength() < BODY_OCTETS || buffer.get(body) != Rtnetlink.AF_UNSPEC) {
            return Optional.empty();
        }
        String name = "";
        Optional<MacAddress> hardwareAddress = Optional.empty();
        AttributeReader attributes = message.attributes(body + BODY_OCTETS);
        while (attributes.next()) {
            if (attributes.type() == IFLA_IFNAME) {
                name = attributes.asText();
            } else if (attributes.type() == IFLA_ADDRESS && attributes.valueLength() == MacAddress.OCTETS) {
                ByteBuffer octets = ByteBuffer.wrap(attributes.asBytes()).order(ByteOrder.BIG_ENDIAN);
                hardwareAddress = Optional.of(MacAddress.read(octets, 0));
            }
        }
        if (name.isEmpty()) {
            return Optional.empty();
        }
        int hardwareType = Short.toUnsignedInt(buffer.getShort(body + 2));
        return Optional.of(
                new LinkEntry(buffer.getInt(body + 4), name, hardwareType, buffer.getInt(body + 8), hardwareAddress));
    }

    /**
     * Whether packets can pass. IFF_LOWER_UP is the carrier itself; IFF_RUNNING follows it, for some drivers up to a
     * second later, and adds the operational state (RFC 2863), for example of a port that waits for authentication.
     */
    public boolean isUp() {
        return (flags & UP) == UP;
    }

    /** Whether there is address resolution by ARP on Ethernet, so that an announcement can reach somebody. */
    public boolean hasArp() {
        return hardwareType == ARPHRD_ETHER && (flags & (IFF_NOARP | IFF_LOOPBACK)) == 0;
    }
}
