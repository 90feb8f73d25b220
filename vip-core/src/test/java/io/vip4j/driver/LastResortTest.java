/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.driver;

import static io.vip4j.driver.HostBench.router;
import static org.assertj.core.api.Assertions.assertThat;

import io.vip4j.config.Preemption;
import io.vip4j.config.Quorum;
import io.vip4j.config.SyncGroup;
import io.vip4j.config.Timing;
import io.vip4j.config.VirtualRouterConfig;
import io.vip4j.driver.checks.PushedHealth;
import io.vip4j.event.VipState;
import io.vip4j.health.HealthCheck;
import io.vip4j.health.NamedCheck;
import io.vip4j.health.OnFailure;
import io.vip4j.probe.Probe;
import io.vip4j.simulation.SimulatedLan;
import io.vip4j.simulation.SimulatedVoteStore;
import io.vip4j.vrrp.IpAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What routers with keepWhenAllBad do when they are sick: alone, among each other and in groups. */
class LastResortTest {

    private static final String VIP = "198.51.100.221";
    private static final String OTHER = "198.51.100.222";

    private final SimulatedLan lan = SimulatedLan.virtualTime(1);

    private static VirtualRouterConfig.Builder web(int priority) {
        return router("web", 10, VIP).priority(priority).keepWhenAllBad(true);
    }

    private List<HostBench> start(int... priorities) {
        List<HostBench> hosts = new ArrayList<>();
        for (int priority : priorities) {
            HostBench host = new HostBench(lan, Character.toString('a' + hosts.size()));
            host.apply(web(priority).build());
            hosts.add(host);
        }
        lan.run(Duration.ofSeconds(6));
        return hosts;
    }

    private static long transitions(List<HostBench> hosts) {
        return hosts.stream()
                .mapToLong(host -> host.elector("web").status().transitions().size())
                .sum();
    }

    private HostBench onlyActive(List<HostBench> hosts) {
        List<HostBench> active = hosts.stream()
                .filter(host -> host.state("web") == VipState.ACTIVE)
                .toList();
        assertThat(active).as("Active routers").hasSize(1);
        assertThat(lan.holders(IpAddress.parse(VIP)))
                .containsExactly(active.get(0).node.name());
        return active.get(0);
    }

    /** All orders in which two and three routers fall sick and recover. */
    @Test
    void unansweredCheckKeepsTheRouterAwayAndAFailedOneMakesItTheLastResort() {
        boolean[] healthy = {false};
        HealthCheck check = HealthCheck.of(
                timeout -> healthy[0] ? Probe.Result.healthy("fine") : Probe.Result.unhealthy("refused"));
        HostBench a = new HostBench(lan, "a");
        SyncGroup group = new SyncGroup(
                "both", List.of("web", "mail"), List.of(new NamedCheck("db", check, OnFailure.release())), List.of());
        a.apply(group, web(200).build(), mail(200, true));
        lan.run(Duration.ofSeconds(6));
        requireStates(a, VipState.ACTIVE);
        assertThat(List.of(a.priority("web"), a.priority("mail"))).containsOnly(1);
        assertThat(a.obstacle("web")).startsWith("last resort with priority 1: group both: check db DOWN");
        healthy[0] = true;
        lan.run(Duration.ofSeconds(3));
        requireStates(a, VipState.ACTIVE);
        assertThat(List.of(a.priority("web"), a.priority("mail"))).containsOnly(200);
    }

    @Test // 5/C18
    void equallySickRoutersDoNotDanceAndTheBestHealthyOneTakesOver() {
        for (int[] priorities : new int[][] {{200, 100}, {100, 100}, {200, 150, 100}, {100, 100, 100}}) {
            List<Integer> numbers = new ArrayList<>();
            for (int i = 0; i < priorities.length; i++) {
                numbers.add(i);
            }
            for (List<Integer> falling : permutations(numbers)) {
                for (List<Integer> rising : permutations(numbers)) {
                    new LastResortTest().fallAndRise(priorities, falling, rising);
                }
            }
        }
    }

