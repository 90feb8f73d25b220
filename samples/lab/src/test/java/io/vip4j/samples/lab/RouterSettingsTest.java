/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vip4j.vrrp.AdvertisementInterval;
import io.vip4j.vrrp.Priority;
import io.vip4j.vrrp.VrrpVersion;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RouterSettingsTest {

    @Test
    void versionTwoIsWrittenAsInTheTutorial() {
        assertThat(RouterSettings.v2(90).keepalivedConf("NodeB")).isEqualTo("""
                global_defs {
                  router_id NodeB
                }

                vrrp_instance VI_1 {
                  state BACKUP
                  interface eth0
                  virtual_router_id 10
                  priority 90
                  advert_int 1
                  authentication {
                    auth_type PASS
                    auth_pass 1234
                  }
                  virtual_ipaddress {
                    198.51.100.10/24
                  }
                }
                """);
    }

    @Test
    void versionThreeSaysItsVersionAndFractionsOfASecond() {
        assertThat(RouterSettings.v3(100, Duration.ofMillis(100)).keepalivedConf("NodeA"))
                .contains("  state MASTER\n", "  advert_int 0.1\n", "  version 3\n")
                .doesNotContain("authentication");
    }

    @Test
    void unicastAndSeveralAddressesAndFurtherLines() {
        assertThat(RouterSettings.v6(100, Duration.ofMillis(200))
                        .withUnicast("2001:db8::1", "2001:db8::2", "2001:db8::3")
                        .withLine("nopreempt")
                        .keepalivedConf("NodeA"))
                .endsWith("""
                          version 3
                          nopreempt
                          unicast_src_ip 2001:db8::1
                          unicast_peer {
                            2001:db8::2
                            2001:db8::3
                          }
                          virtual_ipaddress {
                            fe80::10/64
                            2001:db8::10/64
                          }
                        }
                        """);
    }

    @Test
    void electionWithoutAnAddress() {
        assertThat(RouterSettings.v2(100).withAddresses().keepalivedConf("NodeA"))
                .contains("  no_virtual_ipaddress\n")
                .doesNotContain("virtual_ipaddress {");
    }

    @Test
    void frrIsToldTheSame() {
        assertThat(FrrNode.configuration(RouterSettings.v6(90, Duration.ofMillis(200))))
                .isEqualTo("""
                log stdout debugging
                debug vrrp protocol
                interface eth0
                 vrrp 10 version 3
                 vrrp 10 priority 90
                 vrrp 10 advertisement-interval 200
                 vrrp 10 ipv6 fe80::10
                 vrrp 10 ipv6 2001:db8::10
                """);
    }

    @Test
    void versionTwoHasNoIpv6() {
        assertThatThrownBy(() -> RouterSettings.v2(100).withAddresses("fe80::10/64"))
                .isInstanceOf(LabException.class)
                .hasMessage("VRRPv2 has no IPv6: [fe80::10/64]");
    }

    @Test
    void timersOfTheBackup() {
        assertThat(RouterSettings.v2(90).activeDownInterval()).isEqualTo(Duration.ofNanos(3_648_437_500L));
        assertThat(RouterSettings.v3(90, Duration.ofMillis(100)).skewTime()).isEqualTo(Duration.ofNanos(64_843_750L));
    }

    @Test
    void versionThreeHasNoPassword() {
        assertThatThrownBy(() -> new RouterSettings(
                        VrrpVersion.V3,
                        10,
                        new Priority(100),
                        AdvertisementInterval.DEFAULT,
                        Optional.of("1234"),
                        List.of("198.51.100.10/24"),
                        Optional.empty(),
                        List.of()))
                .isInstanceOf(LabException.class)
                .hasMessage("VRRPv3 has no password: 1234");
    }
}
