/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.vip4j.vrrp.AddressFamily;
import io.vip4j.vrrp.ChecksumForm;
import io.vip4j.vrrp.IpAddress;
import io.vip4j.vrrp.SimplePassword;
import io.vip4j.wire.Advertisement.Authentication;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Bytes to values and back: packets of other implementations, one fault per check, and seeded noise. */
final class AdvertisementCodecTest {

    /** Reasons that need more than one datagram and one router's settings; the driver gives them. */
    private static final Set<RejectReason> OF_THE_DRIVER = EnumSet.of(
            RejectReason.VRID_UNKNOWN,
            RejectReason.OWN_SOURCE,
            RejectReason.TRANSPORT_MISMATCH,
            RejectReason.PEER_UNKNOWN,
            RejectReason.PEER_TTL,
            RejectReason.VERSION_2_OF_VERSION_3_ROUTER,
            RejectReason.NOT_RUNNING);

    private static final long SEED = 9568;
    private static final int RANDOM_DATAGRAMS = 10_000;

    @TestFactory
    Stream<DynamicTest> vectorsAreJudgedAsTheyShouldBe() {
        List<Vector> vectors = Vector.all();
        assertThat(vectors).hasSize(71);
        return vectors.stream()
                .map(vector -> DynamicTest.dynamicTest(
                        vector.id() + " " + vector.expected(),
                        () -> assertThat(verdict(judged(vector), vector.receiver(Optional.empty())))
                                .isEqualTo(reasonOf(vector.expected()))));
    }

    /** The file judges the TTL of unicast too, as the RFC does not. */
    private static Datagram judged(Vector vector) {
        return vector.expected().equals("discard:ttl") ? vector.datagram().toGroup() : vector.datagram();
    }

    @Test
    void unicastVectorsAreRefusedWhateverTheirTtl() {
        List<Vector> unicast = Vector.all().stream()
                .filter(vector -> vector.datagram().isUnicast())
                .filter(vector -> vector.expected().equals("discard:ttl"))
                .toList();
        assertThat(unicast)
                .hasSize(12)
                .allSatisfy(vector -> assertThat(verdict(vector.datagram(), vector.receiver(Optional.empty())))
                        .isPresent()
                        .isNotEqualTo(Optional.of(RejectReason.TTL_NOT_255)));
    }

    @TestFactory
    Stream<DynamicTest> vectorsWithAPasswordAreAcceptedByARouterThatHasIt() {
        return Vector.all().stream()
                .filter(vector -> vector.password().isPresent())
                .map(vector -> DynamicTest.dynamicTest(vector.id(), () -> {
                    assertThat(verdict(vector.datagram(), vector.receiver(vector.password())))
                            .isEmpty();
                    RouterFilter other = vector.receiver(Optional.of(SimplePassword.of("abcdefgi")));
                    assertThat(verdict(vector.datagram(), other)).contains(RejectReason.AUTHENTICATION_FAILED);
                }));
    }

    @TestFactory
    Stream<DynamicTest> acceptedVectorsAreReadInEveryFieldAndWrittenBackOctetForOctet() {
        return decodable()
                .map(vector -> DynamicTest.dynamicTest(vector.id(), () -> {
                    Datagram datagram = vector.datagram();
                    Decoded.Accepted accepted = accepted(datagram.decode());
                    assertThat(accepted).isEqualTo(new Decoded.Accepted(vector.advertisement(), vector.checksumForm()));
                    byte[] written = datagram.encode(accepted.advertisement(), accepted.checksumForm());
                    if (vector.hasReservedBits()) {
                        // RFC 9568 5.2.6: zero on transmit.
                        assertThat(written).isEqualTo(withoutReservedBits(datagram, accepted.checksumForm()));
                    } else {
                        assertThat(written).isEqualTo(datagram.message());
                    }
                }));
    }

    @TestFactory
    Stream<DynamicTest> receiveChecks() {
        return ReceiveChecks.ROWS.stream()
                .map(row -> DynamicTest.dynamicTest(
                        row.name(),
                        () -> assertThat(verdict(row.datagram(), row.receiver()))
                                .as(row.datagram().toString())
                                .isEqualTo(row.reason())));
    }

    @Test
    void everyReasonHasARow() {
        Set<RejectReason> missing = EnumSet.complementOf(EnumSet.copyOf(OF_THE_DRIVER));
        ReceiveChecks.ROWS.forEach(row -> row.reason().ifPresent(missing::remove));
        assertThat(missing).as("reasons without a row").isEmpty();
        assertThat(ReceiveChecks.names()).doesNotHaveDuplicates();
    }

