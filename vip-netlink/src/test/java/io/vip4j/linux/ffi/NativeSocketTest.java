/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.linux.ffi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** System calls against sockets of the JDK on the loopback interface; needs no privilege. */
class NativeSocketTest {

    private static final int AF_INET = 2;
    private static final int SOCK_DGRAM = 2;
    private static final int SOL_SOCKET = 1;
    private static final int SOL_IP = 0;
    private static final int IP_PKTINFO = 8;

    @Test
    void sendmsgCarriesDataDestinationAndSource() throws IOException {
        try (DatagramSocket receiver = new DatagramSocket(0, InetAddress.getLoopbackAddress());
                NativeSocket sender = NativeSocket.openNonBlocking("UDP", AF_INET, SOCK_DGRAM, 0)) {
            MessageHeader header = new MessageHeader(new NativeMemory(64), 16, 32);
            header.data().nativeOrder().put(0, "advert".getBytes(StandardCharsets.UTF_8));
            destination(header, receiver.getLocalPort());
            source(header, 0x7F000002);

            assertThat(sender.send(header, 6)).isZero();

            DatagramPacket packet = new DatagramPacket(new byte[64], 64);
            receiver.setSoTimeout(5000);
            receiver.receive(packet);
            assertThat(new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8))
                    .isEqualTo("advert");
            assertThat(packet.getAddress().getHostAddress()).isEqualTo("127.0.0.2");
        }
    }

    @Test
    void sendmsgTellsTheErrorNumber() {
        try (NativeSocket sender = NativeSocket.openNonBlocking("UDP", AF_INET, SOCK_DGRAM, 0)) {
            MessageHeader header = new MessageHeader(new NativeMemory(64), 16, 32);
            destination(header, 9);
            // 192.0.2.1 is no address of this host.
            source(header, 0xC0000201);

            assertThat(sender.send(header, 6)).isIn(Errno.EINVAL, Errno.ENETUNREACH);
        }
    }

    @Test
    void recvmsgGivesDataAndSenderAndThenNothing() throws IOException {
        try (DatagramSocket sender = new DatagramSocket(0, InetAddress.getLoopbackAddress());
                NativeSocket receiver = NativeSocket.openBlocking("UDP", AF_INET, SOCK_DGRAM, 0)) {
            int port = bindToFreePort(receiver);
            byte[] text = "hello".getBytes(StandardCharsets.UTF_8);
            sender.send(new DatagramPacket(text, text.length, InetAddress.getLoopbackAddress(), port));
            MessageHeader header = new MessageHeader(new NativeMemory(64), 16, 0);
            byte[] filler = new byte[64];
            Arrays.fill(filler, (byte) 0xA5);
            header.data().nativeOrder().put(0, filler);

            assertThat(receiver.receive(header)).isEqualTo(5);

            byte[] received = new byte[6];
            header.data().nativeOrder().get(0, received);
            assertThat(received).isEqualTo(new byte[] {'h', 'e', 'l', 'l', 'o', (byte) 0xA5});
            assertThat(header.networkOrder().getInt(MessageHeader.NAME + 4)).isEqualTo(0x7F000001);

            NativeMemory timeval = new NativeMemory(16);
            timeval.nativeOrder().putLong(8, 1000);
            receiver.setOption("SO_RCVTIMEO", SOL_SOCKET, 20, timeval);
            assertThat(receiver.receive(header)).isEqualTo(NativeSocket.NOTHING);
        }
    }

    @Test
    void refusedOptionNamesOptionSocketAndError() {
        try (NativeSocket socket = NativeSocket.openNonBlocking("UDP", AF_INET, SOCK_DGRAM, 0)) {
            assertThatThrownBy(() -> socket.setOption("SO_NONSENSE", SOL_SOCKET, 9999, 1))
                    .isInstanceOf(SystemCallException.class)
                    .hasMessage("setsockopt SO_NONSENSE on UDP: ENOPROTOOPT Protocol not available");
        }
    }

    @Test
    void refusedSocketNamesTheError() {
        assertThatThrownBy(() -> NativeSocket.openNonBlocking("nonsense", 12345, SOCK_DGRAM, 0))
                .isInstanceOf(SystemCallException.class)
                .hasMessage("socket nonsense: EAFNOSUPPORT Address family not supported by protocol");
    }

    @Test
    void closedTwiceClosesOneDescriptor() {
        NativeSocket first = NativeSocket.openNonBlocking("first", AF_INET, SOCK_DGRAM, 0);
        first.close();
        try (NativeSocket second = NativeSocket.openNonBlocking("second", AF_INET, SOCK_DGRAM, 0)) {
            // The number is likely the same; a second close of the first must not hit it.
            first.close();

            second.setOption("SO_PRIORITY", SOL_SOCKET, 12, 1);
        }
    }

    static int bindToFreePort(NativeSocket socket) throws IOException {
        int port;
        try (DatagramSocket probe = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            port = probe.getLocalPort();
        }
        NativeMemory address = new NativeMemory(16);
        address.nativeOrder().putShort(0, (short) AF_INET);
        address.networkOrder().putShort(2, (short) port).putInt(4, 0x7F000001);
        socket.bind(address);
        return port;
    }

    private static void destination(MessageHeader header, int port) {
        header.nativeOrder().putShort(MessageHeader.NAME, (short) AF_INET);
        header.networkOrder().putShort(MessageHeader.NAME + 2, (short) port);
        header.networkOrder().putInt(MessageHeader.NAME + 4, 0x7F000001);
    }

    private static void source(MessageHeader header, int address) {
        ByteBuffer control = header.nativeOrder();
        control.putLong(MessageHeader.CONTROL, 28);
        control.putInt(MessageHeader.CONTROL + 8, SOL_IP);
        control.putInt(MessageHeader.CONTROL + 12, IP_PKTINFO);
        control.putInt(MessageHeader.CONTROL + 16, 0);
        header.networkOrder().putInt(MessageHeader.CONTROL + 20, address);
    }
}
