/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.lab;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Optional;
import java.util.StringJoiner;

/**
 * Finds advertisements and gratuitous ARPs among Ethernet frames. Frames of the lab only: it trusts nothing but
 * lengths.
 */
final class FrameDecoder {

    private static final int ETHERNET_HEADER = 14;
    private static final int TYPE_IPV4 = 0x0800;
    private static final int TYPE_ARP = 0x0806;
    private static final int PROTOCOL_VRRP = 112;
    private static final int ARP_LENGTH = 28;
    private static final int VRRP_HEADER = 8;

    private FrameDecoder() {}

    static Optional<CapturedFrame> decode(Instant at, byte[] frame) {
        if (frame.length < ETHERNET_HEADER) {
            return Optional.empty();
        }
        ByteBuffer bytes = ByteBuffer.wrap(frame);
        return switch (Short.toUnsignedInt(bytes.getShort(12))) {
            case TYPE_IPV4 -> advertisement(at, bytes);
            case TYPE_ARP -> announcement(at, bytes);
            default -> Optional.empty();
        };
    }

    private static Optional<CapturedFrame> advertisement(Instant at, ByteBuffer frame) {
        if (frame.limit() < ETHERNET_HEADER + 20) {
            return Optional.empty();
        }
        int header = (frame.get(ETHERNET_HEADER) & 0x0f) * 4;
        int vrrp = ETHERNET_HEADER + header;
        if (frame.get(ETHERNET_HEADER + 9) != PROTOCOL_VRRP || frame.limit() < vrrp + VRRP_HEADER) {
            return Optional.empty();
        }
        String source = address(frame, ETHERNET_HEADER + 12);
        int version = (frame.get(vrrp) & 0xf0) >> 4;
        return Optional.of(new CapturedFrame.Advertisement(
                at, source, version, Byte.toUnsignedInt(frame.get(vrrp + 1)), Byte.toUnsignedInt(frame.get(vrrp + 2))));
    }

    private static Optional<CapturedFrame> announcement(Instant at, ByteBuffer frame) {
        if (frame.limit() < ETHERNET_HEADER + ARP_LENGTH) {
            return Optional.empty();
        }
        String sender = address(frame, ETHERNET_HEADER + 14);
        String target = address(frame, ETHERNET_HEADER + 24);
        if (!sender.equals(target)) {
            return Optional.empty();
        }
        return Optional.of(new CapturedFrame.Announcement(at, sender, hardwareAddress(frame, ETHERNET_HEADER + 8)));
    }

    private static String address(ByteBuffer frame, int offset) {
        StringJoiner text = new StringJoiner(".");
        for (int i = 0; i < 4; i++) {
            text.add(Integer.toString(Byte.toUnsignedInt(frame.get(offset + i))));
        }
        return text.toString();
    }

    private static String hardwareAddress(ByteBuffer frame, int offset) {
        StringJoiner text = new StringJoiner(":");
        for (int i = 0; i < 6; i++) {
            text.add(String.format("%02x", frame.get(offset + i)));
        }
        return text.toString();
    }
}
