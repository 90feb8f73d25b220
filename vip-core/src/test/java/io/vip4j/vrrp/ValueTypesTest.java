/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.vrrp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The ranges of the small values, with the exact message of each refusal. */
final class ValueTypesTest {

    private record Refusal(String message, Executable attempt) {}

    @TestFactory
    Stream<DynamicTest> refusals() {
        String interval = "advertisementInterval must be a multiple of 10 ms from 10 ms to 255 s: ";
        return Stream.of(
                        new Refusal("vrid must be 1..255: 0", () -> new Vrid(0)),
                        new Refusal("vrid must be 1..255: 256", () -> new Vrid(256)),
                        new Refusal("vrid must be 1..255: -1", () -> new Vrid(-1)),
                        new Refusal("priority must be 0..255: -1", () -> new Priority(-1)),
                        new Refusal("priority must be 0..255: 256", () -> new Priority(256)),
                        new Refusal("advertisementInterval must be 1..25500 cs: 0", () -> new AdvertisementInterval(0)),
                        new Refusal(
                                "advertisementInterval must be 1..25500 cs: 25501",
                                () -> new AdvertisementInterval(25501)),
                        new Refusal(interval + "PT0S", () -> AdvertisementInterval.of(Duration.ZERO)),
                        new Refusal(interval + "PT-0.01S", () -> AdvertisementInterval.of(Duration.ofMillis(-10))),
                        new Refusal(interval + "PT0.015S", () -> AdvertisementInterval.of(Duration.ofMillis(15))),
                        new Refusal(
                                interval + "PT1.000000001S",
                                () -> AdvertisementInterval.of(Duration.ofNanos(1_000_000_001))),
                        new Refusal(
                                interval + "PT4M15.01S", () -> AdvertisementInterval.of(Duration.ofMillis(255_010))),
                        new Refusal(
                                interval + Duration.ofSeconds(Long.MAX_VALUE),
                                () -> AdvertisementInterval.of(Duration.ofSeconds(Long.MAX_VALUE))),
                        new Refusal(
                                interval + Duration.ofSeconds(Long.MIN_VALUE),
                                () -> AdvertisementInterval.of(Duration.ofSeconds(Long.MIN_VALUE))),
                        new Refusal(
                                "advertisementInterval must be 1..4095 cs (10 ms to 40.95 s) with VRRPv3: 4096 cs",
                                () -> new AdvertisementInterval(4096).requireValidFor(VrrpVersion.V3)),
                        new Refusal(
                                "advertisementInterval must be whole seconds from 1 to 255 with VRRPv2: 150 cs",
                                () -> new AdvertisementInterval(150).requireValidFor(VrrpVersion.V2)),
                        new Refusal(
                                "advertisementInterval must be whole seconds from 1 to 255 with VRRPv2: 99 cs",
                                () -> new AdvertisementInterval(99).requireValidFor(VrrpVersion.V2)),
                        new Refusal("password must have 1..8 octets: it has 0", () -> SimplePassword.of("")),
                        new Refusal("password must have 1..8 octets: it has 9", () -> SimplePassword.of("abcdefghi")),
                        new Refusal(
                                "password must have 1..8 octets: it has 10",
                                () -> SimplePassword.of("\u00e4\u00e4\u00e4\u00e4\u00e4")),
                        virtual("virtual address must be a unicast address: 224.0.0.18", "224.0.0.18/24"),
                        virtual("virtual address must be a unicast address: 255.255.255.255", "255.255.255.255"),
                        virtual("virtual address must be a unicast address: 0.0.0.0", "0.0.0.0/24"),
                        virtual("virtual address must be a unicast address: 127.0.0.1", "127.0.0.1/8"),
                        virtual("virtual address must be a unicast address: ff02::12", "ff02::12"),
                        virtual("virtual address must be a unicast address: ::1", "::1"),
                        virtual("virtual address must be a unicast address: ::", "::/0"),
                        virtual("prefix length of 192.0.2.1 must be 1..32: 33", "192.0.2.1/33"),
                        virtual("prefix length of 2001:db8::1 must be 1..128: 129", "2001:db8::1/129"),
                        virtual("prefix length of 192.0.2.1 must be 1..32: 0", "192.0.2.1/0"),
                        virtual("prefix length of 192.0.2.1 must be 1..32: ''", "192.0.2.1/"),
                        virtual("prefix length of 192.0.2.1 must be 1..32: '-1'", "192.0.2.1/-1"),
                        virtual("prefix length of 192.0.2.1 must be 1..32: '0024'", "192.0.2.1/0024"),
                        virtual("prefix length of 192.0.2.1 must be 1..32: '24/8'", "192.0.2.1/24/8"),
                        virtual("prefix length of 192.0.2.1 must be 1..32: '\u0661'", "192.0.2.1/\u0661"),
                        virtual("address must be an IPv4 or IPv6 literal: ''", "/24"),
                        virtual("address must be an IPv4 or IPv6 literal: 'www'", "www/24"),
                        new Refusal(
                                "prefix length of 192.0.2.1 must be 1..32: -1",
                                () -> new VirtualAddress(IpAddress.parse("192.0.2.1"), -1)))
                .map(refusal -> DynamicTest.dynamicTest(
                        refusal.message(),
                        () -> assertThatThrownBy(refusal.attempt()::execute)
                                .isInstanceOf(ConfigurationException.class)
                                .hasMessage(refusal.message())));
    }

