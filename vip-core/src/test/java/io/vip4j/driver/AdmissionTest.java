/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.driver;

import static org.assertj.core.api.Assertions.assertThat;

import io.vip4j.config.Transport;
import io.vip4j.config.Transport.Multicast;
import io.vip4j.config.Transport.Peer;
import io.vip4j.config.Transport.Unicast;
import io.vip4j.config.VirtualRouterConfig;
import io.vip4j.vrrp.AdvertisementInterval;
import io.vip4j.vrrp.ChecksumChoice;
import io.vip4j.vrrp.ChecksumForm;
import io.vip4j.vrrp.IpAddress;
import io.vip4j.vrrp.Priority;
import io.vip4j.vrrp.Vrid;
import io.vip4j.vrrp.VrrpVersion;
import io.vip4j.wire.Advertisement;
import io.vip4j.wire.Advertisement.Authentication;
import io.vip4j.wire.RejectReason;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What counts for a virtual router, and what it remembers. */
final class AdmissionTest {

    private static final long S = 1_000_000_000L;
    private static final IpAddress OWN = IpAddress.parse("192.0.2.252");
    private static final IpAddress PEER = IpAddress.parse("192.0.2.251");
    private static final IpAddress STRANGER = IpAddress.parse("192.0.2.66");
    private static final IpAddress GROUP = IpAddress.parse("224.0.0.18");
    private static final IpAddress OTHER_GROUP = IpAddress.parse("224.0.0.200");

    private static final VirtualRouterConfig BASE = VirtualRouterConfig.builder("web")
            .networkInterface("eth0")
            .vrid(10)
            .address("192.0.2.1")
            .build();

    @Test
    void ownPacketsAreIgnored() { // 5/V17, V12
        assertThat(admit(new Admission(BASE), OWN, GROUP, 255)).contains(RejectReason.OWN_SOURCE);
    }

    @Test
    void aRouterThatSpeaksToAGroupHearsOnlyThatGroup() {
        Admission admission = new Admission(BASE);
        assertThat(admit(admission, PEER, GROUP, 255)).isEmpty();
        assertThat(admit(admission, PEER, OWN, 255)).contains(RejectReason.TRANSPORT_MISMATCH);
        assertThat(admit(admission, PEER, OTHER_GROUP, 255)).contains(RejectReason.TRANSPORT_MISMATCH);

        Admission other = new Admission(BASE.toBuilder()
                .transport(new Multicast(Optional.of(OTHER_GROUP)))
                .build());
        assertThat(admit(other, PEER, OTHER_GROUP, 255)).isEmpty();
        assertThat(admit(other, PEER, GROUP, 255)).contains(RejectReason.TRANSPORT_MISMATCH);
    }

    @Test
    void unicastIsHeardFromListedPeersOnly() { // 5/V18, V13
        Admission admission = new Admission(
                BASE.toBuilder().transport(Transport.unicast(OWN, PEER)).build());
        assertThat(admit(admission, PEER, OWN, 255)).isEmpty();
        assertThat(admit(admission, PEER, OWN, 1)).isEmpty();
        assertThat(admit(admission, STRANGER, OWN, 255)).contains(RejectReason.PEER_UNKNOWN);
        assertThat(admit(admission, PEER, GROUP, 255)).contains(RejectReason.TRANSPORT_MISMATCH);
        assertThat(admit(admission, OWN, OWN, 255)).contains(RejectReason.OWN_SOURCE);
    }

    @Test
    void unicastIsHeardFromAnybodyIfTheSettingSaysSo() {
        Transport open = new Unicast(List.of(new Peer(PEER, 250, 255)), 255, false);
        Admission admission = new Admission(BASE.toBuilder().transport(open).build());
        assertThat(admit(admission, STRANGER, OWN, 1)).isEmpty();
        assertThat(admit(admission, PEER, OWN, 249)).contains(RejectReason.PEER_TTL);
    }

    @Test
    void unicastIsHeardWithinTheTtlBoundsOfThePeer() { // V13
        Transport bounded = new Unicast(List.of(new Peer(PEER, 62, 64)), 64, true);
        Admission admission = new Admission(BASE.toBuilder().transport(bounded).build());
        assertThat(admit(admission, PEER, OWN, 61)).contains(RejectReason.PEER_TTL);
        assertThat(admit(admission, PEER, OWN, 62)).isEmpty();
        assertThat(admit(admission, PEER, OWN, 64)).isEmpty();
        assertThat(admit(admission, PEER, OWN, 65)).contains(RejectReason.PEER_TTL);
    }

    @Test
    void theOwnFormIsASetting() {
        Admission pseudo = new Admission(BASE);
        Admission message = new Admission(
                BASE.toBuilder().checksum(ChecksumChoice.MESSAGE_ONLY).build());
        for (Admission admission : List.of(pseudo, message)) {
            hear(admission, ChecksumForm.MESSAGE_ONLY, 5);
            hear(admission, ChecksumForm.PSEUDO_HEADER, 4);
            assertThat(admission.formsHeard())
                    .isEqualTo(Map.of(ChecksumForm.MESSAGE_ONLY, 5L, ChecksumForm.PSEUDO_HEADER, 4L)); // 5/V8
        }
        assertThat(pseudo.ownForm()).isEqualTo(ChecksumForm.PSEUDO_HEADER);
        assertThat(message.ownForm()).isEqualTo(ChecksumForm.MESSAGE_ONLY);
    }