    private void fallAndRise(int[] priorities, List<Integer> falling, List<Integer> rising) {
        List<HostBench> hosts = start(priorities);
        for (int number : falling) {
            hosts.get(number).health("web", "db", false);
            lan.run(Duration.ofSeconds(6));
            onlyActive(hosts);
        }
        HostBench keeper = onlyActive(hosts);
        long before = transitions(hosts);
        lan.run(Duration.ofMinutes(2));
        assertThat(transitions(hosts)).as("nobody dances").isEqualTo(before);
        assertThat(keeper.obstacle("web")).isEqualTo("last resort with priority 1: check db DOWN: by hand");
        List<HostBench> well = new ArrayList<>();
        for (int number : rising) {
            HostBench recovered = hosts.get(number);
            well.add(recovered);
            recovered.health("web", "db", true);
            lan.run(Duration.ofSeconds(10));
            int best = well.stream()
                    .map(host -> host.priority("web"))
                    .max(Comparator.naturalOrder())
                    .orElseThrow();
            HostBench active = onlyActive(hosts);
            assertThat(well).contains(active);
            assertThat(active.priority("web")).as("the best of the healthy").isEqualTo(best);
            assertThat(active.obstacle("web")).isEmpty();
        }
    }

    private static List<List<Integer>> permutations(List<Integer> items) {
        if (items.isEmpty()) {
            return List.of(List.of());
        }
        List<List<Integer>> all = new ArrayList<>();
        for (Integer first : items) {
            List<Integer> rest = new ArrayList<>(items);
            rest.remove(first);
            for (List<Integer> tail : permutations(rest)) {
                List<Integer> whole = new ArrayList<>(List.of(first));
                whole.addAll(tail);
                all.add(whole);
            }
        }
        return all;
    }

    @Test // 5/C18
    void sickActiveRouterOffersTheRoleOnceAndWaitsForActiveDownInterval() {
        HostBench a = start(200).get(0);
        a.words.clear();
        a.health("web", "db", false);
        assertThat(a.words).containsExactly("unbind", "|", "advertise(0)");
        assertThat(a.state("web")).isEqualTo(VipState.BACKUP);
        assertThat(a.priority("web")).isEqualTo(1);
        a.words.clear();
        a.run(Duration.ofNanos(3_996_093_750L - 1));
        assertThat(a.words).isEmpty();
        a.run(Duration.ofNanos(1));
        assertThat(a.words).containsExactly("advertise(1)", "bind", "|", "announce");
        a.health("web", "disk", false);
        a.health("web", "db", true);
        a.runSeconds(10);
        assertThat(a.words).as("it offers the role once").doesNotContain("unbind");
        assertThat(a.priority("web")).isEqualTo(1);
        a.words.clear();
        a.health("web", "disk", true);
        assertThat(a.words).containsExactly("advertise(200)");
    }

    @Test
    void recoveryInTheSameTurnLeavesNoTrace() {
        List<HostBench> hosts = start(200, 100);
        HostBench a = hosts.get(0);
        PushedHealth db = a.handle("web", "db", OnFailure.release());
        a.onLoop(() -> {
            db.down("blink");
            db.up();
            return true;
        });
        assertThat(a.priority("web")).isEqualTo(200);
        assertThat(a.obstacle("web")).isEmpty();
        lan.run(Duration.ofSeconds(6));
        assertThat(onlyActive(hosts)).isSameAs(a);
    }

    @Test
    void interfaceAndStartupDelayAndTrackedInterfaceStayObstacles() {
        HostBench a = new HostBench(lan, "a");
        a.node.addInterface("eth1");
        a.apply(web(200).timing(Timing.DEFAULT.startupDelay(Duration.ofSeconds(2)))
                .trackInterface("eth1", OnFailure.release())
                .build());
        a.health("web", "db", false);
        assertThat(a.obstacle("web")).isEqualTo("the startup delay of 2 s is not over");
        a.runSeconds(10);
        assertThat(a.state("web")).isEqualTo(VipState.ACTIVE);
        a.node.unplug("eth1");
        assertThat(a.state("web")).isEqualTo(VipState.INITIALIZE);
        assertThat(a.obstacle("web")).isEqualTo("interface eth1 is down");
        a.node.plugIn("eth1");
        a.runSeconds(5);
        assertThat(a.state("web")).isEqualTo(VipState.ACTIVE);
        a.node.unplug();
        assertThat(a.state("web")).isEqualTo(VipState.INITIALIZE);
        a.node.plugIn();
        a.runSeconds(5);
        assertThat(a.obstacle("web")).startsWith("last resort with priority 1: check db DOWN");
    }

