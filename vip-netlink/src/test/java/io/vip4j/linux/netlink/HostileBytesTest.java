/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.linux.netlink;

import static org.assertj.core.api.Assertions.assertThat;

import io.vip4j.vrrp.AddressFamily;
import io.vip4j.vrrp.AddressOptions;
import io.vip4j.vrrp.IpAddress;
import io.vip4j.vrrp.IpPrefix;
import io.vip4j.vrrp.VirtualAddress;
import io.vip4j.vrrp.VirtualRoute;
import io.vip4j.vrrp.VirtualRule;
import io.vip4j.wire.MacAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever a datagram holds, reading it ends and throws nothing. */
class HostileBytesTest {

    private static final LinkEntry ETH0 = new LinkEntry(2, "eth0", 1, 0, Optional.empty());
    private static final VirtualAddress IPV4 = VirtualAddress.parse("198.51.100.10/24")
            .with(AddressOptions.NONE
                    .label("eth0:1")
                    .broadcast(IpAddress.parse("198.51.100.255"))
                    .peer(IpAddress.parse("198.51.100.9")));
    private static final VirtualAddress IPV6 = VirtualAddress.parse("2001:db8::10/128");
    private static final VirtualRoute ROUTE =
            VirtualRoute.via(IpPrefix.parse("203.0.113.0/24"), IpAddress.parse("198.51.100.1"));
    private static final VirtualRule RULE = new VirtualRule(
            AddressFamily.IPV6,
            100,
            Optional.of(IpPrefix.parse("2001:db8::/32")),
            Optional.of(IpPrefix.parse("2001:db8:1::/48")),
            Optional.of("eth0"),
            Optional.of("eth1"),
            OptionalInt.of(1),
            OptionalInt.of(3),
            false,
            77);

    private static final NftPacket ADVERTISEMENT = new NftPacket(AddressFamily.IPV4, "eth0");

    private final Random random = new Random(9568);

    @Test
    void soundMessagesAreReadBackAsWritten() {
        Optional<Duration> lease = Optional.of(Duration.ofSeconds(3));
        AddressEntry address = AddressEntry.decode(message(new AddressRequests(ETH0).add(IPV4, 112, lease)))
                .orElseThrow();
        assertThat(address.isLike(IPV4, "eth0")).isTrue();
        assertThat(address.isLike(VirtualAddress.parse("198.51.100.10/24"), "eth0"))
                .isFalse();
        assertThat(address.validSeconds()).isEqualTo(3);
        RouteEntry route =
                RouteEntry.decode(message(RouteRequests.add(ROUTE, 2))).orElseThrow();
        assertThat(route.isLike(ROUTE, 2)).isTrue();
        assertThat(route.isLike(ROUTE, 3)).isFalse();
        RuleEntry rule = RuleEntry.decode(message(RuleRequests.add(RULE))).orElseThrow();
        assertThat(rule.isLike(RULE)).isTrue();
        assertThat(rule.protocol()).isEqualTo(112);
        LinkDetails link = LinkDetails.decode(
                        message(LinkRequests.addMacvlan(ETH0, "vrrp4.10", new MacAddress(0x00005E00010AL))))
                .orElseThrow();
        assertThat(link.isPrivateMacvlan()).isTrue();
        assertThat(link.baseIndex()).isEqualTo(2);
        assertThat(link.link().name()).isEqualTo("vrrp4.10");
        NftRule first = GateTable.of(7).make().stream()
                .flatMap(request -> NftRule.decode(message(request)).stream())
                .findFirst()
                .orElseThrow();
        assertThat(first.place()).isEqualTo(new NftChain.Place(NfTables.NFPROTO_INET, "vip4j-7", "prerouting"));
        assertThat(first.sets()).containsExactly("guarded4", "open4");
        assertThat(first.expressions())
                .extracting(NftExpression::name)
                .containsExactly("meta", "cmp", "payload", "lookup", "lookup", "fib", "cmp", "immediate");
    }

    @Test
    void mutatedMessagesNeverThrow() {
        List<byte[]> sound = new ArrayList<>();
        for (NetlinkRequest request : soundRequests()) {
            sound.add(bytes(request));
        }
        for (int round = 0; round < 300_000; round++) {
            byte[] octets = sound.get(random.nextInt(sound.size())).clone();
            for (int change = random.nextInt(5); change >= 0; change--) {
                mutate(octets);
            }
            readAll(octets, random.nextInt(octets.length + 20));
        }
    }