    @Test
    void theOwnFormFollowsTwoAdvertisementsInARow() {
        Admission admission = new Admission(
                BASE.toBuilder().checksum(ChecksumChoice.FOLLOW_PEER).build());
        assertThat(admission.ownForm()).isEqualTo(ChecksumForm.PSEUDO_HEADER);
        for (int i = 0; i < 10; i++) {
            hear(admission, ChecksumForm.MESSAGE_ONLY, 1);
            hear(admission, ChecksumForm.PSEUDO_HEADER, 1);
        }
        assertThat(admission.ownForm()).as("peers that differ").isEqualTo(ChecksumForm.PSEUDO_HEADER);
        hear(admission, ChecksumForm.MESSAGE_ONLY, 1);
        admission.admit(OWN, STRANGER, OWN, 255, advertisement(VrrpVersion.V3, 100), ChecksumForm.MESSAGE_ONLY, 0);
        assertThat(admission.ownForm()).as("one that counts, one that does not").isEqualTo(ChecksumForm.PSEUDO_HEADER);
        hear(admission, ChecksumForm.MESSAGE_ONLY, 1);
        assertThat(admission.ownForm()).isEqualTo(ChecksumForm.MESSAGE_ONLY);
        hear(admission, ChecksumForm.PSEUDO_HEADER, 2);
        assertThat(admission.ownForm()).as("and back").isEqualTo(ChecksumForm.PSEUDO_HEADER);
    }

    @Test
    void aChangeOfSettingsForgetsNoForm() {
        Admission admission = new Admission(BASE);
        hear(admission, ChecksumForm.MESSAGE_ONLY, 2);
        admission.change(BASE.toBuilder().checksum(ChecksumChoice.FOLLOW_PEER).build());
        assertThat(admission.ownForm()).isEqualTo(ChecksumForm.MESSAGE_ONLY);
    }

    @Test
    void version2OfARouterThatSpeaksVersion3IsIgnored() { // 5/O6, D3
        Admission admission = new Admission(BASE.toBuilder().alsoVersion2(true).build());
        assertThat(version2(admission, PEER, 0)).as("before it spoke version 3").isEmpty();
        assertThat(version3(admission, PEER, 100, S)).isEmpty();
        assertThat(version2(admission, PEER, S)).contains(RejectReason.VERSION_2_OF_VERSION_3_ROUTER);
        assertThat(version2(admission, STRANGER, S)).as("another router").isEmpty();
        assertThat(version2(admission, PEER, 4 * S - 1)).contains(RejectReason.VERSION_2_OF_VERSION_3_ROUTER);
        assertThat(version2(admission, PEER, 4 * S))
                .as("silent in version 3 for 3 intervals")
                .isEmpty();
    }

    @Test
    void itIsIgnoredForThreeOfTheIntervalsOfItsSender() { // 5/O6
        Admission admission = new Admission(BASE.toBuilder().alsoVersion2(true).build());
        assertThat(version3(admission, PEER, 1000, 0)).isEmpty();
        assertThat(version2(admission, PEER, 30 * S - 1)).contains(RejectReason.VERSION_2_OF_VERSION_3_ROUTER);
        assertThat(version2(admission, PEER, 30 * S)).isEmpty();
    }

    @Test
    void aRouterOfOneVersionRefusesTheOther() {
        Admission admission = new Admission(BASE);
        assertThat(version2(admission, PEER, 0)).contains(RejectReason.VERSION_MISMATCH);
    }

    @Test
    void sourcesOfVersion3AreBounded() { // 5/O6
        Version3Sources sources = new Version3Sources();
        for (int i = 0; i < 10_000; i++) {
            sources.heard(IpAddress.ofIpv4(i), AdvertisementInterval.DEFAULT, 0);
            sources.heard(PEER, AdvertisementInterval.DEFAULT, 0);
        }
        assertThat(sources.size()).isEqualTo(32);
        assertThat(sources.contains(PEER, 0)).as("heard of late").isTrue();
        assertThat(sources.contains(IpAddress.ofIpv4(1), 0)).isFalse();
    }

    private static void hear(Admission admission, ChecksumForm form, int times) {
        for (int i = 0; i < times; i++) {
            assertThat(admission.admit(OWN, PEER, GROUP, 255, advertisement(VrrpVersion.V3, 100), form, 0))
                    .isEmpty();
        }
    }

    private static Optional<RejectReason> admit(
            Admission admission, IpAddress source, IpAddress destination, int timeToLive) {
        return admission.admit(
                OWN,
                source,
                destination,
                timeToLive,
                advertisement(VrrpVersion.V3, 100),
                ChecksumForm.PSEUDO_HEADER,
                0);
    }

    private static Optional<RejectReason> version2(Admission admission, IpAddress source, long now) {
        return admission.admit(
                OWN, source, GROUP, 255, advertisement(VrrpVersion.V2, 100), ChecksumForm.MESSAGE_ONLY, now);
    }

    private static Optional<RejectReason> version3(Admission admission, IpAddress source, int centiseconds, long now) {
        return admission.admit(
                OWN, source, GROUP, 255, advertisement(VrrpVersion.V3, centiseconds), ChecksumForm.PSEUDO_HEADER, now);
    }

    private static Advertisement advertisement(VrrpVersion version, int centiseconds) {
        return new Advertisement(
                version,
                new Vrid(10),
                new Priority(100),
                new AdvertisementInterval(centiseconds),
                List.of(IpAddress.parse("192.0.2.1")),
                Authentication.NONE);
    }
}
