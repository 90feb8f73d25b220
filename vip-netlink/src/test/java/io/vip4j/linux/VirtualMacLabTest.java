/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.vip4j.linux.lab.Lab;
import io.vip4j.linux.lab.LabTest;
import io.vip4j.spi.PlatformException;
import io.vip4j.vrrp.AddressFamily;
import io.vip4j.vrrp.VirtualAddress;
import io.vip4j.vrrp.Vrid;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Interfaces with virtual hardware addresses, observed by the ip program and by a neighbour. RFC 9568 7.3, 8.1.2. */
@LabTest
class VirtualMacLabTest {

    private static final String NAME4 = "vrrp4.10";
    private static final String NAME6 = "vrrp6.10";
    private static final String MAC4 = "00:00:5e:00:01:0a";
    private static final String MAC6 = "00:00:5e:00:02:0a";
    private static final VirtualAddress VIP = VirtualAddress.parse("198.51.100.10/32");
    private static final VirtualAddress IPV6_VIP = VirtualAddress.parse("2001:db8::10/64");
    private static final Optional<Duration> LEASE = Optional.of(Duration.ofSeconds(30));

    private final Lab lab = new Lab();
    private final Lab.Node node = lab.node("198.51.100.1/24");
    private final Lab.Node client = lab.node("198.51.100.2/24");
    private final LinuxVipPlatform platform = LinuxVipPlatform.createIn(node.file());

    @AfterEach
    void close() {
        platform.close();
        lab.close();
    }

    @Test
    void ipv4InterfaceIsAPrivateMacvlanWithItsSettingsInTheRightNamespace() throws Exception {
        Path outside = Path.of("/proc/sys/net/ipv4/conf/all/rp_filter");
        String before = Files.readString(outside);

        create(NAME4, AddressFamily.IPV4);

        assertThat(link(NAME4))
                .contains("\"link\":\"eth0\"")
                .contains("\"UP\"")
                .contains("\"address\":\"" + MAC4 + "\"")
                .contains("\"info_kind\":\"macvlan\"")
                .contains("\"mode\":\"private\"")
                .contains("\"inet6_addr_gen_mode\":\"none\"");
        assertThat(ipv4(NAME4, "arp_ignore", "accept_local", "rp_filter", "promote_secondaries"))
                .isEqualTo("1 1 0 1");
        assertThat(ipv4("eth0", "arp_ignore", "arp_filter")).isEqualTo("1 1");
        assertThat(ipv6(NAME4, "accept_dad", "autoconf", "accept_ra")).isEqualTo("0 0 0");
        assertThat(ipv6("eth0", "autoconf", "accept_ra"))
                .as("the base keeps its own")
                .isEqualTo("1 1");
        assertThat(node.run("ip", "-6", "addr", "show", "dev", NAME4)).isEmpty();
        assertThat(Files.readString(outside)).isEqualTo(before);
        assertThat(Files.exists(Path.of("/proc/sys/net/ipv4/conf", NAME4))).isFalse();

        remove(NAME4);

        assertThat(node.run("ip", "link")).doesNotContain(NAME4);
        assertThat(ipv4("eth0", "arp_ignore", "arp_filter")).isEqualTo("0 0");
    }

    @Test
    void neighbourLearnsTheVirtualHardwareAddressAndReachesTheAddress() {
        node.run("sysctl", "-qw", "net.ipv4.conf.all.rp_filter=1", "net.ipv4.conf.eth0.rp_filter=1");
        create(NAME4, AddressFamily.IPV4);
        assertThat(ipv4(NAME4, "rp_filter")).as("loose, as all is strict").isEqualTo("2");

        LoopCalls.await(platform.binder().bind(NAME4, List.of(VIP), LEASE));
        client.run("ping", "-c", "1", "-W", "2", VIP.address().toString());

        assertThat(client.run("ip", "neigh", "show", VIP.address().toString())).contains(MAC4);
        client.run("ping", "-c", "1", "-W", "2", "198.51.100.1");
        assertThat(client.run("ip", "neigh", "show", "198.51.100.1")).contains(node.mac());
    }

