/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.vrrp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Prefixes, routes, rules and the options of addresses. */
final class RouteValuesTest {

    private static final IpAddress NEXT_HOP = IpAddress.parse("192.0.2.254");

    private record Refusal(String message, Executable attempt) {}

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0/0",
                "128.0.0.0/1",
                "192.0.2.0/24",
                "192.0.2.1/32",
                "::/0",
                "8000::/1",
                "2001:db8::/32",
                "2001:db8:0:1::/64",
                "2001:db8:0:0:8000::/65",
                "2001:db8::1/128"
            })
    void prefixesAreReadAndShownAlike(String text) {
        assertThat(IpPrefix.parse(text)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "192.0.2.1/24",
                "1.0.0.0/0",
                "192.0.2.0/33",
                "192.0.2.0/-1",
                "192.0.2.0/",
                "192.0.2.0/x",
                "192.0.2.0/0024",
                "::1/0",
                "2001:db8::1/64",
                "2001:db8:0:1::/63",
                "2001:db8::8000:0:0:0/64",
                "2001:db8::1/127",
                "2001:db8::/129",
                "default"
            })
    void otherPrefixesAreRefused(String text) {
        assertThatThrownBy(() -> IpPrefix.parse(text)).isInstanceOf(ConfigurationException.class);
    }

    @TestFactory
    Stream<DynamicTest> refusedWithFieldRuleAndValue() {
        IpPrefix everything = IpPrefix.everything(AddressFamily.IPV4);
        IpAddress six = IpAddress.parse("2001:db8::1");
        return Stream.of(
                        new Refusal(
                                "route via must be IPv4 like 0.0.0.0/0: 2001:db8::1",
                                () -> VirtualRoute.via(everything, six)),
                        new Refusal(
                                "route table must be 1 or more: 0",
                                () -> route(VirtualRoute.Kind.UNICAST, Optional.of(NEXT_HOP), OptionalInt.of(0))),
                        new Refusal(
                                "route to 0.0.0.0/0 must have no next hop as it is BLACKHOLE",
                                () -> route(VirtualRoute.Kind.BLACKHOLE, Optional.of(NEXT_HOP), OptionalInt.empty())),
                        new Refusal("rule preference must be 1 or more: 0", () -> rule(0, everything)),
                        new Refusal(
                                "rule from must be IPv4: ::/0", () -> rule(1, IpPrefix.everything(AddressFamily.IPV6))),
                        new Refusal("scope must be 0..255: 256", () -> new AddressScope(256)),
                        new Refusal(
                                "label must have 1..15 octets: 'abcdefghijklmnop'",
                                () -> AddressOptions.NONE.label("abcdefghijklmnop")),
                        new Refusal(
                                "label and broadcast must be absent with IPv6: 2001:db8::1",
                                () -> new VirtualAddress(six, 64, AddressOptions.NONE.label("x"))),
                        new Refusal(
                                "peer must be IPv6 like 2001:db8::1: 192.0.2.254",
                                () -> new VirtualAddress(six, 64, AddressOptions.NONE.peer(NEXT_HOP))),
                        new Refusal(
                                "preferredLifetime and duplicateAddressDetection must be absent with IPv4:"
                                        + " 192.0.2.254",
                                () -> new VirtualAddress(
                                        NEXT_HOP, 24, AddressOptions.NONE.withDuplicateAddressDetection())),
                        new Refusal(
                                "preferredLifetime must be whole seconds, 0 or more: PT0.5S",
                                () -> AddressOptions.NONE.preferredLifetime(Duration.ofMillis(500))))
                .map(refusal -> DynamicTest.dynamicTest(
                        refusal.message(),
                        () -> assertThatThrownBy(refusal.attempt()::execute)
                                .isInstanceOf(ConfigurationException.class)
                                .hasMessage(refusal.message())));
    }

    @Test
    void scopesHaveTheNamesOfTheKernel() {
        assertThat(Stream.of(
                                AddressScope.GLOBAL,
                                AddressScope.SITE,
                                AddressScope.LINK,
                                AddressScope.HOST,
                                AddressScope.NOWHERE,
                                new AddressScope(7))
                        .map(AddressScope::toString))
                .containsExactly("global", "site", "link", "host", "nowhere", "7");
    }

    @Test
    void optionsAddUp() {
        AddressOptions options = AddressOptions.NONE
                .on("eth1")
                .label("eth1:web")
                .scope(AddressScope.LINK)
                .broadcast(IpAddress.parse("192.0.2.255"))
                .withoutPrefixRoute();
        VirtualAddress address = VirtualAddress.parse("192.0.2.1/24").with(options);
        assertThat(address.options().networkInterface()).contains("eth1");
        assertThat(address.options().label()).contains("eth1:web");
        assertThat(address.options().scope()).isEqualTo(AddressScope.LINK);
        assertThat(address.options().broadcast()).contains(IpAddress.parse("192.0.2.255"));
        assertThat(address.options().noPrefixRoute()).isTrue();
        assertThat(address).hasToString("192.0.2.1/24").isNotEqualTo(VirtualAddress.parse("192.0.2.1/24"));
    }

    private static VirtualRoute route(VirtualRoute.Kind kind, Optional<IpAddress> via, OptionalInt table) {
        return new VirtualRoute(
                kind,
                IpPrefix.everything(AddressFamily.IPV4),
                via,
                Optional.empty(),
                Optional.empty(),
                OptionalInt.empty(),
                table,
                Optional.empty(),
                false,
                OptionalInt.empty());
    }

    private static VirtualRule rule(int preference, IpPrefix from) {
        return new VirtualRule(
                AddressFamily.IPV4,
                preference,
                Optional.of(from),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                OptionalInt.empty(),
                OptionalInt.empty(),
                false,
                100);
    }
}
