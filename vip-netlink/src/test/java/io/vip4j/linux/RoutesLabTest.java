/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vip4j.linux.lab.Lab;
import io.vip4j.linux.lab.LabTest;
import io.vip4j.spi.PlatformException;
import io.vip4j.vrrp.AddressFamily;
import io.vip4j.vrrp.AddressScope;
import io.vip4j.vrrp.IpAddress;
import io.vip4j.vrrp.IpPrefix;
import io.vip4j.vrrp.VirtualAddress;
import io.vip4j.vrrp.VirtualRoute;
import io.vip4j.vrrp.VirtualRoute.Kind;
import io.vip4j.vrrp.VirtualRule;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Routes and policy rules of a real kernel, observed by the ip program. */
@LabTest
class RoutesLabTest {

    private static final OptionalInt NONE = OptionalInt.empty();
    private static final VirtualAddress VIP = VirtualAddress.parse("198.51.100.10/32");
    private static final VirtualAddress IPV6_VIP = VirtualAddress.parse("2001:db8::10/128");
    private static final VirtualRoute ONWARD = VirtualRoute.via(prefix("203.0.113.0/24"), address("198.51.100.254"));
    private static final VirtualRoute DETAILED = new VirtualRoute(
            Kind.UNICAST,
            prefix("192.0.2.0/24"),
            Optional.of(address("203.0.114.1")),
            Optional.of("eth0"),
            Optional.of(VIP.address()),
            OptionalInt.of(5),
            OptionalInt.of(1000),
            Optional.of(AddressScope.SITE),
            true,
            OptionalInt.of(1400));
    private static final VirtualRoute IPV6_DETAILED = new VirtualRoute(
            Kind.UNICAST,
            prefix("2001:db8:5::/48"),
            Optional.of(address("2001:db8::fe")),
            Optional.empty(),
            Optional.of(IPV6_VIP.address()),
            OptionalInt.of(7),
            OptionalInt.of(1000),
            Optional.empty(),
            true,
            OptionalInt.of(1400));
    private static final List<VirtualRoute> IPV6_ROUTES = List.of(
            VirtualRoute.via(prefix("::/0"), address("fe80::1")),
            VirtualRoute.via(prefix("2001:db8:6::/48"), address("2001:db8::fe")),
            IPV6_DETAILED,
            kind(Kind.BLACKHOLE, "2001:db8:7::/48"),
            kind(Kind.UNREACHABLE, "2001:db8:8::/48"),
            kind(Kind.PROHIBIT, "2001:db8:9::/48"));
    private static final List<VirtualRoute> IPV4_ROUTES = List.of(
            onLink("10.9.0.0/16"),
            VirtualRoute.via(prefix("0.0.0.0/0"), address("10.9.0.1")),
            ONWARD,
            DETAILED,
            kind(Kind.BLACKHOLE, "10.1.0.0/16"),
            kind(Kind.UNREACHABLE, "10.2.0.0/16"),
            kind(Kind.PROHIBIT, "10.3.0.0/16"));
    /** In the main table; the kernel removes it together with its source address. */
    private static final VirtualRoute SOURCED = new VirtualRoute(
            Kind.UNICAST,
            prefix("10.8.0.0/16"),
            Optional.of(address("198.51.100.254")),
            Optional.empty(),
            Optional.of(VIP.address()),
            NONE,
            NONE,
            Optional.empty(),
            false,
            NONE);

    private static final String SOURCED_TEXT = "10.8.0.0/16 via 198.51.100.254 dev eth0 src 198.51.100.10";
    private static final VirtualRule WIDE = rule("10.0.0.0/8");
    private static final VirtualRule FULL = new VirtualRule(
            AddressFamily.IPV4,
            100,
            Optional.of(prefix("10.0.0.0/8")),
            Optional.of(prefix("192.0.2.0/24")),
            Optional.of("eth0"),
            Optional.of("eth7"),
            OptionalInt.of(0x10),
            OptionalInt.of(0xF0),
            true,
            1000);
    private static final VirtualRule IPV6_RULE = new VirtualRule(
            AddressFamily.IPV6,
            200,
            Optional.of(prefix("2001:db8::/32")),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            OptionalInt.of(3),
            NONE,
            false,
            77);

    private final Lab lab = new Lab();
    private final Lab.Node node = lab.node("198.51.100.1/24");
    private final LinuxVipPlatform platform = LinuxVipPlatform.createIn(node.file());

