/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.vipd;

import static org.assertj.core.api.Assertions.assertThat;

import io.vip4j.keepalived.KeepalivedConfig;
import io.vip4j.testkit.VipLab;
import io.vip4j.testkit.VipTest;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the files of two nodes do, played in memory before any machine sees them. */
@VipTest
class PlayedFilesTest {

    private static final Duration TAKEOVER = Duration.ofSeconds(4);
    private static final String WEB = "198.51.100.110";
    private static final String MAIL = "198.51.100.111";

    /** Each node owns one address and stands in for the other. */
    private static KeepalivedConfig node(String name, int webPriority, int mailPriority) {
        KeepalivedConfig config = KeepalivedConfig.parse(name + ".conf", """
                vrrp_instance web {
                    interface eth0
                    virtual_router_id 10
                    priority %d
                    advert_int 1
                    virtual_ipaddress {
                        198.51.100.110/24
                    }
                }
                vrrp_instance mail {
                    interface eth0
                    virtual_router_id 11
                    priority %d
                    advert_int 1
                    virtual_ipaddress {
                        198.51.100.111/24
                    }
                }
                """.formatted(webPriority, mailPriority));
        assertThat(config.hasErrors()).as(() -> config.diagnostics().toString()).isFalse();
        return config;
    }

    @BeforeEach
    void start(VipLab lab) {
        lab.start("left", node("left", 150, 100).hostConfig());
        lab.start("right", node("right", 100, 150).hostConfig());
        lab.expect("left", "web").active().within(TAKEOVER);
        lab.expect("right", "mail").active().within(TAKEOVER);
    }

    @Test
    void eachNodeStandsInForTheOther(VipLab lab) {
        lab.node("left").kill();
        lab.expectOwners(WEB, "right").within(TAKEOVER);
        lab.expectOwners(MAIL, "right").now();
        lab.node("left").restart();
        lab.expectOwners(WEB, "left").within(TAKEOVER);
        lab.expectOwners(MAIL, "right").throughout(Duration.ofMinutes(10));
    }

    @Test
    void stallOfOneNodeNeverMakesTwoOwners(VipLab lab) {
        lab.node("right").freeze();
        lab.expectAtMostOneOwner(MAIL).throughout(TAKEOVER);
        lab.expect("left", "mail").active().now();
        lab.node("right").thaw();
        lab.expectAtMostOneOwner(MAIL).throughout(TAKEOVER);
        lab.expect("right", "mail").active().within(TAKEOVER);
    }
}