    private static Refusal virtual(String message, String text) {
        return new Refusal(message, () -> VirtualAddress.parse(text));
    }

    @Test
    void everyVridAndPriorityInRangeIsTaken() {
        IntStream.rangeClosed(1, 255)
                .forEach(value -> assertThat(new Vrid(value)).hasToString(Integer.toString(value)));
        IntStream.rangeClosed(0, 255)
                .forEach(value -> assertThat(new Priority(value)).hasToString(Integer.toString(value)));
    }

    /** F4, F5. */
    @Test
    void zeroAndOwnerAreSpecialPriorities() {
        for (int value = 0; value <= 255; value++) {
            assertThat(new Priority(value).isZero()).isEqualTo(value == 0);
            assertThat(new Priority(value).isOwner()).isEqualTo(value == 255);
        }
        assertThat(Priority.DEFAULT).isEqualTo(new Priority(100));
        assertThat(new Priority(200)).isGreaterThan(new Priority(100));
        assertThat(new Priority(100)).isEqualByComparingTo(Priority.DEFAULT);
    }

    /** T1, F8. */
    @Test
    void everyIntervalOfBothVersionsIsTakenWithoutRounding() {
        for (int centiseconds = 1; centiseconds <= 4095; centiseconds++) {
            AdvertisementInterval interval = AdvertisementInterval.of(Duration.ofMillis(centiseconds * 10L));
            assertThat(interval.requireValidFor(VrrpVersion.V3)).isEqualTo(new AdvertisementInterval(centiseconds));
            assertThat(interval.toDuration()).isEqualTo(Duration.ofMillis(centiseconds * 10L));
        }
        for (int seconds = 1; seconds <= 255; seconds++) {
            AdvertisementInterval interval = AdvertisementInterval.of(Duration.ofSeconds(seconds));
            assertThat(interval.requireValidFor(VrrpVersion.V2).wholeSeconds()).isEqualTo(seconds);
        }
        assertThat(AdvertisementInterval.DEFAULT).hasToString("100 cs");
    }

    @ParameterizedTest
    @ValueSource(strings = {"192.0.2.1/24", "192.0.2.1/1", "192.0.2.1/32", "2001:db8::1/64", "fe80::1/128"})
    void virtualAddressIsReadAndWritten(String text) {
        assertThat(VirtualAddress.parse(text)).hasToString(text);
    }

    @Test
    void virtualAddressWithoutPrefixIsAHost() {
        assertThat(VirtualAddress.parse("192.0.2.1")).hasToString("192.0.2.1/32");
        assertThat(VirtualAddress.parse("2001:db8::1")).hasToString("2001:db8::1/128");
    }

    /** A1: padded with zeros, first octet highest. */
    @Test
    void passwordIsPaddedAndNeverPrinted() {
        assertThat(SimplePassword.of("abcd").data()).isEqualTo(0x6162636400000000L);
        assertThat(SimplePassword.of("abcdefgh").data()).isEqualTo(0x6162636465666768L);
        assertThat(SimplePassword.of("abcd")).hasToString("SimplePassword[********]");
        assertThat(SimplePassword.of("abcd"))
                .isEqualTo(SimplePassword.of("abcd"))
                .hasSameHashCodeAs(SimplePassword.of("abcd"))
                .isNotEqualTo(SimplePassword.of("abce"));
    }
}
