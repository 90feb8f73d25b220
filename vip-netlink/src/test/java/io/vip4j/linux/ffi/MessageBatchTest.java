/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.linux.ffi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Many messages by one system call, over UDP on the loopback interface; needs no privilege. */
class MessageBatchTest {

    private static final int AF_INET = 2;
    private static final int SOCK_DGRAM = 2;
    private static final int SOL_IP = 0;
    private static final int IP_PKTINFO = 8;
    private static final int SOCKADDR_IN_OCTETS = 16;
    private static final int CONTROL_SPACE = 64;
    private static final long PACKET_INFO_SPACE = 32;
    private static final int SENDER = MessageHeader.NAME + 4;
    private static final int DESTINATION = MessageHeader.CONTROL + 24;

    private static final int DATA_OCTETS = 8;
    private static final int ROOM = 4;

    private final NativeSocket receiver = NativeSocket.openNonBlocking("UDP", AF_INET, SOCK_DGRAM, 0);
    private final int port = NativeSocketTest.bindToFreePort(receiver);
    private final DatagramSocket sender = new DatagramSocket(0, InetAddress.getLoopbackAddress());
    private final MessageBatch batch = new MessageBatch(
            Stream.generate(() -> new MessageHeader(new NativeMemory(DATA_OCTETS), SOCKADDR_IN_OCTETS, CONTROL_SPACE))
                    .limit(ROOM)
                    .toList());

    MessageBatchTest() throws IOException {}

    @AfterEach
    void close() {
        receiver.close();
        sender.close();
    }

    private void send(String... texts) throws IOException {
        for (String text : texts) {
            byte[] octets = text.getBytes(StandardCharsets.US_ASCII);
            sender.send(new DatagramPacket(octets, octets.length, InetAddress.getLoopbackAddress(), port));
        }
    }

    /** The messages of the next call; none if nothing waits. */
    private List<String> receive() {
        List<String> texts = new ArrayList<>();
        int count = receiver.receive(batch);
        assertThat(count).isNotZero().matches(value -> value > 0 || value == NativeSocket.NOTHING);
        for (int i = 0; i < count; i++) {
            byte[] octets = new byte[batch.length(i)];
            batch.header(i).data().nativeOrder().get(0, octets);
            texts.add(new String(octets, StandardCharsets.US_ASCII));
        }
        return texts;
    }

    @Test
    void moreThanThereIsRoomForComeWithTheNextCall() throws IOException {
        send("0", "1", "2", "3", "4", "5");

        assertThat(receive()).containsExactly("0", "1", "2", "3");
        assertThat(receive()).containsExactly("4", "5");
        assertThat(receive()).isEmpty();
    }

    @Test
    void nothingAfterAFullBatchIsNothing() throws IOException {
        send("0", "1", "2", "3");

        assertThat(receive()).hasSize(ROOM);
        assertThat(receive()).isEmpty();
        assertThat(receive()).isEmpty();
        send("4");
        assertThat(receive()).containsExactly("4");
    }

    @Test
    void shortMessageAfterALongOneIsShort() throws IOException {
        send("long one", "another");
        assertThat(receive()).containsExactly("long one", "another");
        send("", "b");
        assertThat(receive()).containsExactly("", "b");
        send("long two");
        assertThat(receive()).containsExactly("long two");
    }

    @Test
    void longerMessageThanItsBufferIsCutAndSaysSo() throws IOException {
        send("longer than that", "as long.", "short");

        assertThat(receive()).containsExactly("longer t", "as long.", "short");
        assertThat(cut(3)).containsExactly(true, false, false);
        send("short", "longer than that");
        assertThat(receive()).containsExactly("short", "longer t");
        assertThat(cut(2)).containsExactly(false, true);
    }

    private List<Boolean> cut(int count) {
        return IntStream.range(0, count).mapToObj(i -> batch.header(i).isCut()).toList();
    }

    @Test
    void senderAndControlDataAreThoseOfEachMessage() throws IOException {
        assertControlData();
        // Without it the kernel has written that there is none; the room for it must be told anew.
        receiver.setOption("IP_PKTINFO", SOL_IP, IP_PKTINFO, 0);
        send("0", "1");
        assertThat(receive()).hasSize(2);
        assertThat(controlLength(0)).isZero();
        assertThat(controlLength(1)).isZero();
        assertControlData();
    }

    private void assertControlData() throws IOException {
        receiver.setOption("IP_PKTINFO", SOL_IP, IP_PKTINFO, 1);
        send("0", "1");
        assertThat(receive()).hasSize(2);
        for (int i = 0; i < 2; i++) {
            assertThat(controlLength(i)).isEqualTo(PACKET_INFO_SPACE);
            assertThat(batch.header(i).networkOrder().getInt(DESTINATION)).isEqualTo(0x7F000001);
            assertThat(batch.header(i).networkOrder().getInt(SENDER)).isEqualTo(0x7F000001);
            assertThat(batch.header(i).networkOrder().getShort(SENDER - 2) & 0xFFFF)
                    .isEqualTo(sender.getLocalPort());
            batch.header(i)
                    .networkOrder()
                    .putInt(DESTINATION, 0)
                    .putInt(SENDER, 0)
                    .putShort(SENDER - 2, (short) 0);
        }
    }

    private long controlLength(int index) {
        return batch.header(index).nativeOrder().getLong(MessageHeader.CONTROL_LENGTH);
    }
}
