/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vip4j.vrrp.AddressFamily;
import io.vip4j.vrrp.AdvertisementInterval;
import io.vip4j.vrrp.ChecksumChoice;
import io.vip4j.vrrp.ConfigurationException;
import io.vip4j.vrrp.Priority;
import io.vip4j.vrrp.VirtualAddress;
import io.vip4j.vrrp.Vrid;
import io.vip4j.vrrp.VrrpVersion;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every rule of a configuration with the exact message (5/I3, 5/I8), and the defaults. */
final class VirtualRouterConfigTest {

    private record Row(String message, Consumer<VirtualRouterConfig.Builder> change) {}

    @TestFactory
    Stream<DynamicTest> refusedAtConfigurationTime() {
        return Stream.of(
                        new Row(
                                "networkInterface must be a word without white space: ''",
                                builder -> builder.networkInterface("")),
                        new Row(
                                "networkInterface must be a word without white space: 'eth 0'",
                                builder -> builder.networkInterface("eth 0")),
                        new Row(
                                "networkInterface must have 1..15 octets without '/': 'abcdefghijklmnop'",
                                builder -> builder.networkInterface("abcdefghijklmnop")),
                        new Row(
                                "networkInterface must have 1..15 octets without '/': 'a/b'",
                                builder -> builder.networkInterface("a/b")),
                        new Row("vrid must be 1..255: 0", builder -> builder.vrid(0)),
                        new Row("vrid must be 1..255: 256", builder -> builder.vrid(256)),
                        new Row("priority must be 1..255: 0", builder -> builder.priority(0)),
                        new Row("priority must be 0..255: 256", builder -> builder.priority(256)),
                        new Row(
                                "advertisementInterval must be a multiple of 10 ms from 10 ms to 255 s: PT0S",
                                builder -> builder.advertisementInterval(Duration.ZERO)),
                        new Row(
                                "advertisementInterval must be 1..4095 cs (10 ms to 40.95 s) with VRRPv3: 4096 cs",
                                builder -> builder.advertisementInterval(Duration.ofMillis(40960))),
                        new Row(
                                "advertisementInterval must be whole seconds from 1 to 255 with VRRPv2: 150 cs",
                                builder ->
                                        builder.version(VrrpVersion.V2).advertisementInterval(Duration.ofMillis(1500))),
                        new Row(
                                "addresses must be IPv4; use a second virtual router or excludedAddresses for: fe80::1/64",
                                builder -> builder.address("fe80::1/64")),
                        new Row("addresses must not repeat: 192.0.2.1", builder -> builder.address("192.0.2.1/32")),
                        new Row(
                                "password must be absent with VRRPv3, which has no authentication; use VRRPv2 or drop"
                                        + " it",
                                builder -> builder.password("secret")),
                        new Row(
                                "lease must be longer than advertisementInterval (100 cs), which renews it: 1 s",
                                builder -> builder.lease(AddressLease.of(Duration.ofSeconds(1)))),
                        new Row("address must be an IPv4 or IPv6 literal: 'www'", builder -> builder.address("www")))
                .map(row -> DynamicTest.dynamicTest(
                        row.message(),
                        () -> assertRefused(
                                row.message(),
                                () -> row.change()
                                        .andThen(VirtualRouterConfig.Builder::build)
                                        .accept(valid()))));
    }

    @Test
    void nameMustBeAWord() {
        assertRefused(
                "name must be a word without white space: ''",
                () -> minimal("").address("192.0.2.1").build());
        assertRefused(
                "name must be a word without white space: 'a\tb'",
                () -> minimal("a\tb").address("192.0.2.1").build());
    }

    @Test
    void addressesMustBeThereAndFitTheCountField() {
        assertRefused(
                "addresses of virtual router 'web' must have an entry; for an election without an address say so by"
                        + " giving the family",
                () -> minimal("web").build());
        assertThat(minimal("web").family(AddressFamily.IPV6).build().addresses())
                .isEmpty();
        VirtualRouterConfig.Builder builder = minimal("web");
        for (int i = 0; i < 255; i++) {
            builder.address("10.0." + i + ".1/24");
        }
        assertThat(builder.build().addresses()).hasSize(255);
        builder.address("10.1.0.1/24");
        assertRefused(
                "addresses must have at most 255 entries, as many as an IPv4 advertisement can carry; give the others as"
                        + " excludedAddresses: 256",
                builder::build);
    }

