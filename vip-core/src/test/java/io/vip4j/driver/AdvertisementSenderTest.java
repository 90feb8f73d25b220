/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vip4j.config.Transport.Multicast;
import io.vip4j.config.Transport.Peer;
import io.vip4j.config.Transport.Unicast;
import io.vip4j.config.VirtualRouterConfig;
import io.vip4j.spi.AdvertisementChannel;
import io.vip4j.spi.PlatformException;
import io.vip4j.vrrp.AddressFamily;
import io.vip4j.vrrp.ChecksumChoice;
import io.vip4j.vrrp.ChecksumForm;
import io.vip4j.vrrp.IpAddress;
import io.vip4j.vrrp.Priority;
import io.vip4j.vrrp.VrrpVersion;
import io.vip4j.wire.Advertisement;
import io.vip4j.wire.Advertisement.Authentication;
import io.vip4j.wire.AdvertisementCodec;
import io.vip4j.wire.Decoded;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What goes out, read back by the codec with the destination that it has. */
final class AdvertisementSenderTest {

    private static final IpAddress OWN = IpAddress.parse("192.0.2.252");
    private static final IpAddress PEER = IpAddress.parse("192.0.2.251");
    private static final IpAddress FAR_PEER = IpAddress.parse("198.51.100.7");
    private static final IpAddress GROUP = IpAddress.parse("224.0.0.18");

    private static final VirtualRouterConfig BASE = VirtualRouterConfig.builder("web")
            .networkInterface("eth0")
            .vrid(10)
            .address("192.0.2.1")
            .address("192.0.2.2")
            .build();

    private record Packet(IpAddress destination, int timeToLive, Advertisement advertisement, ChecksumForm form) {}

    private static final class Wire implements AdvertisementChannel {
        private final List<Packet> packets = new ArrayList<>();
        private final List<ByteBuffer> buffers = new ArrayList<>();
        private final Set<IpAddress> unreachable = new HashSet<>();

        @Override
        public void send(IpAddress source, IpAddress destination, int timeToLive, ByteBuffer message) {
            if (unreachable.contains(destination)) {
                throw new PlatformException("sendmsg to " + destination + ": ENETUNREACH");
            }
            buffers.add(message);
            Decoded decoded = AdvertisementCodec.decode(source, destination, timeToLive, message);
            assertThat(decoded).isInstanceOf(Decoded.Accepted.class);
            Decoded.Accepted accepted = (Decoded.Accepted) decoded;
            packets.add(new Packet(destination, timeToLive, accepted.advertisement(), accepted.checksumForm()));
        }

        @Override
        public void join(IpAddress group) {
            throw new AssertionError("a sender joins nothing");
        }

        @Override
        public void close() {}
    }

    /** A wire whose packets leave when the turn ends. */
    private static final class WaitingWire implements AdvertisementChannel {
        private final Wire wire = new Wire();
        private final List<Runnable> waiting = new ArrayList<>();

        @Override
        public void send(IpAddress source, IpAddress destination, int timeToLive, ByteBuffer message) {
            flush();
            wire.send(source, destination, timeToLive, message);
        }

        @Override
        public void sendInCompany(
                IpAddress source, IpAddress destination, int timeToLive, ByteBuffer message, Departure departure) {
            waiting.add(() -> wire.sendInCompany(source, destination, timeToLive, message, departure));
        }

        @Override
        public void flush() {
            List<Runnable> leaving = List.copyOf(waiting);
            waiting.clear();
            leaving.forEach(Runnable::run);
        }

        @Override
        public void join(IpAddress group) {
            wire.join(group);
        }

        @Override
        public void close() {
            flush();
        }
    }

    /** Keeps what became of what was sent in company. */
    private static final class Outcomes implements AdvertisementSender.Outcome {
        private final List<String> told = new ArrayList<>();

        @Override
        public void left() {
            told.add("left");
        }

        @Override
        public void refused(PlatformException why) {
            told.add("refused: " + why.getMessage());
        }
    }

    private final Wire wire = new Wire();

