/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.vip4j.linux.lab.Lab;
import io.vip4j.linux.lab.LabTest;
import io.vip4j.spi.PlatformException;
import io.vip4j.vrrp.AddressOptions;
import io.vip4j.vrrp.AddressScope;
import io.vip4j.vrrp.IpAddress;
import io.vip4j.vrrp.VirtualAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How addresses are put on an interface, observed by the ip program. */
@LabTest
class AddressOptionsLabTest {

    private static final Optional<Duration> FOREVER = Optional.empty();
    private static final Optional<Duration> LEASE = Optional.of(Duration.ofSeconds(30));
    private static final Optional<Duration> SHORT_LEASE = Optional.of(Duration.ofSeconds(1));
    private static final AddressOptions NONE = AddressOptions.NONE;
    private static final VirtualAddress IPV4 = VirtualAddress.parse("203.0.113.10/24");
    private static final VirtualAddress DRESSED = IPV4.with(NONE.label("eth0:vip")
            .scope(AddressScope.SITE)
            .broadcast(IpAddress.parse("203.0.113.255"))
            .withoutPrefixRoute());
    private static final VirtualAddress PAIR =
            VirtualAddress.parse("203.0.113.10/32").with(NONE.peer(IpAddress.parse("192.0.2.7")));
    private static final VirtualAddress IPV6 = VirtualAddress.parse("2001:db8::10/64");
    private static final VirtualAddress IPV6_HOST = VirtualAddress.parse("2001:db8:1::10/128");
    private static final VirtualAddress IPV6_PAIR =
            VirtualAddress.parse("2001:db8:2::10/128").with(NONE.peer(IpAddress.parse("2001:db8:3::7")));
    private static final VirtualAddress DETECTED = IPV6.with(NONE.withDuplicateAddressDetection());

    private final Lab lab = new Lab();
    private final Lab.Node node = lab.node("198.51.100.1/24");
    private final LinuxVipPlatform platform = LinuxVipPlatform.createIn(node.file());

    @AfterEach
    void close() {
        platform.close();
        lab.close();
    }

    @Test
    void ipv4AddressHasWhatWasAskedForAndKeepsItWhenRenewed() {
        bind(LEASE, DRESSED);
        assertDressed("valid_lft 30sec preferred_lft 30sec");

        renew(Optional.of(Duration.ofSeconds(77)), DRESSED);
        assertDressed("valid_lft 77sec preferred_lft 77sec");

        renew(FOREVER, DRESSED);
        assertDressed("valid_lft forever preferred_lft forever");

        unbind(DRESSED);
        assertThat(node.addresses()).doesNotContain("203.0.113.10");
    }

    private void assertDressed(String lifetime) {
        assertThat(node.address("203.0.113.10/24"))
                .contains("brd 203.0.113.255 scope site")
                .contains("noprefixroute eth0:vip")
                .contains(lifetime);
        assertThat(node.run("ip", "route", "show", "203.0.113.0/24")).isEmpty();
    }

    @Test
    void peerIsTheOtherEndAndIsFoundAgain() {
        bind(LEASE, PAIR, IPV6_PAIR);
        assertThat(node.address("203.0.113.10")).startsWith("inet 203.0.113.10 peer 192.0.2.7/32");
        assertThat(node.address("2001:db8:2::10")).startsWith("inet6 2001:db8:2::10 peer 2001:db8:3::7/128");

        renew(Optional.of(Duration.ofSeconds(77)), PAIR, IPV6_PAIR);
        assertThat(node.address("203.0.113.10"))
                .startsWith("inet 203.0.113.10 peer 192.0.2.7/32")
                .contains("valid_lft 77sec");
        assertThat(node.address("2001:db8:2::10"))
                .startsWith("inet6 2001:db8:2::10 peer 2001:db8:3::7/128")
                .contains("valid_lft 77sec");

        unbind(PAIR, IPV6_PAIR);
        assertThat(node.addresses()).doesNotContain("203.0.113.10").doesNotContain("2001:db8:2::10");
    }

