/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.linux.netlink;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** Whatever a netlink socket gives: the walk ends, nothing throws, and what lies behind the datagram is not read. */
final class NetlinkFuzzTest {

    private static final int BEHIND = 64;

    @FuzzTest
    void decode(byte[] input) {
        assertThat(entries(input, (byte) 0)).isEqualTo(entries(input, (byte) -1));
    }

    private static List<Object> entries(byte[] datagram, byte behind) {
        ByteBuffer buffer = ByteBuffer.allocate(datagram.length + BEHIND).order(ByteOrder.LITTLE_ENDIAN);
        buffer.put(0, datagram);
        for (int i = datagram.length; i < buffer.capacity(); i++) {
            buffer.put(i, behind);
        }
        List<Object> entries = new ArrayList<>();
        MessageReader message = new MessageReader(buffer, datagram.length);
        while (message.next()) {
            entries.add(message.type());
            entries.add(message.flags());
            entries.add(message.sequence());
            AddressEntry.decode(message).ifPresent(entries::add);
            LinkEntry.decode(message).ifPresent(entries::add);
        }
        assertThat(entries).hasSizeLessThanOrEqualTo(5 * (1 + datagram.length / 16));
        return entries;
    }
}