    @Test
    void truncatedMessagesNeverThrow() {
        for (NetlinkRequest request : soundRequests()) {
            byte[] octets = bytes(request);
            for (int length = 0; length <= octets.length; length++) {
                readAll(octets, length);
                // The header says so too.
                byte[] shorter = octets.clone();
                ByteBuffer.wrap(shorter).order(ByteOrder.LITTLE_ENDIAN).putInt(0, length);
                readAll(shorter, octets.length);
            }
        }
    }

    @Test
    void noiseNeverThrows() {
        for (int round = 0; round < 100_000; round++) {
            byte[] octets = new byte[random.nextInt(200)];
            random.nextBytes(octets);
            if (octets.length >= 16) {
                // A header that fits, so that the noise behind it is looked at.
                ByteBuffer.wrap(octets).order(ByteOrder.LITTLE_ENDIAN).putInt(0, octets.length);
                octets[16 % octets.length] = (byte) (random.nextBoolean() ? Rtnetlink.AF_INET : Rtnetlink.AF_INET6);
            }
            readAll(octets, octets.length);
        }
    }

    private static List<NetlinkRequest> soundRequests() {
        AddressRequests addresses = new AddressRequests(ETH0);
        List<NetlinkRequest> sound = new ArrayList<>(GateTable.of(7).make());
        sound.addAll(new GateRequests(GateTable.of(7)).open(Map.of(IPV4.address(), 300L)));
        sound.addAll(List.of(
                addresses.add(IPV4, 112, Optional.of(Duration.ofSeconds(3))),
                addresses.add(IPV6, 112, Optional.empty()),
                RouteRequests.add(ROUTE, 2),
                RuleRequests.add(RULE),
                LinkRequests.addMacvlan(ETH0, "vrrp4.10", new MacAddress(0x00005E00010AL)),
                LinkRequests.promoteSecondaries(ETH0),
                LinkRequests.deriveNoAddress(ETH0),
                TcpRequests.dump(Rtnetlink.AF_INET),
                TcpRequests.dump(Rtnetlink.AF_INET6)));
        return sound;
    }

    private void mutate(byte[] octets) {
        int position = random.nextInt(octets.length);
        switch (random.nextInt(3)) {
            case 0 -> octets[position] = (byte) random.nextInt(256);
            case 1 -> octets[position] ^= (byte) (1 << random.nextInt(8));
            // Lengths of 0, 1, 255 and the like are what readers trip over.
            default -> octets[position] = (byte) (random.nextInt(3) - 1);
        }
    }

    private static void readAll(byte[] octets, int length) {
        MessageReader message = new MessageReader(ByteBuffer.wrap(octets).order(ByteOrder.LITTLE_ENDIAN), length);
        int messages = 0;
        while (message.next()) {
            AddressEntry.decode(message).ifPresent(entry -> {
                assertThat(entry.isLike(IPV4, "eth0") && entry.isLike(IPV6, "eth0"))
                        .isFalse();
                assertThat(entry.isSameEntryAs(entry)).isTrue();
            });
            LinkEntry.decode(message);
            LinkDetails.decode(message).ifPresent(link -> link.ipv4(Ipv4Setting.ARP_IGNORE));
            RouteEntry.decode(message)
                    .ifPresent(route -> assertThat(route.toString()).isNotEmpty());
            RouteEntry.decode(message).ifPresent(route -> route.isLike(ROUTE, 2));
            RuleEntry.decode(message).ifPresent(rule -> rule.isLike(RULE));
            TcpConnection.decode(message).ifPresent(TcpRequests::destroy);
            GateTable.decodeName(message);
            NftChain.decode(message);
            NftRule.decode(message)
                    .ifPresent(rule -> new RuleTrial(new NftRules(), ADVERTISEMENT, rule.place()).play(rule));
            new NftElements().read(message);
            Answer.decode(message);
            messages++;
        }
        assertThat(messages).isLessThanOrEqualTo(octets.length / 16);
    }

    private static MessageReader message(NetlinkRequest request) {
        byte[] octets = bytes(request);
        MessageReader message =
                new MessageReader(ByteBuffer.wrap(octets).order(ByteOrder.LITTLE_ENDIAN), octets.length);
        assertThat(message.next()).isTrue();
        return message;
    }

    private static byte[] bytes(NetlinkRequest request) {
        ByteBuffer buffer = ByteBuffer.allocate(512).order(ByteOrder.LITTLE_ENDIAN);
        MessageWriter writer = new MessageWriter(buffer);
        request.encode(writer, 7);
        byte[] octets = new byte[writer.length()];
        buffer.get(0, octets);
        return octets;
    }
}