    @Test
    void foreignAddressWithAPeerIsNeitherTakenOverNorRemoved() {
        node.run("ip", "addr", "add", "203.0.113.10", "peer", "192.0.2.7/32", "dev", "eth0");
        node.run("ip", "addr", "add", "2001:db8:2::10", "peer", "2001:db8:3::7/128", "dev", "eth0", "nodad");
        String before = node.address("203.0.113.10") + node.address("2001:db8:2::10");

        for (VirtualAddress address : List.of(PAIR, IPV4, DRESSED, IPV6_PAIR, VirtualAddress.parse("2001:db8:2::10"))) {
            assertThatThrownBy(() -> bind(LEASE, address))
                    .isInstanceOf(PlatformException.class)
                    .hasMessageContaining(address.address() + " is already configured on eth0 by someone else");
            assertThatThrownBy(() -> renew(LEASE, address)).isInstanceOf(PlatformException.class);
            unbind(address);
        }

        assertThat(node.address("203.0.113.10") + node.address("2001:db8:2::10"))
                .isEqualTo(before);
    }

    @Test
    void leftoverInAnotherFormIsReplaced() {
        for (VirtualAddress leftover : List.of(DRESSED, PAIR, IPV4.with(NONE.label("eth0:old")), IPV4)) {
            try (LinuxVipPlatform earlier = LinuxVipPlatform.createIn(node.file())) {
                LoopCalls.await(earlier.binder().bind("eth0", List.of(leftover), FOREVER));
            }

            bind(LEASE, DRESSED);

            assertDressed("valid_lft 30sec");
            assertThat(node.addresses().split("203.0.113.10", -1)).hasSize(2);
            unbind(DRESSED);
        }
    }

    @Test
    void renewalPutsRightTheFormOfOurAddress() {
        bind(LEASE, DRESSED, IPV6);
        LoopCalls.await(platform.binder().unbind("eth0", List.of(IPV4)));
        LoopCalls.await(platform.binder().bind("eth0", List.of(IPV4, IPV6.with(NONE.withoutPrefixRoute())), LEASE));

        renew(LEASE, DRESSED, IPV6);

        assertDressed("valid_lft 30sec");
        assertThat(node.address("2001:db8::10/64"))
                .doesNotContain("noprefixroute")
                .contains("nodad")
                .contains("valid_lft 30sec");
    }

    @Test
    void ipv6PreferredLifetimeIsNoneForAHostAndTheLeaseForOthers() {
        VirtualAddress chosen = IPV6_HOST.with(NONE.preferredLifetime(Duration.ofSeconds(20)));
        bind(LEASE, IPV6, IPV6_HOST);
        assertThat(node.address("2001:db8::10/64")).contains("valid_lft 30sec preferred_lft 30sec");
        assertThat(node.address("2001:db8:1::10/128"))
                .contains("valid_lft 30sec preferred_lft 0sec")
                .contains("nodad")
                .contains("deprecated");

        renew(LEASE, IPV6, chosen);
        assertThat(node.address("2001:db8:1::10/128"))
                .contains("valid_lft 30sec preferred_lft 20sec")
                .doesNotContain("deprecated");
        renew(Optional.of(Duration.ofSeconds(10)), IPV6, chosen);
        assertThat(node.address("2001:db8:1::10/128")).contains("valid_lft 10sec preferred_lft 10sec");
        renew(FOREVER, IPV6, IPV6_HOST);
        assertThat(node.address("2001:db8:1::10/128")).contains("valid_lft forever preferred_lft 0sec");
        assertThat(node.address("2001:db8::10/64")).contains("valid_lft forever preferred_lft forever");
    }

    @Test
    void ipv6PrefixRouteIsLeftOutOnDemand() {
        bind(LEASE, IPV6.with(NONE.withoutPrefixRoute()));
        renew(LEASE, IPV6.with(NONE.withoutPrefixRoute()));

        assertThat(node.address("2001:db8::10/64")).contains("nodad").contains("noprefixroute");
        assertThat(node.run("ip", "-6", "route", "show", "2001:db8::/64")).isEmpty();
    }