    @Test
    void ipv6InterfaceHasTheLinkLocalAddressOfItsBaseAndNoOther() {
        awaitLinkLocal();
        create(NAME6, AddressFamily.IPV6);

        assertThat(link(NAME6)).contains("\"address\":\"" + MAC6 + "\"").contains("\"inet6_addr_gen_mode\":\"none\"");
        assertThat(inet6(NAME6)).hasSize(1).isEqualTo(inet6("eth0"));
        LoopCalls.await(platform.binder().bind(NAME6, List.of(IPV6_VIP), LEASE));
        client.run("ip", "addr", "add", "2001:db8::2/64", "dev", "eth0", "nodad");
        client.run("ping", "-6", "-c", "1", "-W", "2", IPV6_VIP.address().toString());
        assertThat(client.run("ip", "neigh", "show", IPV6_VIP.address().toString()))
                .contains(MAC6);

        remove(NAME6);
        assertThat(node.run("ip", "link")).doesNotContain(NAME6);
    }

    @Test
    void ipv6WithoutLinkLocalAddressIsRefusedAndLeavesNothing() {
        node.run("sysctl", "-qw", "net.ipv6.conf.eth0.disable_ipv6=1");

        assertThatThrownBy(() -> create(NAME6, AddressFamily.IPV6))
                .isInstanceOf(PlatformException.class)
                .hasMessage(
                        "no IPv6 link-local address on eth0 that vrrp6.10 could advertise from; is the interface up,"
                                + " and IPv6 enabled on it?");

        assertThat(node.run("ip", "link")).doesNotContain(NAME6);
        assertThat(ipv4("eth0", "arp_ignore", "arp_filter")).isEqualTo("0 0");
    }

    @Test
    void leftoverIsUsedAndPutInOrder() {
        awaitLinkLocal();
        node.run("ip", "link", "add", NAME6, "link", "eth0", "address", MAC6, "type", "macvlan", "mode", "private");
        node.run("ip", "link", "set", NAME6, "up");
        await().until(() -> inet6(NAME6).size() == 1);
        assertThat(inet6(NAME6)).as("derived from the virtual address").isNotEqualTo(inet6("eth0"));
        String index = node.run("cat", "/sys/class/net/" + NAME6 + "/ifindex");

        create(NAME6, AddressFamily.IPV6);
        create(NAME6, AddressFamily.IPV6);

        assertThat(node.run("cat", "/sys/class/net/" + NAME6 + "/ifindex")).isEqualTo(index);
        assertThat(inet6(NAME6)).isEqualTo(inet6("eth0"));
        assertThat(link(NAME6)).contains("\"inet6_addr_gen_mode\":\"none\"");
        remove(NAME6);
        assertThat(node.run("ip", "link")).doesNotContain(NAME6);
    }

    @Test
    void anotherInterfaceOfTheNameIsRefusedAndStays() {
        for (String other : List.of(
                "type veth peer name p1",
                "link eth0 address " + MAC4 + " type macvlan mode bridge",
                "link eth0 address 00:00:5e:00:01:0b type macvlan mode private")) {
            node.run(("ip link add " + NAME4 + " " + other).split(" ", -1));

            assertThatThrownBy(() -> create(NAME4, AddressFamily.IPV4))
                    .isInstanceOf(PlatformException.class)
                    .hasMessage("interface vrrp4.10 is there already and is not the private macvlan with"
                            + " 00:00:5e:00:01:0a on eth0 that the virtual router needs; remove it, or give virtualMac"
                            + " another interface name");
            remove(NAME4);

            assertThat(node.run("ip", "link")).contains(NAME4);
            node.run("ip", "link", "del", NAME4);
        }
        assertThat(ipv4("eth0", "arp_ignore", "arp_filter")).isEqualTo("0 0");
    }

