/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.vip4j.linux.lab.Lab;
import io.vip4j.linux.lab.LabTest;
import io.vip4j.linux.netlink.AddressEntry;
import io.vip4j.linux.netlink.NetlinkExchange;
import io.vip4j.spi.PlatformException;
import io.vip4j.vrrp.VirtualAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Addresses on a real interface, observed by the ip program. */
@LabTest
class BinderLabTest {

    private static final String OWN = "198.51.100.1/24";
    private static final VirtualAddress VIP = VirtualAddress.parse("198.51.100.10/24");
    private static final VirtualAddress SECOND_VIP = VirtualAddress.parse("198.51.100.11/24");
    private static final VirtualAddress HOST_VIP = VirtualAddress.parse("203.0.113.10/32");
    private static final VirtualAddress IPV6_VIP = VirtualAddress.parse("2001:db8::10/64");
    private static final Optional<Duration> FOREVER = Optional.empty();
    private static final Optional<Duration> LEASE = Optional.of(Duration.ofSeconds(30));
    private static final Optional<Duration> SHORT_LEASE = Optional.of(Duration.ofSeconds(2));

    private final Lab lab = new Lab();
    private final Lab.Node node = lab.node(OWN);
    private final LinuxVipPlatform platform = LinuxVipPlatform.createIn(node.file());

    @AfterEach
    void close() {
        platform.close();
        lab.close();
    }

    @Test
    void boundAddressesAreThereWithMarkAndWithoutLifetime() {
        bind(FOREVER, VIP, HOST_VIP, IPV6_VIP);

        assertThat(node.address(VIP.toString())).contains("secondary").contains("valid_lft forever");
        assertThat(node.address(HOST_VIP.toString())).contains("scope global");
        assertThat(node.address(IPV6_VIP.toString())).contains("nodad").doesNotContain("tentative");
        assertThat(marks())
                .containsEntry(VIP, 112)
                .containsEntry(HOST_VIP, 112)
                .containsEntry(IPV6_VIP, 112)
                .containsEntry(VirtualAddress.parse(OWN), 0);

        unbind(VIP, HOST_VIP, IPV6_VIP);

        assertThat(node.address(VIP.toString())).isEmpty();
        assertThat(node.address(HOST_VIP.toString())).isEmpty();
        assertThat(node.address(IPV6_VIP.toString())).isEmpty();
        assertThat(node.address(OWN)).isNotEmpty();
    }

    @Test
    void leaseEndsByItselfUnlessItIsRenewed() {
        bind(SHORT_LEASE, VIP);
        assertThat(node.address(VIP.toString())).containsPattern("valid_lft [12]sec preferred_lft [12]sec");
        long boundAt = System.nanoTime();

        // Renewed for longer than any lease of two seconds can last, then no more.
        await().pollInterval(Duration.ofMillis(250)).until(() -> {
            renew(SHORT_LEASE, VIP);
            assertThat(node.address(VIP.toString())).isNotEmpty();
            return System.nanoTime() - boundAt > Duration.ofMillis(3500).toNanos();
        });

        await().pollInterval(Duration.ofMillis(50))
                .atMost(Duration.ofSeconds(20))
                .until(() -> node.address(VIP.toString()).isEmpty());
    }

    @Test
    void renewHealsRemovalAndChangesTheLifetime() {
        bind(LEASE, VIP, HOST_VIP, IPV6_VIP);
        node.run("ip", "addr", "del", VIP.toString(), "dev", "eth0");
        node.run("ip", "addr", "del", IPV6_VIP.toString(), "dev", "eth0");

        renew(LEASE, VIP, HOST_VIP, IPV6_VIP);

        assertThat(node.address(VIP.toString())).contains("valid_lft 30sec");
        assertThat(node.address(IPV6_VIP.toString())).contains("valid_lft 30sec");

        renew(FOREVER, VIP, HOST_VIP, IPV6_VIP);

        assertThat(node.address(VIP.toString())).contains("valid_lft forever");
        assertThat(node.address(HOST_VIP.toString())).contains("valid_lft forever");
        assertThat(node.address(IPV6_VIP.toString())).contains("valid_lft forever");
    }

    @Test
    void renewDoesNotTurnAForeignAddressIntoOurs() {
        bind(LEASE, VIP, SECOND_VIP);
        node.run("ip", "addr", "del", VIP.toString(), "dev", "eth0");
        node.run("ip", "addr", "add", VIP.toString(), "dev", "eth0");

        Optional<Duration> longer = Optional.of(Duration.ofSeconds(90));
        assertThatThrownBy(() -> renew(longer, VIP, SECOND_VIP))
                .isInstanceOf(PlatformException.class)
                .hasMessageContaining("198.51.100.10 is already configured on eth0 by someone else");

        assertThat(node.address(VIP.toString())).contains("valid_lft forever");
        assertThat(marks()).containsEntry(VIP, 0);
        assertThat(node.address(SECOND_VIP.toString())).as("still renewed").containsPattern("valid_lft [6-9][0-9]sec");
    }

    @Test
    void foreignAddressIsNeitherTakenOverNorRemoved() {
        for (String foreign : List.of("198.51.100.10/24", "198.51.100.10/32")) {
            node.run("ip", "addr", "add", foreign, "dev", "eth0");
            String before = node.address(foreign);

            assertThatThrownBy(() -> bind(LEASE, SECOND_VIP, VIP))
                    .isInstanceOf(PlatformException.class)
                    .hasMessage("RTM_NEWADDR 198.51.100.10/24 on eth0: 198.51.100.10 is already configured on eth0 by"
                            + " someone else; remove it or choose another address");
            unbind(VIP);

            assertThat(node.address(foreign)).isEqualTo(before);
            assertThat(node.address(SECOND_VIP.toString()))
                    .as("added by the failed call")
                    .isEmpty();
            node.run("ip", "addr", "del", foreign, "dev", "eth0");
        }
    }

