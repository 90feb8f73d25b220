/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.driver;

import static io.vip4j.driver.HostBench.router;
import static org.assertj.core.api.Assertions.assertThat;

import io.vip4j.config.SyncGroup;
import io.vip4j.config.TrackedInterface;
import io.vip4j.config.VirtualRouterConfig;
import io.vip4j.driver.checks.PushedHealth;
import io.vip4j.event.VipState;
import io.vip4j.health.OnFailure;
import io.vip4j.simulation.SimulatedLan;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** When falling weights make a router give the role away, and when they do not. */
class StandingTest {

    private static final String VIP = "198.51.100.221";

    private final SimulatedLan lan = SimulatedLan.virtualTime(1);
    private final HostBench a = new HostBench(lan, "a");
    private final HostBench b = new HostBench(lan, "b");

    private static VirtualRouterConfig.Builder web(int priority) {
        return router("web", 10, VIP).priority(priority);
    }

    private void startHigherAfterLower() {
        b.apply(web(90).build());
        b.runSeconds(4);
        a.apply(web(100).build());
        a.runSeconds(6);
        assertThat(a.state("web")).isEqualTo(VipState.ACTIVE);
        a.words.clear();
    }

    @Test // 5/C7
    void releaseComesBeforeTheLoweredPriorityIsAdvertised() {
        startHigherAfterLower();
        a.handle("web", "load", OnFailure.weight(-30)).down("slow");
        assertThat(a.words).containsExactly("unbind", "|", "advertise(0)");
        assertThat(a.priority("web")).isEqualTo(70);
        a.run(Duration.ofMillis(649));
        assertThat(b.state("web")).isEqualTo(VipState.ACTIVE);
    }

    @Test // 5/C7
    void activeRouterThatFellSilentIsNoReasonToRelease() {
        b.apply(web(120).build());
        b.runSeconds(4);
        a.apply(web(100).build());
        a.runSeconds(6);
        b.node.kill();
        a.runSeconds(6);
        assertThat(a.state("web")).isEqualTo(VipState.ACTIVE);
        a.words.clear();
        a.handle("web", "load", OnFailure.weight(-30)).down("slow");
        assertThat(a.words).containsExactly("advertise(70)", "renew");
        assertThat(a.state("web")).isEqualTo(VipState.ACTIVE);
    }

    @Test // 5/C7
    void whoIsReleasedWaitsForActiveDownIntervalWithTheLoweredPriority() {
        startHigherAfterLower();
        b.node.kill();
        a.handle("web", "load", OnFailure.weight(-30)).down("slow");
        a.run(Duration.ofNanos(3_726_562_500L - 1));
        assertThat(a.state("web")).isEqualTo(VipState.BACKUP);
        a.run(Duration.ofNanos(1));
        assertThat(a.state("web")).isEqualTo(VipState.ACTIVE);
    }

    @Test // 5/C7
    void successorThatWasHeardSinceIsStillRememberedAndOnlyOnce() {
        startHigherAfterLower();
        PushedHealth load = a.handle("web", "load", OnFailure.weight(-30));
        for (int round = 0; round < 3; round++) {
            load.down("slow");
            a.runSeconds(2);
            assertThat(b.state("web")).isEqualTo(VipState.ACTIVE);
            load.up();
            a.runSeconds(5);
            assertThat(a.state("web")).isEqualTo(VipState.ACTIVE);
        }
        b.node.kill();
        int before = a.elector("web").status().transitions().size();
        for (int round = 0; round < 5; round++) {
            load.down("slow");
            a.runSeconds(5);
            load.up();
            a.runSeconds(5);
        }
        assertThat(a.elector("web").status().transitions().size() - before)
                .as("gave the role away once in vain and took it back")
                .isEqualTo(2);
    }

    @Test
    void weightThatComesBackInTheSameTurnHasActedAllTheSame() {
        startHigherAfterLower();
        PushedHealth load = a.handle("web", "load", OnFailure.weight(-30));
        a.onLoop(() -> {
            load.down("slow");
            load.up();
            return true;
        });
        assertThat(a.words).containsExactly("unbind", "|", "advertise(0)");
        assertThat(a.priority("web")).isEqualTo(100);
        a.runSeconds(6);
        assertThat(a.state("web")).isEqualTo(VipState.ACTIVE);
    }