    RoutesLabTest() {
        node.run("sysctl", "-qw", "net.ipv6.conf.eth0.accept_dad=0");
        node.run("ip", "addr", "add", "2001:db8::1/64", "dev", "eth0", "nodad");
    }

    @AfterEach
    void close() {
        platform.close();
        lab.close();
    }

    @Test
    void ipv4RoutesAreAddedInOrderAfterTheAddressAndRemoved() {
        platform.binder().bind("eth0", List.of(VIP), Optional.empty());
        add(IPV4_ROUTES, List.of());

        assertThat(routes("-4", "main"))
                .containsExactlyInAnyOrder(
                        "default via 10.9.0.1 dev eth0",
                        "10.9.0.0/16 dev eth0 scope link",
                        "203.0.113.0/24 via 198.51.100.254 dev eth0",
                        "blackhole 10.1.0.0/16",
                        "unreachable 10.2.0.0/16",
                        "prohibit 10.3.0.0/16");
        assertThat(routes("-4", "1000"))
                .containsExactly("192.0.2.0/24 via 203.0.114.1 dev eth0 scope site src 198.51.100.10 metric 5 onlink"
                        + " mtu 1400");

        remove(IPV4_ROUTES, List.of());

        assertThat(routes("-4", "all")).isEmpty();
        assertThat(node.run("ip", "route", "show", "198.51.100.0/24")).contains("eth0");
    }

    @Test
    void ipv6RoutesAreAddedInOrderAfterTheAddressAndRemoved() {
        platform.binder().bind("eth0", List.of(IPV6_VIP), Optional.empty());
        add(IPV6_ROUTES, List.of());

        assertThat(routes("-6", "main"))
                .containsExactlyInAnyOrder(
                        "default via fe80::1 dev eth0 metric 1024 pref medium",
                        "2001:db8:6::/48 via 2001:db8::fe dev eth0 metric 1024 pref medium",
                        "blackhole 2001:db8:7::/48 dev lo metric 1024 pref medium",
                        "unreachable 2001:db8:8::/48 dev lo metric 1024 pref medium",
                        "prohibit 2001:db8:9::/48 dev lo metric 1024 pref medium");
        assertThat(routes("-6", "1000"))
                .containsExactly("2001:db8:5::/48 via 2001:db8::fe dev eth0 src 2001:db8::10 metric 7 onlink"
                        + " mtu 1400 pref medium");
        // The same once more changes nothing and is no failure.
        add(IPV6_ROUTES, List.of());

        remove(IPV6_ROUTES, List.of());

        assertThat(routes("-6", "all")).isEmpty();
    }

    @Test
    void routesThatVanishedWithTheirAddressOrInterfaceCountAsRemoved() {
        platform.binder().bind("eth0", List.of(VIP), Optional.empty());
        List<VirtualRoute> all = with(IPV4_ROUTES, SOURCED);
        add(all, List.of(FULL));
        LoopCalls.await(platform.binder().unbind("eth0", List.of(VIP)));
        assertThat(routes("-4", "main")).hasSize(6).doesNotContain(SOURCED_TEXT);

        remove(all, List.of(FULL));
        remove(all, List.of(FULL));
        assertThat(routes("-4", "all")).isEmpty();

        add(List.of(ONWARD, kind(Kind.BLACKHOLE, "10.1.0.0/16")), List.of());
        node.run("ip", "link", "del", "eth0");
        remove(List.of(ONWARD, kind(Kind.BLACKHOLE, "10.1.0.0/16")), List.of());
        assertThat(routes("-4", "all")).isEmpty();
        assertThatThrownBy(() -> add(List.of(ONWARD), List.of()))
                .isInstanceOf(PlatformException.class)
                .hasMessage("no network interface eth0 for the route to 203.0.113.0/24; was it removed or renamed?");
    }

    @Test
    void routesThatVanishedAreAddedAgainAndOthersStay() {
        List<VirtualRoute> all = with(IPV4_ROUTES, SOURCED);
        LoopCalls.await(platform.binder().bind("eth0", List.of(VIP), Optional.empty()));
        add(all, List.of(FULL));
        LoopCalls.await(platform.binder().unbind("eth0", List.of(VIP)));
        LoopCalls.await(platform.binder().bind("eth0", List.of(VIP), Optional.empty()));

        add(all, List.of(FULL));

        assertThat(routes("-4", "1000")).hasSize(1);
        assertThat(routes("-4", "main")).hasSize(7).contains(SOURCED_TEXT);
        assertThat(rules("-4", 100)).hasSize(1);
    }