    @Test
    void settingMayChangeWhileTheRouterIsSick() {
        HostBench a = start(200).get(0);
        a.health("web", "db", false);
        a.runSeconds(5);
        assertThat(a.state("web")).isEqualTo(VipState.ACTIVE);
        a.apply(web(200).keepWhenAllBad(false).build());
        assertThat(a.state("web")).isEqualTo(VipState.INITIALIZE);
        assertThat(a.obstacle("web")).isEqualTo("check db DOWN: by hand");
        a.apply(web(200).build());
        assertThat(a.state("web")).isEqualTo(VipState.BACKUP);
        assertThat(a.priority("web")).isEqualTo(1);
    }

    @Test // 5/C18
    void healthyRouterTakesTheRoleFromALastResortEvenIfItWaitsOnPurpose() {
        HostBench a = new HostBench(lan, "a");
        HostBench b = new HostBench(lan, "b");
        a.apply(web(200).build());
        b.apply(web(100).preemption(Preemption.after(Duration.ofMinutes(10))).build());
        lan.run(Duration.ofSeconds(6));
        b.health("web", "db", false);
        a.health("web", "db", false);
        lan.run(Duration.ofSeconds(20));
        assertThat(onlyActive(List.of(a, b))).isSameAs(b);
        a.onLoop(() -> b.elector("web").steering().switchover(Duration.ofSeconds(5)));
        lan.run(Duration.ofSeconds(5));
        assertThat(onlyActive(List.of(a, b))).isSameAs(a);
        b.health("web", "db", true);
        lan.run(Duration.ofSeconds(5));
        assertThat(onlyActive(List.of(a, b))).isSameAs(b);
        assertThat(b.lastTransition("web").cause().toString())
                .startsWith("ACTIVE_DOWN (198.51.100.1 with priority 1 is lower than ours");
    }

    @Test
    void healthyRouterTakesTheVoteFromALastResort() {
        SimulatedVoteStore store = lan.newVoteStore();
        HostBench b = new HostBench(lan, "b");
        b.apply(web(100).quorum(Quorum.of(store.gate("web", "b"))).build());
        lan.run(Duration.ofSeconds(6));
        b.health("web", "db", false);
        lan.run(Duration.ofSeconds(6));
        assertThat(onlyActive(List.of(b)).priority("web")).isEqualTo(1);
        HostBench a = new HostBench(lan, "a");
        a.apply(web(200).quorum(Quorum.of(store.gate("web", "a"))).build());
        lan.run(Duration.ofSeconds(6));
        assertThat(onlyActive(List.of(a, b))).isSameAs(a);
    }

    private VirtualRouterConfig mail(int priority, boolean keep) {
        return router("mail", 11, OTHER).priority(priority).keepWhenAllBad(keep).build();
    }

    @Test
    void sickMemberMakesTheWholeGroupTheLastResortIfAllMembersWantIt() {
        SyncGroup group = SyncGroup.of("both", "web", "mail");
        HostBench a = new HostBench(lan, "a");
        HostBench b = new HostBench(lan, "b");
        a.apply(group, web(200).build(), mail(200, true));
        b.apply(group, web(100).build(), mail(100, true));
        lan.run(Duration.ofSeconds(6));
        a.health("web", "db", false);
        assertThat(List.of(a.priority("web"), a.priority("mail"))).containsOnly(1);
        assertThat(a.obstacle("mail"))
                .isEqualTo("last resort with priority 1: group both: web: check db DOWN: by hand");
        assertThat(a.lastTransition("mail").cause().toString()).startsWith("HEALTH (group both: web: check db DOWN");
        lan.run(Duration.ofSeconds(5));
        requireStates(b, VipState.ACTIVE);
        b.health("mail", "disk", false);
        lan.run(Duration.ofSeconds(10));
        requireStates(a, VipState.ACTIVE);
        b.health("mail", "disk", true);
        lan.run(Duration.ofSeconds(10));
        requireStates(b, VipState.ACTIVE);
        a.health("web", "db", true);
        lan.run(Duration.ofSeconds(10));
        requireStates(a, VipState.ACTIVE);
        assertThat(a.priority("mail")).isEqualTo(200);
    }

    @Test
    void groupReleasesAsEverIfOneMemberWantsIt() {
        HostBench a = new HostBench(lan, "a");
        a.apply(SyncGroup.of("both", "web", "mail"), web(200).build(), mail(200, false));
        lan.run(Duration.ofSeconds(6));
        a.health("web", "db", false);
        requireStates(a, VipState.INITIALIZE);
        assertThat(a.obstacle("mail")).isEqualTo("group both: web: check db DOWN: by hand");
    }

    private static void requireStates(HostBench host, VipState state) {
        assertThat(List.of(host.state("web"), host.state("mail"))).containsOnly(state);
    }
}
