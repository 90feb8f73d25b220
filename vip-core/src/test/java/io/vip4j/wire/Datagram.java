/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.wire;

import io.vip4j.vrrp.AddressFamily;
import io.vip4j.vrrp.ChecksumForm;
import io.vip4j.vrrp.IpAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.SplittableRandom;

/** A received datagram that can be changed for a test. Its checksum is computed here, not by the code under test. */
final class Datagram {

    private final IpAddress source;
    private final IpAddress destination;
    private final int timeToLive;
    private final byte[] message;

    Datagram(IpAddress source, IpAddress destination, int timeToLive, byte[] message) {
        this.source = source;
        this.destination = destination;
        this.timeToLive = timeToLive;
        this.message = message;
    }

    int timeToLive() {
        return timeToLive;
    }

    byte[] message() {
        return message.clone();
    }

    static Datagram of(String source, String hex) {
        IpAddress from = IpAddress.parse(source);
        return new Datagram(from, from.family().vrrpGroup(), 255, HexFormat.of().parseHex(hex));
    }

    Datagram from(String address) {
        return new Datagram(IpAddress.parse(address), destination, timeToLive, message);
    }

    /** The same from the wire of a group: the judgement of the TTL is about groups only. */
    Datagram toGroup() {
        return new Datagram(source, source.family().vrrpGroup(), timeToLive, message);
    }

    boolean isUnicast() {
        return !destination.isMulticast();
    }

    Datagram to(String address) {
        return new Datagram(source, IpAddress.parse(address), timeToLive, message);
    }

    Datagram timeToLive(int value) {
        return new Datagram(source, destination, value, message);
    }

    Datagram with(int offset, int octet) {
        byte[] changed = message.clone();
        changed[offset] = (byte) octet;
        return new Datagram(source, destination, timeToLive, changed);
    }

    Datagram flip(int bit) {
        return with(bit / 8, message[bit / 8] ^ (1 << bit % 8));
    }

    /** Cuts the end off, or adds zeros. */
    Datagram length(int octets) {
        return new Datagram(source, destination, timeToLive, Arrays.copyOf(message, octets));
    }

    /** Fills in the right checksum of a form. */
    Datagram checksum(ChecksumForm form) {
        Datagram zero = with(6, 0).with(7, 0);
        int value = ~zero.sum(form) & 0xFFFF;
        return zero.with(6, value >> 8).with(7, value);
    }

    /** Whether the message with its checksum adds up to the one's complement zero (RFC 1071). */
    boolean checksumIsRight(ChecksumForm form) {
        return sum(form) == 0xFFFF;
    }

    private int sum(ChecksumForm form) {
        ByteBuffer words = ByteBuffer.allocate(2 * 16 + 4 + message.length + 1);
        if (form == ChecksumForm.PSEUDO_HEADER) {
            words.put(source.octets()).put(destination.octets());
            words.putShort((short) 112).putShort((short) message.length);
        }
        words.put(message);
        // One's complement addition is addition modulo 65535, with 65535 for a zero that is not empty.
        long modulus = 0;
        boolean zero = true;
        for (int i = 0; i + 1 < words.capacity(); i += 2) {
            int word = words.getShort(i) & 0xFFFF;
            zero &= word == 0;
            modulus = (modulus + word) % 0xFFFF;
        }
        return zero ? 0 : modulus == 0 ? 0xFFFF : (int) modulus;
    }

    /** Decodes from the middle of a buffer with other octets around, which must not matter. */
    Decoded decode() {
        ByteBuffer buffer = ByteBuffer.allocateDirect(message.length + 16);
        SplittableRandom random = new SplittableRandom(message.length);
        while (buffer.hasRemaining()) {
            buffer.put((byte) random.nextInt());
        }
        buffer.position(5).limit(5 + message.length);
        buffer.put(message).position(5);
        Decoded decoded = AdvertisementCodec.decode(source, destination, timeToLive, buffer);
        if (buffer.position() != 5 || buffer.limit() != 5 + message.length) {
            throw new AssertionError("decode moved the buffer: " + buffer);
        }
        return decoded;
    }

    /** Encodes into the middle of a dirty buffer and gives what was written, after looking at the octets around it. */
    byte[] encode(Advertisement advertisement, ChecksumForm form) {
        int length = AdvertisementCodec.encodedLength(advertisement);
        for (int start : new int[] {0, 3}) {
            ByteBuffer into = ByteBuffer.allocate(start + length + 4);
            Arrays.fill(into.array(), (byte) 0xA5);
            into.position(start);
            AdvertisementCodec.encode(advertisement, form, source, destination, into);
            if (into.position() != start + length || into.limit() != into.capacity()) {
                throw new AssertionError("encode left the buffer at " + into);
            }
            for (int i = 0; i < into.capacity(); i++) {
                if ((i < start || i >= start + length) && into.get(i) != (byte) 0xA5) {
                    throw new AssertionError("encode wrote outside its octets, at " + i);
                }
            }
            byte[] written = Arrays.copyOfRange(into.array(), start, start + length);
            if (start == 3) {
                return written;
            }
        }
        throw new AssertionError("not reached");
    }

    boolean isVersion3() {
        return (message[0] & 0xF0) == 0x30;
    }

    /** The forms that this datagram may have. */
    ChecksumForm[] forms() {
        if (!isVersion3()) {
            return new ChecksumForm[] {ChecksumForm.MESSAGE_ONLY};
        }
        return source.family() == AddressFamily.IPV6
                ? new ChecksumForm[] {ChecksumForm.PSEUDO_HEADER}
                : ChecksumForm.values();
    }

    @Override
    public String toString() {
        return source + " > " + destination + " ttl " + timeToLive + " "
                + HexFormat.of().formatHex(message);
    }

    /** This datagram as an input of {@link AdvertisementFuzzTest}. */
    byte[] fuzzInput(int flags) {
        int octets = source.family().octets();
        return ByteBuffer.allocate(2 + 2 * octets + message.length)
                .put((byte) (flags | (source.family() == AddressFamily.IPV6 ? AdvertisementFuzzTest.IPV6 : 0)))
                .put((byte) timeToLive)
                .put(source.octets())
                .put(destination.octets())
                .put(message)
                .array();
    }
}
