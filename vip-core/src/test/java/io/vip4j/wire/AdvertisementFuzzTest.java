/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.vip4j.vrrp.AddressFamily;
import io.vip4j.vrrp.AdvertisementInterval;
import io.vip4j.vrrp.IpAddress;
import io.vip4j.vrrp.SimplePassword;
import io.vip4j.vrrp.VrrpVersion;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/**
 * Whatever arrives: the codec never throws, reads the message only, and accepts nothing but what it would send itself.
 *
 * <p>Input: a byte of {@link #IPV6} and {@link #SIGNED}, the TTL, source, destination, message.
 */
final class AdvertisementFuzzTest {

    /** The family of the addresses. */
    static final int IPV6 = 1;

    /** Put the right checksum in first: a fuzzer does not guess it. */
    static final int SIGNED = 2;

    private static final int CHECKSUM_AT = 6;
    private static final int MARGIN = 16;
    private static final int VRRP = 112;

    @FuzzTest
    void decode(byte[] input) {
        AddressFamily family = input.length > 0 && (input[0] & IPV6) != 0 ? AddressFamily.IPV6 : AddressFamily.IPV4;
        int messageAt = 2 + 2 * family.octets();
        if (input.length < messageAt) {
            return;
        }
        int timeToLive = input[1] & 0xFF;
        ByteBuffer addresses = ByteBuffer.wrap(input);
        IpAddress source = IpAddress.read(family, addresses, 2);
        IpAddress destination = IpAddress.read(family, addresses, 2 + family.octets());
        byte[] message = Arrays.copyOfRange(input, messageAt, input.length);
        if ((input[0] & SIGNED) != 0) {
            sign(message, source, destination);
        }
        Decoded decoded = decode(source, destination, timeToLive, message, (byte) 0);
        assertThat(decode(source, destination, timeToLive, message, (byte) -1))
                .as("whatever lies around the message")
                .isEqualTo(decoded);
        if (decoded instanceof Decoded.Accepted accepted) {
            sentLikeThis(source, destination, message, accepted);
            for (VrrpVersion version : VrrpVersion.values()) {
                var filter = new RouterFilter(
                        version, AdvertisementInterval.DEFAULT, Optional.of(SimplePassword.of("secret")));
                assertThat(filter.check(accepted.advertisement())).isNotNull();
            }
        }
    }

    private static Decoded decode(
            IpAddress source, IpAddress destination, int timeToLive, byte[] message, byte around) {
        ByteBuffer buffer = ByteBuffer.allocate(MARGIN + message.length + MARGIN);
        Arrays.fill(buffer.array(), around);
        buffer.put(MARGIN, message).position(MARGIN).limit(MARGIN + message.length);
        Decoded decoded = AdvertisementCodec.decode(source, destination, timeToLive, buffer);
        assertThat(buffer.position()).isEqualTo(MARGIN);
        assertThat(buffer.limit()).isEqualTo(MARGIN + message.length);
        return decoded;
    }

    /** Encoded again it says the same, and in the same octets but for what receivers ignore. */
    private static void sentLikeThis(
            IpAddress source, IpAddress destination, byte[] message, Decoded.Accepted accepted) {
        Advertisement advertisement = accepted.advertisement();
        assertThat(AdvertisementCodec.encodedLength(advertisement)).isEqualTo(message.length);
        ByteBuffer again = ByteBuffer.allocate(message.length);
        AdvertisementCodec.encode(advertisement, accepted.checksumForm(), source, destination, again);
        Decoded decodedAgain = AdvertisementCodec.decode(source, destination, 255, again.flip());
        assertThat(decodedAgain).isInstanceOf(Decoded.Accepted.class);
        assertThat(((Decoded.Accepted) decodedAgain).advertisement()).isEqualTo(advertisement);
        boolean reserved = advertisement.version() == VrrpVersion.V3 && (message[4] & 0xF0) != 0;
        byte[] expected = message.clone();
        if (reserved || hasTwoFormsOfZero(message)) {
            // The reserved bits are sent as zero, and so the checksum differs; 0 and 0xFFFF are the same to receivers.
            expected[CHECKSUM_AT] = again.get(CHECKSUM_AT);
            expected[CHECKSUM_AT + 1] = again.get(CHECKSUM_AT + 1);
            expected[4] &= (byte) (advertisement.version() == VrrpVersion.V3 ? 0x0F : 0xFF);
        }
        assertThat(again.array()).isEqualTo(expected);
    }

    private static boolean hasTwoFormsOfZero(byte[] message) {
        return message[CHECKSUM_AT] == message[CHECKSUM_AT + 1]
                && (message[CHECKSUM_AT] == 0 || message[CHECKSUM_AT] == -1);
    }

    private static void sign(byte[] message, IpAddress source, IpAddress destination) {
        if (message.length < CHECKSUM_AT + 2) {
            return;
        }
        message[CHECKSUM_AT] = 0;
        message[CHECKSUM_AT + 1] = 0;
        ByteBuffer buffer = ByteBuffer.wrap(message);
        long sum = InternetChecksum.sum(buffer, 0, message.length);
        if (message[0] >>> 4 == 3) {
            sum += InternetChecksum.pseudoHeaderSum(source, destination, VRRP, message.length);
        }
        buffer.putShort(CHECKSUM_AT, (short) InternetChecksum.fold(sum));
    }
}