    @Test
    void copiesInCompanyAreOneAdvertisementWhenAllAreTold() {
        VirtualRouterConfig unicast = BASE.toBuilder().transport(unicast()).build();
        WaitingWire later = new WaitingWire();
        AdvertisementSender sender = new AdvertisementSender(unicast, new Admission(unicast), () -> later);
        Outcomes outcomes = new Outcomes();

        sender.sendInCompany(new Priority(100), OWN, outcomes);
        assertThat(outcomes.told).isEmpty();
        assertThat(sender.sent()).isZero();
        later.flush();
        assertThat(outcomes.told).containsExactly("left");
        assertThat(sender.sent()).isEqualTo(1);

        later.wire.unreachable.add(PEER);
        sender.sendInCompany(new Priority(100), OWN, outcomes);
        later.flush();
        assertThat(outcomes.told).containsExactly("left", "left");
        assertThat(sender.failedCopies()).isEqualTo(1);

        later.wire.unreachable.add(FAR_PEER);
        sender.sendInCompany(new Priority(100), OWN, outcomes);
        later.flush();
        assertThat(outcomes.told).containsExactly("left", "left", "refused: sendmsg to " + FAR_PEER + ": ENETUNREACH");
        assertThat(sender.sent()).isEqualTo(2);
        assertThat(sender.failedCopies()).isEqualTo(3);
    }

    @Test
    void settlingSendsWhatWaitsAndTellsIt() {
        WaitingWire later = new WaitingWire();
        AdvertisementSender sender = new AdvertisementSender(BASE, new Admission(BASE), () -> later);
        Outcomes outcomes = new Outcomes();
        sender.settle();
        sender.sendInCompany(new Priority(100), OWN, outcomes);
        sender.settle();
        assertThat(outcomes.told).containsExactly("left");
        sender.sendInCompany(new Priority(100), OWN, outcomes);
        sender.sendInCompany(new Priority(100), OWN, outcomes);
        assertThat(outcomes.told).containsExactly("left", "left");
        assertThat(later.waiting).hasSize(1);
    }

    @Test
    void withoutASocketItIsRefused() {
        AdvertisementSender sender = new AdvertisementSender(BASE, new Admission(BASE), () -> {
            throw new PlatformException("interface eth0 does not exist");
        });
        Outcomes outcomes = new Outcomes();
        sender.sendInCompany(new Priority(100), OWN, outcomes);
        assertThat(outcomes.told).containsExactly("refused: interface eth0 does not exist");
        sender.settle();
    }

    @Test
    void multicastIsOnePacketToTheGroup() { // H2, H3, X1
        send(BASE, 100);
        assertThat(wire.packets)
                .containsExactly(
                        new Packet(GROUP, 255, advertisement(BASE, VrrpVersion.V3, 100), ChecksumForm.PSEUDO_HEADER));
    }

    @Test
    void anotherGroupIsUsed() {
        IpAddress group = IpAddress.parse("224.0.0.200");
        send(BASE.toBuilder().transport(new Multicast(Optional.of(group))).build(), 100);
        assertThat(wire.packets).extracting(Packet::destination).containsExactly(group);
    }

    @Test
    void unicastIsACopyToEachPeerButNotToOurselves() { // 5/V18: every copy with its own checksum
        VirtualRouterConfig unicast = BASE.toBuilder().transport(unicast()).build();
        AdvertisementSender sender = send(unicast, 0);
        Advertisement advertisement = advertisement(unicast, VrrpVersion.V3, 0);
        assertThat(wire.packets)
                .containsExactly(
                        new Packet(PEER, 64, advertisement, ChecksumForm.PSEUDO_HEADER),
                        new Packet(FAR_PEER, 64, advertisement, ChecksumForm.PSEUDO_HEADER));
        assertThat(sender.sent()).isEqualTo(1);
    }

    @Test
    void aPeerThatCannotBeReachedDoesNotKeepTheOthersFromHearing() { // 5/C17
        wire.unreachable.add(PEER);
        AdvertisementSender sender = send(BASE.toBuilder().transport(unicast()).build(), 100);
        assertThat(wire.packets).extracting(Packet::destination).containsExactly(FAR_PEER);
        assertThat(sender.sent()).isEqualTo(1);
        assertThat(sender.failedCopies()).isEqualTo(1);

        wire.unreachable.add(FAR_PEER);
        assertThatThrownBy(() -> sender.send(new Priority(100), OWN))
                .isInstanceOf(PlatformException.class)
                .hasMessageContaining("ENETUNREACH");
        assertThat(sender.sent()).isEqualTo(1);
    }

