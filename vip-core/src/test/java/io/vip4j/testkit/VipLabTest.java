/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vip4j.VipHost;
import io.vip4j.config.HostConfig;
import io.vip4j.config.SyncGroup;
import io.vip4j.config.VirtualRouterConfig;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The test kit, used as its users do. */
@VipTest
class VipLabTest {

    private static final Duration TAKEOVER = Duration.ofSeconds(4);

    @BeforeEach
    void start(VipLab lab) {
        lab.start("a", VipLab.router(200).build());
        lab.start("b", VipLab.router(100).build());
        lab.expect("a").active().within(TAKEOVER);
    }

    @Test
    void killedOwnerIsReplacedAndItsKernelLetsGoBefore(VipLab lab) {
        lab.node("a").kill();
        lab.expectOwners(VipLab.ADDRESS, "a").now();
        assertThat(lab.expectOwners(VipLab.ADDRESS).within(TAKEOVER)).isLessThanOrEqualTo(Duration.ofSeconds(2));
        assertThat(lab.expect("b").active().within(TAKEOVER)).isGreaterThan(Duration.ofSeconds(1));
        lab.expect("a").notActive().now();
        lab.node("a").restart();
        lab.expect("a").active().within(TAKEOVER);
        lab.expect("b").backup().now();
    }

    @Test
    void frozenOwnerComesBackAsBackup(VipLab lab) {
        lab.node("a").freeze();
        lab.expect("b").active().within(TAKEOVER);
        lab.expect("a").notActive().now();
        lab.node("a").thaw();
        lab.expect("a").backup().now();
        lab.expectOwners(VipLab.ADDRESS, "b").now();
        lab.expect("a").active().within(TAKEOVER);
    }

    @Test
    void stoppedOwnerHandsOverWithinSkewTime(VipLab lab) {
        lab.node("a").stop();
        assertThat(lab.expect("b").active().within(TAKEOVER)).isLessThan(Duration.ofSeconds(1));
    }

    @Test
    void unpluggedOwnerTakesNoPart(VipLab lab) {
        lab.node("a").unplug();
        lab.expect("a").initialize().within(TAKEOVER);
        lab.expect("b").active().within(TAKEOVER);
        lab.node("a").plugIn();
        lab.expect("a").active().within(TAKEOVER);
    }

    @Test
    void splitHasTwoOwnersAndHealingOne(VipLab lab) {
        lab.split("a");
        lab.expectOwners(VipLab.ADDRESS, "a", "b").within(TAKEOVER);
        lab.heal();
        lab.expectOwners(VipLab.ADDRESS, "a").within(TAKEOVER);
        lab.expectAtMostOneOwner(VipLab.ADDRESS).throughout(Duration.ofHours(1));
    }

    @Test
    void oneWayLossIsACut(VipLab lab) {
        lab.cut("a", "b");
        lab.expect("b").active().within(TAKEOVER);
        lab.heal();
        lab.expect("b").backup().within(TAKEOVER);
    }

    @Test
    void healthOfTheApplicationMovesTheRole(VipLab lab) {
        var health = lab.node("a").router().health("pool");
        health.down("empty");
        lab.expect("b").active().within(TAKEOVER);
        lab.expect("a").initialize().now();
    }

    @Test
    void hostsOfSeveralRoutersAndApplicationsCanBeStarted(VipLab lab) {
        VirtualRouterConfig web = VipLab.router(150).build();
        VirtualRouterConfig mail = VirtualRouterConfig.builder("mail")
                .networkInterface("eth0")
                .vrid(11)
                .address("198.51.100.201/24")
                .build();
        lab.start("c", new HostConfig(List.of(web, mail), List.of(SyncGroup.of("all", "web", "mail"))));
        lab.start("d", platform -> {
            VipHost host = VipHost.open(platform);
            host.start(mail);
            return host;
        });
        lab.run(Duration.ofSeconds(10));
        lab.expect("c", "web").backup().now();
        lab.expect("d").active().now();
        assertThat(lab.node("c").router("mail").config()).isEqualTo(mail);
        assertThatThrownBy(() -> lab.expect("c").backup().now())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("several routers run on node c, say which");
        lab.node("d").host().close();
        lab.expect("d").notActive().now();
    }

    @Test
    void failureTellsWhatHappenedOnEveryNode(VipLab lab) {
        lab.node("a").kill();
        assertThatThrownBy(() -> lab.expect("b").active().within(Duration.ofSeconds(3)))
                .isInstanceOf(ExpectationError.class)
                .hasMessage("""
                        expected b to be ACTIVE within 3000 ms, but after that it is BACKUP
                        nodes:
                          a: killed
                          b: running, web BACKUP
                        timeline:
                               0.000 s  --       a is started
                               0.000 s  a        web INITIALIZE -> BACKUP  STARTUP (started)
                               0.000 s  --       b is started
                               0.000 s  b        web INITIALIZE -> BACKUP  STARTUP (started)
                               3.219 s  a        web BACKUP -> ACTIVE  ACTIVE_DOWN (no Active router heard for 3219 ms -> addresses bound in 0.0 ms)
                               3.219 s  --       a is killed\
                        """);
    }

    @Test
    void whatDoesNotLastIsToldWithItsMoment(VipLab lab) {
        lab.node("a").freeze();
        assertThatThrownBy(() -> lab.expect("b").backup().throughout(Duration.ofSeconds(10)))
                .isInstanceOf(ExpectationError.class)
                .hasMessageStartingWith("expected b to be BACKUP throughout 10000 ms, but after 3609 ms it is ACTIVE\n")
                .hasMessageContaining("  a: frozen, web ACTIVE without its addresses\n");
        assertThatThrownBy(() -> lab.expectOwners(VipLab.ADDRESS, "a").now())
                .hasMessageStartingWith("expected 198.51.100.200 to be held by a now, but it is held by b\nnodes:\n");
    }

    @Test
    void typingErrorsAndMisuseAreRefused(VipLab lab) {
        assertThatThrownBy(() -> lab.expect("bb"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no node bb: there are a and b");
        assertThatThrownBy(() -> lab.start("a", VipLab.router(10).build()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("node a runs already; kill or stop it first");
        assertThatThrownBy(() -> lab.node("c").router())
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("no router runs on node c: c: not started");
        assertThatThrownBy(() -> lab.node("c").restart())
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("nothing was started on node c");
    }
}