    @Test
    void duplicateAddressDetectionEndsBeforeTheAddressCountsAsBound() {
        detects(node);

        CompletionStage<Void> bound = platform.binder().bind("eth0", List.of(DETECTED, IPV4), SHORT_LEASE);
        // The netlink thread is not held up.
        bind(LEASE, VirtualAddress.parse("203.0.113.11/24"));
        assertThat(bound.toCompletableFuture()).isNotDone();
        assertThat(node.address("2001:db8::10/64")).contains("tentative");
        LoopCalls.await(bound);

        assertThat(node.address("2001:db8::10/64"))
                .isNotEmpty()
                .doesNotContain("tentative")
                .doesNotContain("nodad");
        assertThat(node.address("203.0.113.10/24")).as("its lease is shorter").isNotEmpty();
    }

    @Test
    void addressOfAnotherStationIsADuplicate() {
        Lab.Node other = lab.node("198.51.100.2/24");
        other.run("ip", "addr", "add", "2001:db8::10/64", "dev", "eth0", "nodad");
        detects(node);

        assertThatThrownBy(() -> bind(FOREVER, IPV4, DETECTED))
                .isInstanceOf(PlatformException.class)
                .hasMessage("RTM_NEWADDR 2001:db8::10/64 on eth0: duplicate address detection found another station on"
                        + " the link with 2001:db8::10");
        assertThat(node.address("203.0.113.10/24")).isEmpty();
        assertThat(node.address("2001:db8::10/64")).isEmpty();

        assertThatThrownBy(() -> bind(LEASE, IPV4, DETECTED))
                .isInstanceOf(PlatformException.class)
                .hasMessageContaining("duplicate address detection")
                .hasMessageContaining("another station on the link");
        assertThat(node.address("203.0.113.10/24")).isEmpty();
        assertThat(node.address("2001:db8::10/64")).isEmpty();
    }

    @Test
    void laterOperationsEndTheDetectionOfEarlierOnes() {
        detects(node);

        CompletionStage<Void> first = platform.binder().bind("eth0", List.of(DETECTED, IPV4), LEASE);
        CompletionStage<Void> second = platform.binder().bind("eth0", List.of(IPV6), LEASE);

        assertThatThrownBy(() -> LoopCalls.await(first))
                .isInstanceOf(PlatformException.class)
                .hasMessageContaining("bound anew or unbound while duplicate address detection was running");
        LoopCalls.await(second);
        assertThat(node.address("203.0.113.10/24")).isEmpty();
        assertThat(node.address("2001:db8::10/64")).isNotEmpty();

        CompletionStage<Void> third = platform.binder().bind("eth0", List.of(DETECTED), LEASE);
        unbind(IPV6);
        assertThatThrownBy(() -> LoopCalls.await(third)).isInstanceOf(PlatformException.class);
        assertThat(node.address("2001:db8::10/64")).isEmpty();
    }

    @Test
    void detectionWithoutCarrierIsGivenUp() {
        detects(node);
        node.cut();
        await().until(() -> node.run("ip", "link", "show", "eth0").contains("NO-CARRIER"));
        // A link that is up already detects at once; one that was never up waits for the carrier.
        node.run("ip", "link", "set", "eth0", "down");
        node.run("ip", "link", "set", "eth0", "up");

        assertThatThrownBy(() -> bind(LEASE, DETECTED))
                .isInstanceOf(PlatformException.class)
                .hasMessage("RTM_NEWADDR 2001:db8::10/64 on eth0: duplicate address detection has not finished within"
                        + " 5 s; has the link a carrier?");
        assertThat(node.address("2001:db8::10/64")).isEmpty();
    }

    private static void detects(Lab.Node node) {
        node.run("sysctl", "-qw", "net.ipv6.conf.eth0.accept_dad=1", "net.ipv6.conf.eth0.dad_transmits=1");
    }

    private void bind(Optional<Duration> lifetime, VirtualAddress... addresses) {
        LoopCalls.await(platform.binder().bind("eth0", List.of(addresses), lifetime));
    }

    private void renew(Optional<Duration> lifetime, VirtualAddress... addresses) {
        LoopCalls.await(platform.binder().renew("eth0", List.of(addresses), lifetime));
    }

    private void unbind(VirtualAddress... addresses) {
        LoopCalls.await(platform.binder().unbind("eth0", List.of(addresses)));
    }
}
