/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.vipd;

import static org.assertj.core.api.Assertions.assertThat;

import io.vip4j.config.Binding;
import io.vip4j.config.Gate;
import io.vip4j.config.VirtualRouterConfig;
import io.vip4j.keepalived.KeepalivedConfig;
import org.junit.jupiter.api.Test;

class RouterDescriptionTest {

    private static String of(String lines) {
        KeepalivedConfig config = KeepalivedConfig.parse(
                "k.conf", "vrrp_instance web {\ninterface eth0\nvirtual_router_id 10\n" + lines + "\n}\n");
        assertThat(config.hasErrors()).as(config.diagnostics().toString()).isFalse();
        return RouterDescription.of(config.routers().get(0));
    }

    @Test
    void whatIsAsUsualIsNotSaid() {
        assertThat(of("virtual_ipaddress {\n198.51.100.1/24\n}"))
                .isEqualTo(
                        "router web: VRRPv2 vrid 10 on eth0, priority 100, advertises every 1 s; while Active it holds "
                                + "198.51.100.1/24, and the kernel removes it 2 s after this process dies or freezes");
    }

    @Test
    void whatIsNotAsUsualIsSaidShortly() {
        assertThat(of("""
                        preempt_delay 4.5
                        unicast_src_ip 198.51.100.2
                        unicast_peer {
                          198.51.100.3
                          198.51.100.4
                        }
                        track_interface {
                          eth1
                        }
                        virtual_ipaddress {
                          198.51.100.1/24
                        }
                        virtual_ipaddress_excluded {
                          2001:db8::1/64
                        }
                        virtual_routes {
                          203.0.113.0/24 via 198.51.100.9
                          192.0.2.0/24 via 198.51.100.9
                        }
                        virtual_rules {
                          from 198.51.100.1 table 9 preference 9
                        }
                        """))
                .isEqualTo("router web: VRRPv2 vrid 10 on eth0 by unicast 198.51.100.3 198.51.100.4 from "
                        + "198.51.100.2, priority 100 with preemption after 4.5 s, advertises every 1 s, watches eth1; "
                        + "while Active it holds 198.51.100.1/24 2001:db8::1/64 and 2 routes and 1 rule, and the "
                        + "kernel removes it 2 s after this process dies or freezes");
        assertThat(of("no_virtual_ipaddress\nuse_vmac\nmcast_dst_ip ff02::99"))
                .isEqualTo("router web: VRRPv3 over IPv6 vrid 10 on eth0 by multicast ff02::99 with a virtual MAC, "
                        + "priority 100, advertises every 1 s; while Active it holds nothing but the role");
    }

    @Test
    void whatHoldsTheAddressIsSaid() {
        VirtualRouterConfig bound = VirtualRouterConfig.builder("web")
                .networkInterface("eth0")
                .vrid(10)
                .address("198.51.100.1/24")
                .binding(Binding.PROCESS)
                .gate(Gate.NFT)
                .build();
        assertThat(RouterDescription.of(bound))
                .isEqualTo(
                        "router web: VRRPv3 vrid 10 on eth0, priority 100, advertises every 1 s; while Active it holds "
                                + "198.51.100.1/24, which goes with this process, and 2 s after it freezes; nobody reaches it once "
                                + "three advertisements are missing");
    }
}