    @Test
    void sameHardwareAddressOnTheBaseIsRefused() {
        node.run("ip", "link", "add", "other", "link", "eth0", "address", MAC4, "type", "macvlan", "mode", "bridge");
        node.run("ip", "link", "set", "other", "up");

        assertThatThrownBy(() -> create(NAME4, AddressFamily.IPV4))
                .isInstanceOf(PlatformException.class)
                .hasMessageStartingWith("RTM_SETLINK up vrrp4.10: EADDRINUSE Address already in use")
                .hasMessageContaining("is the virtual router of this number run by another program too?");

        assertThat(node.run("ip", "link")).doesNotContain(NAME4).contains("other");
    }

    @Test
    void absentBaseIsRefused() {
        assertThatThrownBy(() ->
                        LoopCalls.await(platform.virtualMacs().create("eth7", NAME4, AddressFamily.IPV4, new Vrid(10))))
                .isInstanceOf(PlatformException.class)
                .hasMessage("no network interface eth7 to put vrrp4.10 on; was it removed or renamed?");
        remove(NAME4);
    }

    @Test
    void settingsOfTheBaseAreSharedAndThoseOfOthersStay() {
        node.run("sysctl", "-qw", "net.ipv4.conf.eth0.arp_ignore=2");
        create(NAME4, AddressFamily.IPV4);
        LoopCalls.await(platform.virtualMacs().create("eth0", "second", AddressFamily.IPV4, new Vrid(11)));
        assertThat(ipv4("eth0", "arp_ignore", "arp_filter")).isEqualTo("2 1");

        remove(NAME4);
        assertThat(ipv4("eth0", "arp_ignore", "arp_filter")).isEqualTo("2 1");
        remove("second");
        assertThat(ipv4("eth0", "arp_ignore", "arp_filter")).isEqualTo("2 0");

        create(NAME4, AddressFamily.IPV4);
        node.run("sysctl", "-qw", "net.ipv4.conf.eth0.arp_ignore=8", "net.ipv4.conf.eth0.arp_filter=0");
        remove(NAME4);
        assertThat(ipv4("eth0", "arp_ignore", "arp_filter")).isEqualTo("8 0");
    }

    @Test
    void interfaceGoesWithItsBaseAndIsMadeAgain() {
        create(NAME4, AddressFamily.IPV4);
        node.run("ip", "link", "del", "eth0");
        node.plug();

        create(NAME4, AddressFamily.IPV4);
        assertThat(link(NAME4)).contains(MAC4);
        node.run("ip", "link", "del", NAME4);
        node.run("ip", "link", "add", NAME4, "type", "veth", "peer", "name", "p1");
        remove(NAME4);

        assertThat(node.run("ip", "link")).as("it is not ours").contains(NAME4);
        assertThat(ipv4("eth0", "arp_ignore", "arp_filter")).isEqualTo("0 0");
    }

    private void create(String name, AddressFamily family) {
        LoopCalls.await(platform.virtualMacs().create("eth0", name, family, new Vrid(10)));
    }

    private void remove(String name) {
        LoopCalls.await(platform.virtualMacs().remove(name));
    }

    private void awaitLinkLocal() {
        await().until(() -> inet6("eth0").size() == 1);
    }

    private String link(String name) {
        return node.run("ip", "-d", "-j", "link", "show", "dev", name).replace(" ", "");
    }

    private List<String> inet6(String name) {
        return node.run("ip", "-6", "-o", "addr", "show", "dev", name)
                .lines()
                .map(line -> line.strip().split("\\s+", -1)[3])
                .toList();
    }

    private String ipv4(String name, String... settings) {
        return conf("ipv4", name, settings);
    }

    private String ipv6(String name, String... settings) {
        return conf("ipv6", name, settings);
    }

    private String conf(String family, String name, String... settings) {
        StringBuilder values = new StringBuilder();
        for (String setting : settings) {
            String file = "/proc/sys/net/" + family + "/conf/" + name + "/" + setting;
            values.append(node.run("cat", file).strip()).append(' ');
        }
        return values.toString().strip();
    }
}
