/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vip4j.vrrp.AddressFamily;
import io.vip4j.vrrp.ConfigurationException;
import io.vip4j.vrrp.IpAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;

/** Neighbour advertisements and solicitations. The expected checksums were computed by other means. */
final class NeighborFramesTest {

    private static final MacAddress STATION = new MacAddress(0x02_11_22_33_44_55L);
    private static final MacAddress OTHER_STATION = new MacAddress(0x02_99_88_77_66_55L);
    private static final IpAddress ADDRESS = IpAddress.parse("2001:db8::10");
    private static final IpAddress NEIGHBOR = IpAddress.parse("2001:db8::ab:cdef");

    private static final String ADDRESS_HEX = "20010db8000000000000000000000010";

    @Test
    void unsolicitedAdvertisementOfARouter() { // 5/G2, SI1
        byte[] octets = filled(90);

        NeighborAdvertisement.encodeUnsolicited(ByteBuffer.wrap(octets), 2, STATION, ADDRESS, true);

        assertThat(HexFormat.of().formatHex(octets))
                .isEqualTo("a5a5"
                        + "333300000001" + "021122334455" + "86dd"
                        + "60000000" + "0020" + "3a" + "ff"
                        + ADDRESS_HEX
                        + "ff020000000000000000000000000001"
                        + "88" + "00" + "1274" + "a0000000"
                        + ADDRESS_HEX
                        + "0201" + "021122334455"
                        + "a5a5");
    }

    @Test
    void hostWithoutForwardingClearsTheRouterFlag() { // 5/G2
        ByteBuffer frame = advertisement();

        assertThat(frame.getInt(58)).isEqualTo(0x2000_0000);
        assertThat(frame.getShort(56) & 0xFFFF).isEqualTo(0x9274);
    }

    @Test
    void solicitationGoesToTheSolicitedNodeGroup() {
        byte[] octets = filled(NeighborSolicitation.OCTETS);

        NeighborSolicitation.encode(ByteBuffer.wrap(octets), 0, STATION, ADDRESS, NEIGHBOR);

        assertThat(HexFormat.of().formatHex(octets))
                .isEqualTo("3333ffabcdef" + "021122334455" + "86dd"
                        + "60000000" + "0020" + "3a" + "ff"
                        + ADDRESS_HEX
                        + "ff0200000000000000000001ffabcdef"
                        + "87" + "00" + "184e" + "00000000"
                        + "20010db8000000000000000000abcdef"
                        + "0101" + "021122334455");
        assertThat(NeighborSolicitation.solicitedNodeGroup(NEIGHBOR)).isEqualTo(IpAddress.parse("ff02::1:ffab:cdef"));
    }

    @Test
    void ipv4AddressIsRefused() {
        ByteBuffer frame = ByteBuffer.allocate(NeighborAdvertisement.OCTETS);
        IpAddress ipv4 = IpAddress.parse("192.0.2.1");

        assertThatThrownBy(() -> NeighborAdvertisement.encodeUnsolicited(frame, 0, STATION, ipv4, true))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("192.0.2.1");
        assertThatThrownBy(() -> NeighborSolicitation.encode(frame, 0, STATION, ADDRESS, ipv4))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("192.0.2.1");
    }

    @Test
    void readsAnAdvertisementWithPadding() {
        ByteBuffer frame = ByteBuffer.allocate(100).position(3);
        NeighborAdvertisement.encodeUnsolicited(frame, 3, STATION, ADDRESS, true);

        assertThat(NeighborAdvertisement.decode(frame)).contains(new NeighborAdvertisement(ADDRESS, STATION));
        assertThat(frame.position()).isEqualTo(3);
    }

    @Test
    void theOptionNamesTheStationAndWithoutItTheSender() {
        ByteBuffer frame = advertisement();
        OTHER_STATION.write(frame, 6);
        assertThat(NeighborAdvertisement.decode(frame)).contains(new NeighborAdvertisement(ADDRESS, STATION));

        frame.putShort(18, (short) 24).limit(78);
        assertThat(NeighborAdvertisement.decode(sum(frame)))
                .contains(new NeighborAdvertisement(ADDRESS, OTHER_STATION));

        ByteBuffer unknownOption = advertisement().put(78, (byte) 14);
        OTHER_STATION.write(unknownOption, 6);
        assertThat(NeighborAdvertisement.decode(sum(unknownOption)))
                .contains(new NeighborAdvertisement(ADDRESS, OTHER_STATION));
    }

