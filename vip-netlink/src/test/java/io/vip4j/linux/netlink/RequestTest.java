/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.linux.netlink;

import static org.assertj.core.api.Assertions.assertThat;

import io.vip4j.vrrp.AddressOptions;
import io.vip4j.vrrp.AddressScope;
import io.vip4j.vrrp.IpAddress;
import io.vip4j.vrrp.VirtualAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Requests as bytes, in the order of a little-endian processor. The buffer is full of 0xA5 before. */
class RequestTest {

    private static final LinkEntry ETH0 = new LinkEntry(0x1122, "eth0", 1, 0x11043, Optional.empty());
    private static final AddressRequests ADDRESSES = new AddressRequests(ETH0);
    private static final VirtualAddress IPV4 = VirtualAddress.parse("198.51.100.10/24");
    private static final VirtualAddress IPV6 = VirtualAddress.parse("2001:db8::10/64");

    @Test
    void addCreatesExclusivelyWithMarkAndLifetime() {
        NetlinkRequest request = ADDRESSES.add(IPV4, 112, Optional.of(Duration.ofSeconds(3)));

        assertThat(request).hasToString("RTM_NEWADDR 198.51.100.10/24 on eth0");
        assertThat(bytes(request))
                .isEqualTo("44000000" + "1400" + "0506" + "07000000" + "00000000"
                        + "02180000" + "22110000"
                        + "0800" + "0200" + "c633640a"
                        + "0800" + "0100" + "c633640a"
                        + "0500" + "0b00" + "70000000"
                        + "1400" + "0600" + "03000000" + "03000000" + "00000000" + "00000000");
    }

    @Test
    void addOrReplaceWithoutLifetimeStaysForEver() {
        assertThat(bytes(ADDRESSES.addOrReplace(IPV4, 112, Optional.empty())))
                .isEqualTo("30000000" + "1400" + "0505" + "07000000" + "00000000"
                        + "02180000" + "22110000"
                        + "0800" + "0200" + "c633640a"
                        + "0800" + "0100" + "c633640a"
                        + "0500" + "0b00" + "70000000");
    }

    @Test
    void ipv6AddressSkipsDuplicateAddressDetection() {
        assertThat(bytes(ADDRESSES.add(IPV6, 112, Optional.empty())))
                .isEqualTo("50000000" + "1400" + "0506" + "07000000" + "00000000"
                        + "0a400000" + "22110000"
                        + "1400" + "0200" + "20010db8000000000000000000000010"
                        + "1400" + "0100" + "20010db8000000000000000000000010"
                        + "0500" + "0b00" + "70000000"
                        + "0800" + "0800" + "02000000");
    }

    @Test
    void optionsOfAnIpv4AddressAreAttributes() {
        AddressOptions options = AddressOptions.NONE
                .label("vip")
                .scope(AddressScope.LINK)
                .broadcast(IpAddress.parse("198.51.100.255"))
                .peer(IpAddress.parse("198.51.100.9"))
                .withoutPrefixRoute();
        String body = "021800fd" + "22110000" + "0800" + "0200" + "c633640a" + "0800" + "0100" + "c6336409";

        assertThat(bytes(ADDRESSES.add(IPV4.with(options), 112, Optional.empty())))
                .isEqualTo("48000000" + "1400" + "0506" + "07000000" + "00000000" + body
                        + "0800" + "0400" + "c63364ff"
                        + "0800" + "0300" + "76697000"
                        + "0500" + "0b00" + "70000000"
                        + "0800" + "0800" + "00020000");
        assertThat(bytes(ADDRESSES.delete(IPV4.with(options))))
                .isEqualTo("28000000" + "1500" + "0500" + "07000000" + "00000000" + "02180000" + body.substring(8));
    }

