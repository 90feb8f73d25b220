/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.linux;

import static org.assertj.core.api.Assertions.assertThat;

import io.vip4j.linux.lab.Lab;
import io.vip4j.linux.lab.LabTest;
import io.vip4j.vrrp.AddressFamily;
import io.vip4j.vrrp.VirtualAddress;
import io.vip4j.vrrp.Vrid;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * What a start removes. A platform that is closed with its addresses bound and its interfaces made has left what a process
 * that was killed leaves.
 */
@LabTest
class SweepLabTest {

    private static final VirtualAddress VIP = VirtualAddress.parse("198.51.100.10/24");
    private static final VirtualAddress SECOND_VIP = VirtualAddress.parse("198.51.100.11/24");
    private static final VirtualAddress IPV6_VIP = VirtualAddress.parse("2001:db8::10/64");

    private final Lab lab = new Lab();
    private final Lab.Node node = lab.node("198.51.100.1/24");

    @AfterEach
    void closeLab() {
        lab.close();
    }

    @Test
    void addressesAndInterfacesOfADeadProcessGoAndThoseOfOthersStay() {
        node.run("ip", "link", "add", "other", "type", "veth", "peer", "name", "vip4j");
        node.run("ip", "tuntap", "add", "dev", "vip4j.0.10", "mode", "tun");
        node.run(
                "ip",
                "link",
                "add",
                "vrrp4.11",
                "link",
                "eth0",
                "address",
                "00:00:5e:00:01:0b",
                "type",
                "macvlan",
                "mode",
                "private");
        node.run("ip", "addr", "add", VIP.toString(), "dev", "other");
        try (LinuxVipPlatform dead = LinuxVipPlatform.createIn(node.file())) {
            bind(dead, VIP, IPV6_VIP);
            LoopCalls.await(dead.virtualMacs().create("eth0", "vrrp4.10", AddressFamily.IPV4, new Vrid(10)));
        }
        assertThat(node.address(VIP.toString())).isNotEmpty();
        assertThat(node.run("ip", "link")).contains("alias vip4j slot 0");

        try (LinuxVipPlatform fresh = LinuxVipPlatform.createIn(node.file())) {
            assertThat(fresh.loop().inLoop()).isFalse();
            assertThat(node.address(VIP.toString())).isEmpty();
            assertThat(node.address(IPV6_VIP.toString())).isEmpty();
            assertThat(node.address("198.51.100.1/24")).isNotEmpty();
            assertThat(node.run("ip", "addr", "show", "dev", "other")).contains(VIP.toString());
            assertThat(node.run("ip", "link"))
                    .doesNotContain("vrrp4.10@")
                    .contains("vrrp4.11@")
                    .contains("vip4j.0.10")
                    .contains("vip4j@");
        }
    }

    @Test
    void whatALivingProcessHasStaysAndWhatADeadOneBesideItLeftGoes() {
        try (LinuxVipPlatform living = LinuxVipPlatform.createIn(node.file())) {
            bind(living, VIP);
            LoopCalls.await(living.processDevices().create("vip4j.0.10", "eth0"));
            try (LinuxVipPlatform dead = LinuxVipPlatform.createIn(node.file())) {
                bind(dead, SECOND_VIP);
            }
            assertThat(node.address(SECOND_VIP.toString())).isNotEmpty();

            try (LinuxVipPlatform fresh = LinuxVipPlatform.createIn(node.file())) {
                assertThat(fresh.processDevices().name(new Vrid(10), 0)).isEqualTo("vip4j.1.10");
                assertThat(node.address(SECOND_VIP.toString())).isEmpty();
                assertThat(node.address(VIP.toString())).isNotEmpty();
                assertThat(node.run("ip", "link")).contains("vip4j.0.10");
            }
        }
    }

    private static void bind(LinuxVipPlatform platform, VirtualAddress... addresses) {
        LoopCalls.await(platform.binder().bind("eth0", List.of(addresses), Optional.empty()));
    }
}
