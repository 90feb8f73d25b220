/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.wire;

import io.vip4j.vrrp.AddressFamily;
import io.vip4j.vrrp.IpAddress;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * ICMP echo requests, and what comes back for them (RFC 792, RFC 4443).
 *
 * <pre>
 *  0                   1                   2                   3
 * |     Type      |     Code      |          Checksum             |
 * |  Identifier, or unused        |  Sequence, or unused          |
 * |  data: eight octets; of an error the packet that it is about  |
 * </pre>
 */
public final class EchoMessage {

    /** Length of a request and of its reply. */
    public static final int OCTETS = 16;

    private static final int HEADER_OCTETS = 8;
    private static final int IPV4_HEADER_OCTETS = 20;
    private static final int IPV6_HEADER_OCTETS = 40;
    private static final int ICMP = 1;
    private static final int ICMPV6 = 58;
    private static final int REQUEST = 8;
    private static final int REPLY = 0;
    private static final int REQUEST_V6 = 128;
    private static final int REPLY_V6 = 129;

    private EchoMessage() {}

    /** What came back for a request. */
    public sealed interface Answer {

        /** The identifier of the request. */
        int identifier();

        /** The sequence number of the request. */
        int sequence();
    }

    /** A reply. */
    public record Reply(int identifier, int sequence) implements Answer {}

    /**
     * A router, or the host itself, says that there is no way.
     *
     * @param destination where the request was sent to
     * @param reason why it did not come there, for people
     */
    public record Refusal(int identifier, int sequence, IpAddress destination, String reason) implements Answer {}

    /**
     * Writes a request. The checksum of IPv6 covers the addresses and is left to the kernel.
     *
     * @param identifier 0..65535
     * @param sequence 0..65535
     */
    public static void encodeRequest(
            ByteBuffer buffer, int offset, AddressFamily family, int identifier, int sequence) {
        buffer.putShort(offset, (short) ((family == AddressFamily.IPV4 ? REQUEST : REQUEST_V6) << 8));
        buffer.putShort(offset + 2, (short) 0);
        buffer.putShort(offset + 4, (short) identifier);
        buffer.putShort(offset + 6, (short) sequence);
        buffer.putLong(offset + 8, 0x7669_7034_6A20_6F6BL);
        if (family == AddressFamily.IPV4) {
            buffer.putShort(offset + 2, (short) InternetChecksum.fold(InternetChecksum.sum(buffer, offset, OCTETS)));
        }
    }

    /**
     * Reads an ICMP message from the position to the limit of a big-endian buffer, which both stay. The checksum of IPv6
     * covers the addresses and is left to the kernel.
     *
     * @return empty if it is neither a reply nor an error about a request, or is damaged. Never throws
     */
    public static Optional<Answer> decode(AddressFamily family, ByteBuffer message) {
        int at = message.position();
        int end = message.limit();
        if (end - at < HEADER_OCTETS) {
            return Optional.empty();
        }
        int type = message.get(at) & 0xFF;
        int code = message.get(at + 1) & 0xFF;
        if (family == AddressFamily.IPV6) {
            return type == REPLY_V6
                    ? Optional.of(new Reply(unsigned(message, at + 4), unsigned(message, at + 6)))
                    : refusalIpv6(message, at + HEADER_OCTETS, end, reasonIpv6(type, code));
        }
        if (InternetChecksum.fold(InternetChecksum.sum(message, at, end - at)) != 0) {
            return Optional.empty();
        }
        return type == REPLY
                ? Optional.of(new Reply(unsigned(message, at + 4), unsigned(message, at + 6)))
                : refusalIpv4(message, at + HEADER_OCTETS, end, reasonIpv4(type, code));
    }

    /** The packet that an error is about is cut: 8 octets of it after its header are sure (RFC 792). */
    private static Optional<Answer> refusalIpv4(ByteBuffer message, int at, int end, String reason) {
        if (reason.isEmpty() || end - at < IPV4_HEADER_OCTETS || (message.get(at) & 0xF0) != 0x40) {
            return Optional.empty();
        }
        int headerOctets = (message.get(at) & 0x0F) * 4;
        int request = at + headerOctets;
        boolean aboutUs = headerOctets >= IPV4_HEADER_OCTETS
                && end - request >= HEADER_OCTETS
                && message.get(at + 9) == ICMP
                && message.get(request) == REQUEST;
        return aboutUs
                ? Optional.of(refusal(message, request, IpAddress.read(AddressFamily.IPV4, message, at + 16), reason))
                : Optional.empty();
    }

    private static Optional<Answer> refusalIpv6(ByteBuffer message, int at, int end, String reason) {
        int request = at + IPV6_HEADER_OCTETS;
        boolean aboutUs = !reason.isEmpty()
                && end - request >= HEADER_OCTETS
                && (message.get(at) & 0xF0) == 0x60
                && message.get(at + 6) == ICMPV6
                && (message.get(request) & 0xFF) == REQUEST_V6;
        return aboutUs
                ? Optional.of(refusal(message, request, IpAddress.read(AddressFamily.IPV6, message, at + 24), reason))
                : Optional.empty();
    }

    private static Refusal refusal(ByteBuffer message, int request, IpAddress destination, String reason) {
        return new Refusal(unsigned(message, request + 4), unsigned(message, request + 6), destination, reason);
    }

    private static int unsigned(ByteBuffer message, int at) {
        return message.getShort(at) & 0xFFFF;
    }

    /** Empty if the message is no error. */
    private static String reasonIpv4(int type, int code) {
        return switch (type) {
            case 3 ->
                switch (code) {
                    case 0 -> "network unreachable";
                    case 1 -> "host unreachable";
                    case 2 -> "protocol unreachable";
                    case 3 -> "port unreachable";
                    case 4 -> "fragmentation needed";
                    case 9, 10, 13 -> "administratively prohibited";
                    default -> "unreachable, code " + code;
                };
            case 11 -> "time to live exceeded";
            case 12 -> "parameter problem";
            default -> "";
        };
    }

    private static String reasonIpv6(int type, int code) {
        return switch (type) {
            case 1 ->
                switch (code) {
                    case 0 -> "no route to destination";
                    case 1, 5 -> "administratively prohibited";
                    case 2 -> "beyond scope of source address";
                    case 3 -> "address unreachable";
                    case 4 -> "port unreachable";
                    case 6 -> "route rejected";
                    default -> "unreachable, code " + code;
                };
            case 2 -> "packet too big";
            case 3 -> "hop limit exceeded";
            case 4 -> "parameter problem";
            default -> "";
        };
    }
}