    /** The order of the checks: with every fault at once, each repair uncovers the next one. */
    @Test
    void theFirstFailingCheckGivesTheReason() {
        Datagram worst = ReceiveChecks.V6
                .from("2001:db8::c8")
                .with(8, 0x20)
                .timeToLive(1)
                .with(0, 0x02)
                .with(1, 0)
                .with(3, 0)
                .with(5, 0);
        Datagram version = worst.timeToLive(255);
        Datagram type = version.with(0, 0x32);
        Datagram vrid = type.with(0, 0x31);
        Datagram count = vrid.with(1, 10);
        Datagram length = count.with(3, 1);
        Datagram interval = length.with(3, 2);
        Datagram checksum = interval.with(5, 100);
        Datagram source = checksum.checksum(ChecksumForm.PSEUDO_HEADER);
        Datagram first = source.from("fe80::c8").checksum(ChecksumForm.PSEUDO_HEADER);
        Datagram right = first.with(8, 0xFE).checksum(ChecksumForm.PSEUDO_HEADER);
        assertThat(Stream.of(worst, version, type, vrid, count, length, interval, checksum, source, first)
                        .map(AdvertisementCodecTest::rejection))
                .containsExactly(
                        RejectReason.TTL_NOT_255,
                        RejectReason.VERSION_UNKNOWN,
                        RejectReason.TYPE_UNKNOWN,
                        RejectReason.VRID_ZERO,
                        RejectReason.COUNT_ZERO,
                        RejectReason.LENGTH_MISMATCH,
                        RejectReason.INTERVAL_ZERO,
                        RejectReason.CHECKSUM,
                        RejectReason.SOURCE_NOT_LINK_LOCAL,
                        RejectReason.FIRST_ADDRESS_NOT_LINK_LOCAL)
                .isSorted();
        assertThat(right.decode()).isInstanceOf(Decoded.Accepted.class);
    }

    /** 5/V20: no flip of a single bit gets past the checks, and none throws. */
    @Test
    void everyBitFlipOfTenGoodPacketsIsRejected() {
        List<Vector> good = Stream.of(
                        "tcpdump-001",
                        "tcpdump-002",
                        "tcpdump-008",
                        "tcpdump-009",
                        "tcpdump-015",
                        "ze-v2",
                        "snap-v3-4",
                        "derived-v3-ok-mo",
                        "derived-v3-ok-ps",
                        "derived-v6-ok")
                .map(id -> Vector.all().stream()
                        .filter(vector -> vector.id().equals(id))
                        .findFirst()
                        .orElseThrow())
                .toList();
        for (Vector vector : good) {
            Datagram datagram = vector.datagram();
            accepted(datagram.decode());
            for (int bit = 0; bit < datagram.message().length * 8; bit++) {
                assertThat(datagram.flip(bit).decode())
                        .as("%s with bit %d flipped", vector.id(), bit)
                        .isInstanceOf(Decoded.Rejected.class);
            }
        }
    }

    /** 5/V20: what is accepted has a right checksum and says the same when it is written again; nothing throws. */
    @Test
    void randomOctetsNeverThrowAndAcceptedOnesComeBack() {
        SplittableRandom random = new SplittableRandom(SEED);
        int acceptedCount = 0;
        for (int i = 0; i < RANDOM_DATAGRAMS; i++) {
            Datagram datagram = random(random);
            String what = "seed " + SEED + ", datagram " + i + ": " + datagram;
            try {
                if (datagram.decode() instanceof Decoded.Accepted accepted) {
                    acceptedCount++;
                    assertComesBack(datagram, accepted, what);
                }
            } catch (RuntimeException e) {
                fail(what, e);
            }
        }
        // The generator mends checksums now and then, so that this test sees more than rejections.
        assertThat(acceptedCount).as("seed %d: accepted", SEED).isGreaterThan(RANDOM_DATAGRAMS / 20);
    }

    /** A1: read from the end of the message, and never shown. */
    @Test
    void authenticationDataIsNeverPrinted() {
        Decoded.Accepted accepted = accepted(ReceiveChecks.V2_PASSWORD.decode());
        assertThat(accepted.advertisement().authentication()).isEqualTo(new Authentication(1, 0x6162636400000000L));
        assertThat(accepted.toString()).doesNotContain("abcd", "6162", Long.toString(0x6162636400000000L));
    }

