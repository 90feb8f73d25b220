/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.lab;

import io.vip4j.vrrp.AddressFamily;
import io.vip4j.vrrp.IpAddress;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Optional;
import java.util.StringJoiner;

/**
 * Finds advertisements and announcements among Ethernet frames. Frames of the lab only: it trusts nothing but lengths,
 * and knows no extension headers of IPv6, which no daemon here sends.
 */
final class FrameDecoder {

    private static final int ETHERNET_HEADER = 14;
    private static final int IPV6_HEADER = 40;
    private static final int TYPE_IPV4 = 0x0800;
    private static final int TYPE_ARP = 0x0806;
    private static final int TYPE_IPV6 = 0x86dd;
    private static final int PROTOCOL_VRRP = 112;
    private static final int PROTOCOL_ICMPV6 = 58;
    private static final int NEIGHBOR_ADVERTISEMENT = 136;
    private static final int NEIGHBOR_ADVERTISEMENT_LENGTH = 24;
    private static final int TARGET_LINK_LAYER_ADDRESS = 2;
    private static final int ARP_LENGTH = 28;
    private static final int VRRP_HEADER = 8;

    private FrameDecoder() {}

    static Optional<CapturedFrame> decode(Instant at, byte[] frame) {
        if (frame.length < ETHERNET_HEADER) {
            return Optional.empty();
        }
        ByteBuffer bytes = ByteBuffer.wrap(frame);
        return switch (Short.toUnsignedInt(bytes.getShort(12))) {
            case TYPE_IPV4 -> overIpv4(at, bytes);
            case TYPE_IPV6 -> overIpv6(at, bytes);
            case TYPE_ARP -> gratuitousArp(at, bytes);
            default -> Optional.empty();
        };
    }

    private static Optional<CapturedFrame> overIpv4(Instant at, ByteBuffer frame) {
        if (frame.limit() < ETHERNET_HEADER + 20 || frame.get(ETHERNET_HEADER + 9) != PROTOCOL_VRRP) {
            return Optional.empty();
        }
        int header = (frame.get(ETHERNET_HEADER) & 0x0f) * 4;
        String source = address(frame, ETHERNET_HEADER + 12, 4);
        String destination = address(frame, ETHERNET_HEADER + 16, 4);
        return advertisement(at, frame, ETHERNET_HEADER + header, source, destination);
    }

    private static Optional<CapturedFrame> overIpv6(Instant at, ByteBuffer frame) {
        if (frame.limit() < ETHERNET_HEADER + IPV6_HEADER) {
            return Optional.empty();
        }
        String source = address(frame, ETHERNET_HEADER + 8, 16);
        String destination = address(frame, ETHERNET_HEADER + 24, 16);
        int payload = ETHERNET_HEADER + IPV6_HEADER;
        return switch (frame.get(ETHERNET_HEADER + 6)) {
            case PROTOCOL_VRRP -> advertisement(at, frame, payload, source, destination);
            case PROTOCOL_ICMPV6 -> neighborAdvertisement(at, frame, payload, destination);
            default -> Optional.empty();
        };
    }

    private static Optional<CapturedFrame> advertisement(
            Instant at, ByteBuffer frame, int vrrp, String source, String destination) {
        if (frame.limit() < vrrp + VRRP_HEADER) {
            return Optional.empty();
        }
        int version = (frame.get(vrrp) & 0xf0) >> 4;
        int vrid = Byte.toUnsignedInt(frame.get(vrrp + 1));
        int priority = Byte.toUnsignedInt(frame.get(vrrp + 2));
        return Optional.of(new CapturedFrame.Advertisement(at, source, destination, version, vrid, priority));
    }

    // Only those to all nodes; the others answer a question.
    private static Optional<CapturedFrame> neighborAdvertisement(
            Instant at, ByteBuffer frame, int icmp, String destination) {
        int option = icmp + NEIGHBOR_ADVERTISEMENT_LENGTH;
        if (frame.limit() < option + 8
                || Byte.toUnsignedInt(frame.get(icmp)) != NEIGHBOR_ADVERTISEMENT
                || frame.get(option) != TARGET_LINK_LAYER_ADDRESS
                || !destination.equals("ff02::1")) {
            return Optional.empty();
        }
        return Optional.of(
                new CapturedFrame.Announcement(at, address(frame, icmp + 8, 16), hardwareAddress(frame, option + 2)));
    }

    private static Optional<CapturedFrame> gratuitousArp(Instant at, ByteBuffer frame) {
        if (frame.limit() < ETHERNET_HEADER + ARP_LENGTH) {
            return Optional.empty();
        }
        String sender = address(frame, ETHERNET_HEADER + 14, 4);
        String target = address(frame, ETHERNET_HEADER + 24, 4);
        if (!sender.equals(target)) {
            return Optional.empty();
        }
        return Optional.of(new CapturedFrame.Announcement(at, sender, hardwareAddress(frame, ETHERNET_HEADER + 8)));
    }

    private static String address(ByteBuffer frame, int offset, int length) {
        return IpAddress.read(length == 4 ? AddressFamily.IPV4 : AddressFamily.IPV6, frame, offset)
                .toString();
    }

    private static String hardwareAddress(ByteBuffer frame, int offset) {
        StringJoiner text = new StringJoiner(":");
        for (int i = 0; i < 6; i++) {
            text.add(String.format("%02x", frame.get(offset + i)));
        }
        return text.toString();
    }
}