    @Test
    void duringAnUpgradeBothVersionsAreSent() { // 5/O6, D2: 200 cs are 2 s
        VirtualRouterConfig both = BASE.toBuilder()
                .alsoVersion2(true)
                .advertisementInterval(Duration.ofSeconds(2))
                .password("secret")
                .build();
        AdvertisementSender sender = send(both, 0);
        assertThat(wire.packets)
                .containsExactly(
                        new Packet(GROUP, 255, advertisement(both, VrrpVersion.V3, 0), ChecksumForm.PSEUDO_HEADER),
                        new Packet(GROUP, 255, advertisement(both, VrrpVersion.V2, 0), ChecksumForm.MESSAGE_ONLY));
        assertThat(sender.sent()).isEqualTo(1);
    }

    @Test
    void theChecksumIsTheFormOfTheSetting() {
        send(BASE.toBuilder().checksum(ChecksumChoice.MESSAGE_ONLY).build(), 100);
        assertThat(wire.packets).extracting(Packet::form).containsExactly(ChecksumForm.MESSAGE_ONLY);
    }

    @Test
    void anElectionWithoutAddressAdvertisesNone() { // as keepalived with no_virtual_ipaddress
        VirtualRouterConfig pure =
                BASE.toBuilder().family(AddressFamily.IPV4).addresses(List.of()).build();
        send(pure, 100);
        assertThat(wire.packets)
                .containsExactly(
                        new Packet(GROUP, 255, advertisement(pure, VrrpVersion.V3, 100), ChecksumForm.PSEUDO_HEADER));
    }

    @Test
    void aChangeActsFromTheNextAdvertisementOn() { // 5/C1, 5/C5: no stale packet
        AdvertisementSender sender = send(BASE, 100);
        VirtualRouterConfig more = BASE.toBuilder()
                .address("192.0.2.3")
                .advertisementInterval(Duration.ofMillis(500))
                .build();
        sender.change(more);
        sender.send(new Priority(150), OWN);
        assertThat(wire.packets.get(1).advertisement()).isEqualTo(advertisement(more, VrrpVersion.V3, 150));
    }

    @Test
    void whatIsLikeTheLastOneIsNotEncodedAgain() {
        AdvertisementSender sender = send(BASE, 100);
        sender.send(new Priority(100), IpAddress.parse("192.0.2.252"));
        assertThat(wire.buffers.get(1)).isSameAs(wire.buffers.get(0));
        assertThat(wire.packets.get(1)).isEqualTo(wire.packets.get(0));
    }

    @Test
    void anotherPriorityOrSourceActsAtOnce() {
        AdvertisementSender sender = send(BASE, 100);
        sender.send(Priority.ZERO, OWN);
        assertThat(wire.packets.get(1).advertisement()).isEqualTo(advertisement(BASE, VrrpVersion.V3, 0));
        sender.send(Priority.ZERO, PEER); // The checksum covers the source, and the wire checks it.
        assertThat(wire.packets).hasSize(3);
    }

    @Test
    void theFormOfTheChecksumIsFollowedAtOnce() {
        VirtualRouterConfig following =
                BASE.toBuilder().checksum(ChecksumChoice.FOLLOW_PEER).build();
        Admission admission = new Admission(following);
        AdvertisementSender sender = new AdvertisementSender(following, admission, () -> wire);
        sender.send(new Priority(100), OWN);
        for (int i = 0; i < 2; i++) {
            admission.admit(
                    OWN, PEER, GROUP, 255, advertisement(following, VrrpVersion.V3, 90), ChecksumForm.MESSAGE_ONLY, 0);
        }
        sender.send(new Priority(100), OWN);
        assertThat(wire.packets)
                .extracting(Packet::form)
                .containsExactly(ChecksumForm.PSEUDO_HEADER, ChecksumForm.MESSAGE_ONLY);
    }

    private static Unicast unicast() {
        return new Unicast(List.of(Peer.of(PEER), Peer.of(OWN), Peer.of(FAR_PEER)), 64, true);
    }

    private AdvertisementSender send(VirtualRouterConfig config, int priority) {
        AdvertisementSender sender = new AdvertisementSender(config, new Admission(config), () -> wire);
        sender.send(new Priority(priority), OWN);
        return sender;
    }

    private static Advertisement advertisement(VirtualRouterConfig config, VrrpVersion version, int priority) {
        return new Advertisement(
                version,
                config.vrid(),
                new Priority(priority),
                config.advertisementInterval(),
                config.addresses().stream().map(address -> address.address()).toList(),
                version == VrrpVersion.V2
                        ? config.password()
                                .map(password -> new Authentication(1, password.data()))
                                .orElse(Authentication.NONE)
                        : Authentication.NONE);
    }
}