    @Test
    void ownAuthenticationFieldsAreThoseThatARouterExpects() {
        Vector any = Vector.all().get(0);
        assertThat(any.receiver(Optional.empty()).expectedAuthentication()).isEqualTo(Authentication.NONE);
        assertThat(any.receiver(any.password()).expectedAuthentication())
                .isEqualTo(new Authentication(1, 0x6162636465666768L));
    }

    private static void assertComesBack(Datagram datagram, Decoded.Accepted accepted, String what) {
        ChecksumForm form = accepted.checksumForm();
        assertThat(datagram.forms()).as(what).contains(form);
        assertThat(datagram.checksumIsRight(form)).as(what).isTrue();
        assertThat(datagram.timeToLive()).as(what).isEqualTo(255);
        assertThat(datagram.encode(accepted.advertisement(), form))
                .as(what)
                .isEqualTo(withoutReservedBits(datagram, form));
    }

    private static Datagram random(SplittableRandom random) {
        boolean ipv6 = random.nextInt(3) == 0;
        byte[] message = new byte[random.nextInt(64)];
        random.nextBytes(message);
        if (message.length > 3 && random.nextInt(4) != 0) {
            message[0] = (byte) (random.nextBoolean() ? 0x31 : 0x21);
            int octets = (ipv6 ? AddressFamily.IPV6 : AddressFamily.IPV4).octets();
            int trailer = message[0] == 0x31 ? 0 : 8;
            message[3] = (byte) random.nextInt(1, 4);
            if (random.nextInt(4) != 0) {
                message = Arrays.copyOf(message, 8 + trailer + message[3] * octets);
            }
        }
        if (ipv6 && message.length > 9 && random.nextBoolean()) {
            message[8] = (byte) 0xFE;
            message[9] = (byte) 0x80;
        }
        IpAddress source = IpAddress.parse(ipv6 ? "fe80::c8" : "192.0.2.251");
        int timeToLive = random.nextInt(8) == 0 ? random.nextInt(256) : 255;
        Datagram datagram = new Datagram(source, source.family().vrrpGroup(), timeToLive, message);
        if (message.length > 7 && random.nextBoolean()) {
            ChecksumForm[] forms = datagram.forms();
            return datagram.checksum(forms[random.nextInt(forms.length)]);
        }
        return datagram;
    }

    private static byte[] withoutReservedBits(Datagram datagram, ChecksumForm form) {
        Datagram cleared = datagram.isVersion3() ? datagram.with(4, datagram.message()[4] & 0x0F) : datagram;
        return cleared.checksum(form).message();
    }

    private static Stream<Vector> decodable() {
        return Vector.all().stream()
                .filter(vector ->
                        vector.expected().equals("accept") || vector.password().isPresent());
    }

    private static Optional<RejectReason> verdict(Datagram datagram, RouterFilter receiver) {
        Decoded decoded = datagram.decode();
        return decoded instanceof Decoded.Accepted accepted
                ? receiver.check(accepted.advertisement())
                : Optional.of(((Decoded.Rejected) decoded).reason());
    }

    private static RejectReason rejection(Datagram datagram) {
        return datagram.decode() instanceof Decoded.Rejected rejected
                ? rejected.reason()
                : fail("accepted: " + datagram);
    }

    private static Decoded.Accepted accepted(Decoded decoded) {
        return decoded instanceof Decoded.Accepted accepted ? accepted : fail("rejected: " + decoded);
    }

    private static Optional<RejectReason> reasonOf(String expected) {
        return switch (expected) {
            case "accept" -> Optional.empty();
            case "discard:ttl" -> Optional.of(RejectReason.TTL_NOT_255);
            case "discard:short" -> Optional.of(RejectReason.TRUNCATED);
            case "discard:version" -> Optional.of(RejectReason.VERSION_UNKNOWN);
            case "discard:count-zero" -> Optional.of(RejectReason.COUNT_ZERO);
            case "discard:length" -> Optional.of(RejectReason.LENGTH_MISMATCH);
            case "discard:auth-type" -> Optional.of(RejectReason.AUTHENTICATION_TYPE_MISMATCH);
            case "discard:interval-zero" -> Optional.of(RejectReason.INTERVAL_ZERO);
            case "discard:checksum" -> Optional.of(RejectReason.CHECKSUM);
            case "discard:first-address-not-link-local" -> Optional.of(RejectReason.FIRST_ADDRESS_NOT_LINK_LOCAL);
            default -> throw new AssertionError("verdict without a reason of ours: " + expected);
        };
    }
}