    @Test
    void leftoverOfAnEarlierRunIsReplaced() {
        try (LinuxVipPlatform earlier = LinuxVipPlatform.createIn(node.file())) {
            VirtualAddress wider = VirtualAddress.parse("203.0.113.10/28");
            LoopCalls.await(earlier.binder().bind("eth0", List.of(VIP, wider), FOREVER));
        }
        assertThat(node.address("203.0.113.10/28")).isNotEmpty();

        bind(LEASE, VIP, HOST_VIP);

        assertThat(node.address(VIP.toString())).contains("valid_lft 30sec");
        assertThat(node.address(HOST_VIP.toString())).contains("valid_lft 30sec");
        assertThat(node.address("203.0.113.10/28")).isEmpty();
    }

    @Test
    void addressOfAnotherLivingProcessIsNeitherTakenOverNorRemoved() {
        try (LinuxVipPlatform other = LinuxVipPlatform.createIn(node.file())) {
            LoopCalls.await(other.binder().bind("eth0", List.of(VIP), LEASE));
            assertThat(marks()).containsEntry(VIP, 113);

            assertThatThrownBy(() -> bind(LEASE, VIP))
                    .isInstanceOf(PlatformException.class)
                    .hasMessage("RTM_NEWADDR 198.51.100.10/24 on eth0: 198.51.100.10 is held on eth0 by another vip4j"
                            + " process that runs in this network namespace; stop one of the two");
            unbind(VIP);

            assertThat(marks()).containsEntry(VIP, 113);
        }
        bind(LEASE, VIP);
        assertThat(marks()).containsEntry(VIP, 112);
    }

    @Test
    void partialFailureIsUndone() {
        node.run("sysctl", "-qw", "net.ipv6.conf.eth0.disable_ipv6=1");

        assertThatThrownBy(() -> bind(LEASE, VIP, HOST_VIP, IPV6_VIP))
                .isInstanceOf(PlatformException.class)
                .hasMessageStartingWith("RTM_NEWADDR 2001:db8::10/64 on eth0: E")
                .hasMessageContaining("IPv6 is disabled on this device");

        assertThat(node.address(VIP.toString())).isEmpty();
        assertThat(node.address(HOST_VIP.toString())).isEmpty();
    }

    @Test
    void neighboursOfAPrimaryVirtualAddressStayWhenItLeaves() {
        VirtualAddress first = VirtualAddress.parse("203.0.113.20/24");
        bind(FOREVER, first);
        node.run("ip", "addr", "add", "203.0.113.21/24", "dev", "eth0");
        assertThat(node.address("203.0.113.21/24")).contains("secondary");

        unbind(first);

        assertThat(node.address("203.0.113.21/24")).isNotEmpty().doesNotContain("secondary");
    }

    @Test
    void operationsTakeEffectInOrder() {
        for (int i = 0; i < 200; i++) {
            platform.binder().bind("eth0", List.of(VIP), LEASE);
            platform.binder().unbind("eth0", List.of(VIP));
        }
        bind(LEASE, VIP);

        assertThat(node.address(VIP.toString())).isNotEmpty();
    }

    @Test
    void manyAddressesAreOneOperation() {
        List<VirtualAddress> many = IntStream.rangeClosed(10, 209)
                .mapToObj(host -> VirtualAddress.parse("203.0.113." + host + "/32"))
                .toList();

        LoopCalls.await(platform.binder().bind("eth0", many, LEASE));
        assertThat(node.addresses().split("203.0.113.", -1)).hasSize(201);
        LoopCalls.await(platform.binder().unbind("eth0", many));
        assertThat(node.addresses()).doesNotContain("203.0.113.");
    }

    @Test
    void absentAddressAndInterfaceCountAsRemoved() {
        unbind(VIP);
        LoopCalls.await(platform.binder().unbind("eth7", List.of(VIP)));

        assertThatThrownBy(() -> LoopCalls.await(platform.binder().bind("eth7", List.of(VIP), LEASE)))
                .isInstanceOf(PlatformException.class)
                .hasMessageContaining("no network interface eth7");
    }

    @Test
    void lifetimeOfPartOfASecondIsRefused() {
        assertThatThrownBy(() -> bind(Optional.of(Duration.ofMillis(1500)), VIP))
                .isInstanceOf(PlatformException.class)
                .hasMessageContaining("whole seconds");
        assertThat(node.address(VIP.toString())).isEmpty();
    }

    @Test
    void closeDoesWhatWaitsAndLeavesAddresses() {
        for (int i = 0; i < 100; i++) {
            platform.binder().renew("eth0", List.of(VIP), LEASE);
        }
        platform.binder().bind("eth0", List.of(SECOND_VIP), FOREVER);
        platform.close();
        platform.close();

        assertThat(node.address(SECOND_VIP.toString())).isNotEmpty();
        assertThatThrownBy(() -> bind(LEASE, VIP))
                .isInstanceOf(PlatformException.class)
                .hasMessageContaining("closed");
    }

    /** Who added each address, which older ip programs do not show. */
    private Map<VirtualAddress, Integer> marks() {
        CompletableFuture<Map<VirtualAddress, Integer>> marks = new CompletableFuture<>();
        platform.workExecutor().execute(() -> {
            try (NetlinkExchange exchange = new NetlinkExchange(Duration.ofSeconds(2))) {
                marks.complete(exchange.addresses(exchange.link("eth0").orElseThrow()).stream()
                        .collect(Collectors.toMap(
                                entry -> new VirtualAddress(entry.address(), entry.prefixLength()),
                                AddressEntry::protocol)));
            }
        });
        return LoopCalls.await(marks);
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
