/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.linux;

import static org.assertj.core.api.Assertions.assertThat;

import io.vip4j.linux.ffi.NetworkNamespace;
import io.vip4j.linux.lab.Lab;
import io.vip4j.linux.lab.LabTest;
import io.vip4j.linux.net.PlatformThreads;
import io.vip4j.linux.netlink.NetfilterExchange;
import io.vip4j.linux.netlink.NetlinkExchange;
import io.vip4j.linux.netlink.NftRules;
import io.vip4j.linux.netlink.NftRules.Obstacle;
import io.vip4j.vrrp.AddressFamily;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What rules that the nft program has made do to advertisements. */
@LabTest
class FirewallLabTest {

    private static final String SHUT = "add table inet filter;"
            + "add chain inet filter input { type filter hook input priority 0; policy drop; };";
    private static final String OPEN = "add table inet filter;"
            + "add chain inet filter input { type filter hook input priority 0; policy accept; };";
    private static final String BY_POLICY = "chain input of table inet filter drops IP protocol 112 by its policy: ";

    private final Lab lab = new Lab();
    private final Lab.Node node = lab.node("198.51.100.1/24");
    private final NetworkNamespace namespace = NetworkNamespace.open(node.file());

    @AfterEach
    void close() {
        namespace.close();
        lab.close();
    }

    @Test
    void hostWithoutRulesLetsEverythingIn() {
        assertThat(obstacles()).isEmpty();
        node.run("nft", OPEN);
        assertThat(obstacles()).isEmpty();
    }

    @Test
    void policyDropsWhatNoRuleAccepts() {
        node.run(
                "nft",
                SHUT
                        + "add rule inet filter input ct state established,related accept;"
                        + "add rule inet filter input iifname lo accept;"
                        + "add rule inet filter input meta l4proto { tcp, udp, icmp } accept;"
                        + "add rule inet filter input tcp dport 22 accept;"
                        + "add rule inet filter input ip6 nexthdr 112 accept");
        assertThat(obstacles()).containsExactly(new Obstacle(true, BY_POLICY + "no rule accepts it"));
        assertThat(obstacles(AddressFamily.IPV6)).isEmpty();
    }

    @Test
    void whatARuleAcceptsPasses() {
        for (String rule : List.of(
                "ip protocol 112 accept",
                "meta l4proto vrrp accept",
                "ip protocol { 50, 112 } accept",
                "ip daddr 224.0.0.18 accept",
                "ip daddr 224.0.0.0/4 accept",
                "iifname eth0 accept",
                "iifname \"eth*\" counter accept",
                "ct state new accept",
                "meta pkttype multicast accept",
                "ip ttl 255 log accept",
                "accept")) {
            node.run("nft", "flush ruleset;" + SHUT + "add rule inet filter input " + rule);
            assertThat(obstacles()).as(rule).isEmpty();
        }
    }

    @Test
    void doubtIsTold() {
        for (String rule : List.of(
                "ip saddr 198.51.100.2 accept",
                "limit rate 10/second accept",
                "ip saddr { 198.51.100.0-198.51.100.9 } accept",
                "ip protocol vmap { 112 : accept, 6 : drop }",
                "meta mark 7 accept")) {
            node.run("nft", "flush ruleset;" + SHUT + "add rule inet filter input " + rule);
            assertThat(obstacles())
                    .as(rule)
                    .containsExactly(new Obstacle(false, BY_POLICY + "no rule that holds for certain accepts it"));
        }
    }

    @Test
    void ruleThatDropsIsNamed() {
        for (String rule : List.of("ip protocol 112 drop", "ip protocol != 6 drop", "ip daddr 224.0.0.0/4 reject")) {
            node.run("nft", "flush ruleset;" + OPEN + "add rule inet filter input " + rule);
            List<Obstacle> obstacles = obstacles();
            assertThat(obstacles).as(rule).hasSize(1);
            assertThat(obstacles.get(0).certain()).isTrue();
            assertThat(obstacles.get(0).text())
                    .matches("chain input of table inet filter drops IP protocol 112:"
                            + " the rule with handle [0-9]+ in chain input");
        }
        node.run("nft", "flush ruleset;" + OPEN + "add rule inet filter input ip saddr 203.0.113.1 drop");
        assertThat(obstacles()).isEmpty();
    }

    @Test
    void chainsThatAreJumpedToCount() {
        node.run(
                "nft",
                SHUT
                        + "add chain inet filter allowed; add chain inet filter denied;"
                        + "add rule inet filter input jump denied; add rule inet filter input jump allowed;"
                        + "add rule inet filter denied ip protocol != 112 drop; add rule inet filter denied return;"
                        + "add rule inet filter allowed meta l4proto 112 accept");
        assertThat(obstacles()).isEmpty();
        node.run("nft", "flush chain inet filter denied; add rule inet filter denied meta l4proto 112 drop");
        assertThat(obstacles()).extracting(Obstacle::certain).containsExactly(true);
        node.run("nft", "flush chain inet filter denied; add rule inet filter input goto denied");
        node.run("nft", "flush chain inet filter allowed");
        assertThat(obstacles()).containsExactly(new Obstacle(true, BY_POLICY + "no rule accepts it"));
    }

    @Test
    void everyFamilyThatSeesThePacketCounts() {
        node.run(
                "nft",
                "add table ip a; add chain ip a b { type filter hook input priority 0; policy drop; };"
                        + "add table ip6 a; add chain ip6 a c { type filter hook input priority 0; policy drop; };"
                        + "add table ip x; add chain ip x o { type filter hook output priority 0; policy drop; }");
        assertThat(obstacles())
                .containsExactly(new Obstacle(
                        true, "chain b of table ip a drops IP protocol 112 by its policy: no rule accepts it"));
        assertThat(obstacles(AddressFamily.IPV6))
                .containsExactly(new Obstacle(
                        true, "chain c of table ip6 a drops IP protocol 112 by its policy: no rule accepts it"));
    }

    private List<Obstacle> obstacles() {
        return obstacles(AddressFamily.IPV4);
    }

    private List<Obstacle> obstacles(AddressFamily family) {
        CompletableFuture<NftRules> rules = new CompletableFuture<>();
        new PlatformThreads(Optional.of(namespace))
                .named("firewall")
                .newThread(() -> {
                    try (NetfilterExchange exchange = new NetfilterExchange(NetlinkExchange.TIMEOUT)) {
                        rules.complete(exchange.rules());
                    } catch (RuntimeException e) {
                        rules.completeExceptionally(e);
                    }
                })
                .start();
        return rules.orTimeout(60, TimeUnit.SECONDS).join().obstacles(family, "eth0");
    }
}