    @Test
    void ipv6HostIsNotPreferredAndDetectionIsLeftToTheKernelOnDemand() {
        VirtualAddress host = VirtualAddress.parse("2001:db8::10/128");
        String withoutLifetime = bytes(ADDRESSES.add(host, 112, Optional.empty()));
        assertThat(withoutLifetime)
                .endsWith("0800" + "0800" + "02000000" + "1400" + "0600" + "00000000" + "ffffffff" + "00000000"
                        + "00000000");

        AddressOptions options =
                AddressOptions.NONE.withDuplicateAddressDetection().preferredLifetime(Duration.ofSeconds(9));
        assertThat(bytes(ADDRESSES.add(host.with(options), 112, Optional.of(Duration.ofSeconds(3)))))
                .as("no IFA_FLAGS, and not preferred for longer than valid")
                .endsWith("0500" + "0b00" + "70000000" + "1400" + "0600" + "03000000" + "03000000" + "00000000"
                        + "00000000");
    }

    @Test
    void deleteNamesAddressAndPrefix() {
        NetlinkRequest request = ADDRESSES.delete(IPV4);

        assertThat(request).hasToString("RTM_DELADDR 198.51.100.10/24 on eth0");
        assertThat(bytes(request))
                .isEqualTo("28000000" + "1500" + "0500" + "07000000" + "00000000"
                        + "02180000" + "22110000"
                        + "0800" + "0200" + "c633640a"
                        + "0800" + "0100" + "c633640a");
    }

    @Test
    void dumpsAskForOneInterfaceOrAll() {
        assertThat(bytes(ADDRESSES.dump()))
                .isEqualTo("18000000" + "1600" + "0103" + "07000000" + "00000000" + "00000000" + "22110000");
        assertThat(bytes(AddressRequests.dumpAll()))
                .isEqualTo("18000000" + "1600" + "0103" + "07000000" + "00000000" + "00000000" + "00000000");
        assertThat(bytes(LinkRequests.dumpAll()))
                .isEqualTo("20000000" + "1200" + "0103" + "07000000" + "00000000" + "00".repeat(16));
    }

    @Test
    void linkIsAskedForByName() {
        assertThat(bytes(LinkRequests.get("eth0")))
                .isEqualTo("2c000000" + "1200" + "0500" + "07000000" + "00000000" + "00".repeat(16) + "0900" + "0300"
                        + "6574683000000000");
    }

    @Test
    void promoteSecondariesIsNestedInTheFamily() {
        assertThat(bytes(LinkRequests.promoteSecondaries(ETH0)))
                .isEqualTo("34000000" + "1300" + "0500" + "07000000" + "00000000"
                        + "00000000" + "22110000" + "00000000" + "00000000"
                        + "1400" + "1a00" + "1000" + "0200" + "0c00" + "0100" + "0800" + "1400" + "01000000");
    }

    @Test
    void messagesFollowEachOtherAligned() {
        ByteBuffer buffer = filled(256);
        MessageWriter writer = new MessageWriter(buffer);
        ADDRESSES.add(IPV4, 112, Optional.empty()).encode(writer, 1);
        int first = writer.length();
        ADDRESSES.delete(IPV4).encode(writer, 2);

        MessageReader reader = new MessageReader(buffer, writer.length());

        assertThat(first % 4).isZero();
        assertThat(reader.next()).isTrue();
        assertThat(reader.sequence()).isEqualTo(1);
        assertThat(reader.next()).isTrue();
        assertThat(reader.sequence()).isEqualTo(2);
        assertThat(reader.type()).isEqualTo(Rtnetlink.RTM_DELADDR);
        assertThat(reader.next()).isFalse();
    }

    private static String bytes(NetlinkRequest request) {
        ByteBuffer buffer = filled(256);
        MessageWriter writer = new MessageWriter(buffer);
        request.encode(writer, 7);
        byte[] octets = new byte[writer.length()];
        buffer.get(0, octets);
        return HexFormat.of().formatHex(octets);
    }

    private static ByteBuffer filled(int length) {
        byte[] octets = new byte[length];
        Arrays.fill(octets, (byte) 0xA5);
        return ByteBuffer.wrap(octets).order(ByteOrder.LITTLE_ENDIAN);
    }
}
