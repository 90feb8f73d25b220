/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.linux.netlink;

import io.vip4j.vrrp.AddressFamily;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Optional;

/**
 * What is known of an advertisement that comes in by multicast (RFC 9568 5.1): protocol, group, TTL and interface, and
 * that it belongs to no connection that had an answer.
 */
final class NftPacket {

    private static final int VRRP = 112;
    private static final int NETWORK_HEADER = 1;

    private static final int META_IIFNAME = 6;
    private static final int META_NFPROTO = 15;
    private static final int META_L4PROTO = 16;
    private static final int META_PKTTYPE = 19;
    private static final int PACKET_MULTICAST = 2;
    private static final int INTERFACE_NAME_OCTETS = 16;

    private static final int CT_STATE = 0;
    private static final int CT_STATE_NEW = 8;

    private final int family;
    private final byte[] networkInterface;
    private final byte[] header = new byte[40];
    private final BitSet known = new BitSet();

    NftPacket(AddressFamily family, String networkInterface) {
        this.family = family == AddressFamily.IPV4 ? NfTables.NFPROTO_IPV4 : NfTables.NFPROTO_IPV6;
        this.networkInterface = Arrays.copyOf(networkInterface.getBytes(StandardCharsets.UTF_8), INTERFACE_NAME_OCTETS);
        byte[] group = family.vrrpGroup().octets();
        if (family == AddressFamily.IPV4) {
            set(8, (byte) 255, (byte) VRRP);
            set(16, group);
        } else {
            set(6, (byte) VRRP, (byte) 255);
            set(24, group);
        }
    }

    private void set(int offset, byte... octets) {
        System.arraycopy(octets, 0, header, offset, octets.length);
        known.set(offset, offset + octets.length);
    }

    int family() {
        return family;
    }

    /** Octets of the packet, if all of them are known. */
    Optional<byte[]> payload(int base, int offset, int length) {
        boolean all = base == NETWORK_HEADER
                && offset >= 0
                && length > 0
                && length <= header.length - offset
                && known.nextClearBit(offset) >= offset + length;
        return all ? Optional.of(Arrays.copyOfRange(header, offset, offset + length)) : Optional.empty();
    }

    /** What nftables calls meta data. */
    Optional<byte[]> meta(int key) {
        return switch (key) {
            case META_IIFNAME -> Optional.of(networkInterface);
            case META_NFPROTO -> Optional.of(new byte[] {(byte) family});
            case META_L4PROTO -> Optional.of(new byte[] {VRRP});
            case META_PKTTYPE -> Optional.of(new byte[] {PACKET_MULTICAST});
            default -> Optional.empty();
        };
    }

    /** What is known of its connection. */
    Optional<byte[]> connection(int key) {
        return key == CT_STATE
                ? Optional.of(ByteBuffer.allocate(4)
                        .order(ByteOrder.nativeOrder())
                        .putInt(CT_STATE_NEW)
                        .array())
                : Optional.empty();
    }
}
