/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.linux.netlink;

import static org.assertj.core.api.Assertions.assertThat;

import io.vip4j.vrrp.IpAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Requests about TCP sockets and their answers as bytes, in the order of a little-endian processor. */
class TcpRequestTest {

    private static final String PORTS = "1f90" + "c350";
    private static final String IPV4 = PORTS + "c633640a" + "00".repeat(12) + "c6336402" + "00".repeat(12);
    private static final String MAPPED = PORTS + "00".repeat(10) + "ffffc633640a" + "00".repeat(10) + "ffffc6336402";
    private static final String IPV6 = PORTS + "20010db8000000000000000000000010" + "20010db8000000000000000000000002";
    private static final String INTERFACE_AND_COOKIE = "00000000" + "0102030405060708";

    @Test
    void listAsksForAllThatHaveAnotherEnd() {
        NetlinkRequest request = TcpRequests.dump(Rtnetlink.AF_INET);

        assertThat(request).hasToString("SOCK_DIAG_BY_FAMILY of TCP over IPv4");
        assertThat(bytes(request))
                .as("no TIME_WAIT, CLOSE and LISTEN")
                .isEqualTo("48000000" + "1400" + "0103" + "07000000" + "00000000" + "02060000" + "3e1b0000"
                        + "00".repeat(48));
    }

    @Test
    void resetNamesTheSocketAsTheKernelDid() {
        TcpConnection connection =
                decode("02010000" + IPV4 + INTERFACE_AND_COOKIE).orElseThrow();

        NetlinkRequest request = TcpRequests.destroy(connection);

        assertThat(request).hasToString("SOCK_DESTROY of a TCP connection on 198.51.100.10");
        assertThat(bytes(request))
                .isEqualTo("48000000" + "1500" + "0500" + "07000000" + "00000000" + "02060000" + "3e1b0000" + IPV4
                        + INTERFACE_AND_COOKIE);
    }

    @Test
    void localAddressIsReadInEveryForm() {
        assertThat(local("02010000" + IPV4)).contains(IpAddress.parse("198.51.100.10"));
        assertThat(local("0a010000" + MAPPED)).contains(IpAddress.parse("198.51.100.10"));
        assertThat(local("0a080000" + IPV6)).contains(IpAddress.parse("2001:db8::10"));
    }

    @Test
    void socketThatListensOrIsOfNoKnownFamilyIsNone() {
        assertThat(local("020a0000" + IPV4)).isEmpty();
        assertThat(local("01010000" + IPV4)).isEmpty();
        assertThat(decode("02010000" + IPV4)).as("cut short").isEmpty();
    }

    private static Optional<IpAddress> local(String head) {
        return decode(head + INTERFACE_AND_COOKIE).map(TcpConnection::local);
    }

    /** Reads a body, behind which the kernel says more. */
    private static Optional<TcpConnection> decode(String body) {
        int more = body.length() >= 2 * 52 ? 20 : 0;
        byte[] octets = HexFormat.of().parseHex(body + "a5".repeat(more));
        ByteBuffer buffer = ByteBuffer.allocate(16 + octets.length).order(ByteOrder.LITTLE_ENDIAN);
        buffer.putInt(0, buffer.capacity()).putShort(4, (short) 20).put(16, octets);
        MessageReader message = new MessageReader(buffer, buffer.capacity());
        assertThat(message.next()).isTrue();
        return TcpConnection.decode(message);
    }

    private static String bytes(NetlinkRequest request) {
        ByteBuffer buffer = ByteBuffer.allocate(256).order(ByteOrder.LITTLE_ENDIAN);
        MessageWriter writer = new MessageWriter(buffer);
        request.encode(writer, 7);
        byte[] octets = new byte[writer.length()];
        buffer.get(0, octets);
        return HexFormat.of().formatHex(octets);
    }
}