    @Test
    void refusesWhatFailsAnyCheck() { // RFC 4861 7.1.2
        assertThat(NeighborAdvertisement.decode(ByteBuffer.allocate(0))).isEmpty();
        assertThat(NeighborAdvertisement.decode(advertisement().limit(85)))
                .as("cut")
                .isEmpty();
        assertThat(NeighborAdvertisement.decode(advertisement().put(13, (byte) 0)))
                .as("type")
                .isEmpty();
        assertThat(NeighborAdvertisement.decode(advertisement().put(14, (byte) 0x45)))
                .as("IPv4")
                .isEmpty();
        assertThat(NeighborAdvertisement.decode(advertisement().put(20, (byte) 0)))
                .as("next header")
                .isEmpty();
        assertThat(NeighborAdvertisement.decode(advertisement().put(21, (byte) 254)))
                .as("hop limit")
                .isEmpty();
        assertThat(NeighborAdvertisement.decode(sum(advertisement().put(54, (byte) 135))))
                .as("type")
                .isEmpty();
        assertThat(NeighborAdvertisement.decode(sum(advertisement().put(55, (byte) 1))))
                .as("code")
                .isEmpty();
        assertThat(NeighborAdvertisement.decode(advertisement().put(77, (byte) 17)))
                .as("checksum")
                .isEmpty();
        assertThat(NeighborAdvertisement.decode(sum(advertisement().put(58, (byte) 0x60))))
                .as("S")
                .isEmpty();
        assertThat(NeighborAdvertisement.decode(sum(advertisement().put(62, (byte) 0xFF))))
                .as("target")
                .isEmpty();
        assertThat(NeighborAdvertisement.decode(sum(advertisement().put(79, (byte) 0))))
                .as("option 0")
                .isEmpty();
        assertThat(NeighborAdvertisement.decode(sum(advertisement().put(79, (byte) 2))))
                .as("option 2")
                .isEmpty();
        assertThat(NeighborAdvertisement.decode(sum(advertisement().put(80, (byte) 1))))
                .as("group")
                .isEmpty();
        assertThat(NeighborAdvertisement.decode(advertisement().putShort(18, (short) 23)))
                .as("short")
                .isEmpty();
    }

    @Test
    void aSolicitedAdvertisementToUsIsRead() {
        ByteBuffer frame = advertisement().put(58, (byte) 0x60);
        IpAddress.parse("fe80::99").write(frame, 38);

        assertThat(NeighborAdvertisement.decode(sum(frame))).contains(new NeighborAdvertisement(ADDRESS, STATION));
    }

    @Test
    void randomFramesNeverThrow() {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(1);
        for (int i = 0; i < 100_000; i++) {
            ByteBuffer frame = advertisement();
            for (int flips = random.nextInt(1, 4); flips > 0; flips--) {
                frame.put(random.nextInt(frame.limit()), (byte) random.nextInt(256));
            }
            frame.limit(random.nextInt(40, frame.capacity() + 1));
            NeighborAdvertisement.decode(frame.limit() < 58 ? frame : sum(frame));
            ArpFrame.decode(frame);
        }
    }

    private static ByteBuffer advertisement() {
        ByteBuffer frame = ByteBuffer.allocate(NeighborAdvertisement.OCTETS);
        NeighborAdvertisement.encodeUnsolicited(frame, 0, STATION, ADDRESS, false);
        return frame;
    }

    /** Makes the checksum right again. */
    private static ByteBuffer sum(ByteBuffer frame) {
        frame.putShort(56, (short) 0);
        int length = frame.limit() - 54;
        IpAddress source = IpAddress.read(AddressFamily.IPV6, frame.duplicate().limit(frame.capacity()), 22);
        IpAddress destination =
                IpAddress.read(AddressFamily.IPV6, frame.duplicate().limit(frame.capacity()), 38);
        long sum = InternetChecksum.sum(frame, 54, length)
                + InternetChecksum.pseudoHeaderSum(source, destination, 58, length);
        return frame.putShort(56, (short) InternetChecksum.fold(sum));
    }

    private static byte[] filled(int length) {
        byte[] octets = new byte[length];
        Arrays.fill(octets, (byte) 0xA5);
        return octets;
    }
}