    /** F3 and 5/I8, RFC 9568 5.2.9: version 2 has no IPv6, and IPv6 starts with a link-local address. */
    @Test
    void ipv6NeedsVersion3AndALinkLocalAddressFirst() {
        assertRefused(
                "family must be IPv4 with VRRPv2: IPv6",
                () -> minimal("web")
                        .version(VrrpVersion.V2)
                        .address("fe80::1/64")
                        .build());
        assertRefused(
                "addresses must start with a link-local address (fe80::/10) with IPv6: 2001:db8::1/64",
                () -> minimal("web")
                        .address("2001:db8::1/64")
                        .address("fe80::1/64")
                        .build());
        assertThat(minimal("web")
                        .address("fe80::1/64")
                        .address("2001:db8::1/64")
                        .build()
                        .family())
                .isEqualTo(AddressFamily.IPV6);
    }

    @Test
    void requiredValuesAreAskedForByName() {
        assertRefused(
                "networkInterface of virtual router 'web' must be given",
                () -> VirtualRouterConfig.builder("web").vrid(1).build());
        assertRefused(
                "vrid of virtual router 'web' must be given",
                () -> VirtualRouterConfig.builder("web")
                        .networkInterface("eth0")
                        .build());
    }

    /** T1, T6, F4: the defaults of RFC 9568 6.1, and the checksum form that stock keepalived accepts. */
    @Test
    void defaultsAreThoseOfTheRfc() {
        assertThat(valid().build())
                .isEqualTo(new VirtualRouterConfig(
                        "web",
                        "eth0",
                        VrrpVersion.V3,
                        false,
                        AddressFamily.IPV4,
                        new Vrid(10),
                        new Priority(100),
                        new AdvertisementInterval(100),
                        new Preemption(true, Duration.ZERO),
                        Timing.DEFAULT,
                        new Transport.Multicast(Optional.empty()),
                        Optional.empty(),
                        List.of(VirtualAddress.parse("192.0.2.1/24")),
                        List.of(),
                        List.of(),
                        List.of(),
                        Optional.empty(),
                        Optional.empty(),
                        ChecksumChoice.PSEUDO_HEADER,
                        new Contest(true, true),
                        AnnouncementProfile.DEFAULT,
                        AddressLease.auto(),
                        Binding.INTERFACE,
                        Gate.NONE,
                        new ReleaseProfile(Duration.ofSeconds(5), false, 1),
                        Optional.empty(),
                        Optional.empty(),
                        List.of(),
                        List.of(),
                        true,
                        false));
    }

    @Test
    void passwordIsNeverPrinted() {
        VirtualRouterConfig config =
                valid().version(VrrpVersion.V2).password("geheim").build();
        assertThat(config.toString()).doesNotContain("geheim").contains("SimplePassword[********]");
    }

    @Test
    void laterChangesOfTheBuilderDoNotReachABuiltConfiguration() {
        VirtualRouterConfig.Builder builder = valid();
        VirtualRouterConfig config = builder.build();
        builder.address("192.0.2.2/24");
        assertThat(config.addresses()).containsExactly(VirtualAddress.parse("192.0.2.1/24"));
    }

    @Test
    void automaticLeaseIsLongEnoughForEveryInterval() {
        for (int centiseconds = 1; centiseconds <= 4095; centiseconds++) {
            valid().advertisementInterval(Duration.ofMillis(centiseconds * 10L)).build();
        }
    }

    private static VirtualRouterConfig.Builder minimal(String name) {
        return VirtualRouterConfig.builder(name).networkInterface("eth0").vrid(10);
    }

    private static VirtualRouterConfig.Builder valid() {
        return minimal("web").address("192.0.2.1/24");
    }

    private static void assertRefused(String message, Runnable attempt) {
        assertThatThrownBy(attempt::run)
                .isInstanceOf(ConfigurationException.class)
                .hasMessage(message);
    }
}