    @Test
    void parametersMayChangeWhileTheAddressesAreOnTheirWayOut() {
        startHigherAfterLower();
        a.platform.answerDelay(Duration.ofMillis(30));
        PushedHealth load = a.handle("web", "load", OnFailure.weight(-30));
        load.down("slow");
        assertThat(a.words).containsExactly("unbind");
        load.up();
        load.down("slow");
        load.degraded(0.9, "fine");
        a.run(Duration.ofMillis(30));
        assertThat(a.words).containsExactly("unbind", "|", "advertise(0)");
        assertThat(a.priority("web")).isEqualTo(97);
        a.runSeconds(6);
        assertThat(a.state("web")).isEqualTo(VipState.ACTIVE);
    }

    @Test // 5/C7
    void trackedInterfaceReleasesTooAndSaysSo() {
        a.node.addInterface("eth1");
        b.apply(web(90).build());
        b.runSeconds(4);
        a.apply(web(100).trackInterface("eth1", OnFailure.weight(-30)).build());
        a.runSeconds(6);
        a.node.unplug("eth1");
        assertThat(a.lastTransition("web").cause().toString())
                .isEqualTo("INTERFACE (interface eth1 is down -> priority 70 -> 198.51.100.2 heard with 90, 2390 ms ago"
                        + " -> addresses removed in 0.0 ms)");
    }

    @Test // 5/C8
    void ownerIsNeverReleasedByAWeight() {
        a.apply(web(255).build());
        a.handle("web", "load", OnFailure.weight(-253)).down("slow");
        assertThat(a.state("web")).isEqualTo(VipState.ACTIVE);
        assertThat(a.priority("web")).isEqualTo(255);
    }

    @Test
    void weightOfOneMemberMovesTheWholeGroup() {
        SyncGroup group = SyncGroup.of("both", "web", "mail");
        for (HostBench host : List.of(b, a)) {
            int priority = host == a ? 100 : 90;
            host.apply(
                    group,
                    web(priority).build(),
                    router("mail", 11, "198.51.100.222").priority(priority).build());
            host.runSeconds(6);
        }
        assertThat(List.of(a.state("web"), a.state("mail"))).containsOnly(VipState.ACTIVE);
        PushedHealth load = a.handle("web", "load", OnFailure.weight(-30));
        load.down("slow");
        assertThat(List.of(a.state("web"), a.state("mail"))).containsOnly(VipState.BACKUP);
        assertThat(a.lastTransition("mail").cause().toString())
                .startsWith(
                        "HEALTH (group both: web: check load DOWN: slow -> priority 70 -> 198.51.100.2 heard with 90");
        a.runSeconds(5);
        assertThat(List.of(b.state("web"), b.state("mail"))).containsOnly(VipState.ACTIVE);
        load.up();
        a.runSeconds(8);
        assertThat(List.of(a.state("web"), a.state("mail")))
                .as("the group preempts together")
                .containsOnly(VipState.ACTIVE);
    }

    @Test
    void weightOfAGroupMovesIt() {
        a.node.addInterface("eth2");
        SyncGroup group = new SyncGroup(
                "both",
                List.of("web", "mail"),
                List.of(),
                List.of(new TrackedInterface("eth2", OnFailure.weight(-30))));
        b.apply(web(90).build());
        b.runSeconds(4);
        a.apply(group, web(100).build(), router("mail", 11, "198.51.100.222").build());
        a.runSeconds(8);
        assertThat(List.of(a.state("web"), a.state("mail"))).containsOnly(VipState.ACTIVE);
        a.node.unplug("eth2");
        assertThat(List.of(a.state("web"), a.state("mail"))).containsOnly(VipState.BACKUP);
        for (String name : List.of("web", "mail")) {
            assertThat(a.lastTransition(name).cause().toString())
                    .startsWith("INTERFACE (group both: interface eth2 is down -> priority 70 -> 198.51.100.2 heard");
        }
    }
}