    @Test
    void foreignRouteIsAFailureAndStays() {
        for (String[] foreign : new String[][] {
            {"-4", "203.0.113.0/24 via 198.51.100.7 dev eth0"},
            {"-4", "203.0.113.0/24 via 198.51.100.254 dev eth0"},
            {"-4", "203.0.113.0/24 nexthop via 198.51.100.7 dev eth0 nexthop via 198.51.100.8 dev eth0"},
            {"-6", "2001:db8:6::/48 via 2001:db8::7 dev eth0"}
        }) {
            change("add", foreign);
            String before = all(foreign[0]);
            boolean ipv4 = foreign[0].equals("-4");
            VirtualRoute route = ipv4 ? ONWARD : IPV6_ROUTES.get(1);

            assertThatThrownBy(() -> add(List.of(kind(Kind.BLACKHOLE, "10.1.0.0/16"), route), List.of()))
                    .isInstanceOf(PlatformException.class)
                    .hasMessageStartingWith("RTM_NEWROUTE " + route.destination() + " via "
                            + route.via().orElseThrow() + ": the route " + route.destination())
                    .hasMessageEndingWith(
                            "was configured by someone else; remove it, or give the virtual route" + " another metric");
            remove(List.of(route), List.of());

            assertThat(all(foreign[0])).isEqualTo(before);
            assertThat(routes("-4", "main")).as("added by the failed call").isEmpty();
            change("del", foreign);
        }
    }

    @Test
    void leftoverRouteIsReplacedAndTheForeignOneBesideItStays() {
        node.run("ip", "route", "add", "203.0.113.0/24", "via", "198.51.100.7", "proto", "112", "mtu", "1300");
        node.run("ip", "route", "add", "203.0.113.0/24", "via", "198.51.100.8", "metric", "50");
        node.run("ip", "route", "add", "203.0.113.0/24", "via", "198.51.100.8", "metric", "60", "proto", "112");
        node.run("ip", "-6", "route", "add", "2001:db8:6::/48", "via", "2001:db8::7", "proto", "112");
        node.run("ip", "route", "add", "blackhole", "10.2.0.0/16", "proto", "112");

        add(List.of(ONWARD, IPV6_ROUTES.get(1), kind(Kind.UNREACHABLE, "10.2.0.0/16")), List.of());

        assertThat(routes("-4", "main"))
                .containsExactlyInAnyOrder(
                        "203.0.113.0/24 via 198.51.100.254 dev eth0",
                        "203.0.113.0/24 via 198.51.100.8 dev eth0 metric 60",
                        "unreachable 10.2.0.0/16");
        assertThat(routes("-6", "main"))
                .containsExactly("2001:db8:6::/48 via 2001:db8::fe dev eth0 metric 1024 pref medium");
        remove(List.of(ONWARD), List.of());
        assertThat(node.run("ip", "route", "show", "203.0.113.0/24"))
                .contains("metric 50")
                .contains("metric 60")
                .doesNotContain("198.51.100.254");
    }

    @Test
    void failureUndoesRoutesAndRulesOfTheCallOnly() {
        add(List.of(ONWARD), List.of(WIDE));
        VirtualRoute unreachable = VirtualRoute.via(prefix("10.4.0.0/16"), address("192.0.2.99"));

        assertThatThrownBy(() -> add(List.of(ONWARD, onLink("10.9.0.0/16"), unreachable), List.of(WIDE, FULL)))
                .isInstanceOf(PlatformException.class)
                .hasMessageStartingWith("RTM_NEWROUTE 10.4.0.0/16 via 192.0.2.99: ENETUNREACH Network is unreachable: ")
                .hasMessageContaining("Nexthop has invalid gateway");

        assertThat(routes("-4", "all")).containsExactly("203.0.113.0/24 via 198.51.100.254 dev eth0");
        assertThat(rules("-4", 100)).hasSize(1);
    }

    @Test
    void rulesAreAddedAndRemoved() {
        add(List.of(), List.of(WIDE, FULL, IPV6_RULE));
        add(List.of(), List.of(WIDE, FULL, IPV6_RULE));

        assertThat(rules("-4", 100))
                .containsExactlyInAnyOrder(
                        "100: from 10.0.0.0/8 lookup 1000 proto 112",
                        "100: not from 10.0.0.0/8 to 192.0.2.0/24 fwmark 0x10/0xf0 iif eth0 oif eth7 [detached] lookup"
                                + " 1000 proto 112");
        assertThat(rules("-6", 200)).containsExactly("200: from 2001:db8::/32 fwmark 0x3 lookup 77 proto 112");

        remove(List.of(), List.of(WIDE, FULL, IPV6_RULE));

        assertThat(rules("-4", 100)).isEmpty();
        assertThat(rules("-6", 200)).isEmpty();
    }

    @Test
    void narrowRuleOfTheSamePreferenceIsNotMistakenForAWideOne() {
        VirtualRule narrow = new VirtualRule(
                AddressFamily.IPV4,
                100,
                WIDE.from(),
                Optional.of(prefix("192.0.2.0/24")),
                Optional.empty(),
                Optional.empty(),
                NONE,
                NONE,
                false,
                1000);
        add(List.of(), List.of(narrow, WIDE));

        remove(List.of(), List.of(WIDE, narrow));

        assertThat(rules("-4", 100)).isEmpty();
    }

    @Test
    void foreignRuleIsAFailureAndStays() {
        node.run("ip", "rule", "add", "pref", "100", "from", "10.0.0.0/8", "lookup", "1000");
        node.run("ip", "rule", "add", "pref", "100", "from", "10.0.0.0/8", "to", "192.0.2.0/24", "lookup", "1000");
        List<String> before = rules("-4", 100);

        assertThatThrownBy(() -> add(List.of(ONWARD), List.of(FULL, WIDE)))
                .isInstanceOf(PlatformException.class)
                .hasMessageStartingWith("RTM_NEWRULE 100: from 10.0.0.0/8 lookup 1000: the same rule was configured by"
                        + " someone else (proto ");
        remove(List.of(), List.of(WIDE));

        assertThat(rules("-4", 100)).isEqualTo(before);
        assertThat(routes("-4", "all")).isEmpty();
    }

    private static List<VirtualRoute> with(List<VirtualRoute> routes, VirtualRoute last) {
        return Stream.concat(routes.stream(), Stream.of(last)).toList();
    }

    private static IpPrefix prefix(String text) {
        return IpPrefix.parse(text);
    }

    private static IpAddress address(String text) {
        return IpAddress.parse(text);
    }

    private static VirtualRoute kind(Kind kind, String destination) {
        return new VirtualRoute(
                kind,
                prefix(destination),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                NONE,
                NONE,
                Optional.empty(),
                false,
                NONE);
    }

    private static VirtualRoute onLink(String destination) {
        return kind(Kind.UNICAST, destination);
    }

    private static VirtualRule rule(String from) {
        return new VirtualRule(
                AddressFamily.IPV4,
                100,
                Optional.of(prefix(from)),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                NONE,
                NONE,
                false,
                1000);
    }

    private void change(String operation, String[] route) {
        String command = "ip " + route[0] + " route " + operation + " " + route[1];
        node.run(command.split(" ", -1));
    }

    private String all(String family) {
        return node.run("ip", family, "route", "show", "table", "all");
    }

    /** Those with our mark, without it. */
    private List<String> routes(String family, String table) {
        return lines(node.run("ip", family, "route", "show", "table", table, "proto", "112"));
    }

    private List<String> rules(String family, int preference) {
        String[] lines = node.run("ip", "-d", family, "rule").split("\n", -1);
        return lines(String.join(
                "\n",
                List.of(lines).stream()
                        .filter(line -> line.startsWith(preference + ":"))
                        .toList()));
    }

    private static List<String> lines(String output) {
        return output.lines()
                .map(line -> line.strip().replaceAll("\\s+", " "))
                .filter(line -> !line.isEmpty())
                .toList();
    }

    private void add(List<VirtualRoute> routes, List<VirtualRule> rules) {
        LoopCalls.await(platform.routes().add("eth0", routes, rules));
    }

    private void remove(List<VirtualRoute> routes, List<VirtualRule> rules) {
        LoopCalls.await(platform.routes().remove("eth0", routes, rules));
    }
}
