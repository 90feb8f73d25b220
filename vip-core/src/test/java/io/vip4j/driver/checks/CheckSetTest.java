/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.driver.checks;

import static io.vip4j.driver.checks.CheckBench.named;
import static org.assertj.core.api.Assertions.assertThat;

import io.vip4j.driver.checks.CheckBench.Switch;
import io.vip4j.event.CheckResult;
import io.vip4j.event.CheckStatus;
import io.vip4j.health.FlapDamping;
import io.vip4j.health.HealthCheck;
import io.vip4j.health.InitialState;
import io.vip4j.health.NamedCheck;
import io.vip4j.health.OnFailure;
import io.vip4j.health.Reading;
import io.vip4j.probe.Probe;
import io.vip4j.simulation.SimulatedLan;
import io.vip4j.spi.PlatformException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CheckSetTest {

    private final CheckBench bench = new CheckBench();
    private final Switch a = new Switch();
    private final Switch b = new Switch();
    private final Switch c = new Switch();

    @AfterEach
    void closed() {
        bench.close();
        assertThat(bench.platform.armedAlarms()).as("alarms that are left").isZero();
    }

    private void startWith(NamedCheck... checks) {
        bench.run(false, checks);
        bench.start();
    }

    @Test
    void compositeIsUpWhileEnoughOfItsMembersAre() {
        startWith(named(
                "pool",
                HealthCheck.atLeast(
                        2, a.check().as("a"), b.check().as("b"), c.check().as("c"))));
        assertThat(bench.detail("pool")).isEqualTo("UP");
        assertThat(bench.names()).containsExactlyInAnyOrder("pool", "pool/a", "pool/b", "pool/c");
        b.set(false);
        bench.pass(1000);
        assertThat(bench.detail("pool")).isEqualTo("UP: 2 of 3 up, 2 needed (b DOWN 1/1: refused)");
        assertThat(bench.conditions.obstacle()).as("members only show").isEmpty();
        assertThat(bench.status("pool/b").onFailure()).isEqualTo(OnFailure.advisory());
        c.set(Probe.Result.unhealthy("reset"));
        bench.pass(1000);
        assertThat(bench.conditions.obstacle())
                .contains("check pool DOWN: 1 of 3 up, 2 needed (b DOWN: refused; c DOWN 1/1: reset)");
        b.set(true);
        bench.pass(1000);
        assertThat(bench.detail("pool")).isEqualTo("UP: 2 of 3 up, 2 needed (c DOWN: reset)");
        c.set(true);
        bench.pass(1000);
        assertThat(bench.detail("pool")).isEqualTo("UP");
    }

    @Test
    void allAndAnyAndNestedOnesFollowTheirMembers() {
        startWith(named(
                "service",
                HealthCheck.all(
                        a.check().as("front"),
                        HealthCheck.any(b.check().as("one"), c.check().as("two"))
                                .as("back"))));
        assertThat(bench.names())
                .containsExactlyInAnyOrder(
                        "service", "service/front", "service/back", "service/back/one", "service/back/two");
        b.set(false);
        bench.pass(1000);
        assertThat(bench.status("service").up()).isTrue();
        c.set(false);
        bench.pass(1000);
        assertThat(bench.detail("service"))
                .isEqualTo("DOWN: 1 of 2 up, 2 needed (back DOWN: 0 of 2 up, 1 needed (one DOWN: refused; two DOWN"
                        + " 1/1: refused))");
        b.set(true);
        bench.pass(1000);
        assertThat(bench.detail("service")).isEqualTo("UP");
    }

    @Test
    void membersKeepTheirOwnPaceAndGate() {
        startWith(named(
                "pool",
                HealthCheck.all(
                        a.check().fall(3).as("a"),
                        b.check().every(Duration.ofSeconds(4)).as("b"))));
        a.set(false);
        bench.pass(2000);
        assertThat(bench.detail("pool")).isEqualTo("UP");
        assertThat(bench.detail("pool/a")).isEqualTo("UP (failed 2/3: refused)");
        bench.pass(1000);
        assertThat(bench.status("pool").up()).isFalse();
        bench.pass(1000);
        assertThat(a.asked).isEqualTo(5);
        assertThat(b.asked).isEqualTo(2);
    }

    @Test
    void compositeIsAsStrongAsTheWorstOfTheBestThatItNeeds() {
        a.set(Probe.Result.degraded(0.5, "half"));
        b.set(Probe.Result.degraded(0.2, "slow"));
        startWith(
                named("all", HealthCheck.all(a.check().as("a"), b.check().as("b"))),
                named("any", HealthCheck.any(a.check().as("a"), b.check().as("b"))));
        assertThat(bench.status("all").reading().level()).isEqualTo(0.2);
        assertThat(bench.detail("all")).isEqualTo("UP at 20 %");
        assertThat(bench.status("any").reading().level()).isEqualTo(0.5);
        assertThat(bench.detail("any/a")).isEqualTo("UP at 50 %: half");
    }

    @Test
    void checkThatGoesUpAndDownTooOftenIsHeldDown() {
        startWith(named(
                "flappy",
                a.check()
                        .damping(new FlapDamping(
                                Duration.ofSeconds(10), Duration.ofSeconds(60), Duration.ofMinutes(5)))));
        for (int i = 0; i < 2; i++) {
            a.set(false);
            bench.pass(1000);
            assertThat(bench.detail("flappy")).isEqualTo("DOWN 1/1: refused");
            a.set(true);
            bench.pass(1000);
        }
        assertThat(bench.status("flappy").up()).isFalse();
        String until = bench.platform.loop().now().plusSeconds(10).toString();
        assertThat(bench.detail("flappy"))
                .isEqualTo("DOWN: held down until " + until
                        + " because it failed 2 times in a short while; it must stay UP until then");
        assertThat(bench.results.get(bench.results.size() - 1).healthy()).isTrue();
        int changesBefore = bench.changes;
        bench.pass(9_000);
        assertThat(bench.changes).as("the same answer in the same words").isEqualTo(changesBefore);
        bench.pass(999);
        assertThat(bench.status("flappy").up()).isFalse();
        bench.pass(1);
        assertThat(bench.detail("flappy")).isEqualTo("UP");
    }

    @Test
    void holdEndsWithoutAnAnswer() {
        startWith(named(
                "flappy",
                a.check()
                        .every(Duration.ofSeconds(4))
                        .damping(new FlapDamping(
                                Duration.ofSeconds(2), Duration.ofSeconds(60), Duration.ofMinutes(5)))));
        for (int i = 0; i < 2; i++) {
            a.set(false);
            bench.pass(4000);
            a.set(true);
            bench.pass(4000);
        }
        int asked = a.asked;
        bench.pass(1999);
        assertThat(bench.status("flappy").up()).isFalse();
        bench.pass(1);
        assertThat(bench.status("flappy").up()).isTrue();
        assertThat(a.asked).isEqualTo(asked);
    }

    @Test
    void initialStateCountsUntilTheFirstAnswer() {
        bench.platform.workExecutor(task -> {});
        for (InitialState initial : InitialState.values()) {
            bench.run(false, named("c", a.check().initially(initial)));
            bench.start();
            boolean up = initial == InitialState.UP || initial == InitialState.FULLY_UP;
            assertThat(bench.status("c").up()).as(initial.name()).isEqualTo(up);
            assertThat(bench.detail("c")).isEqualTo("has not answered yet");
            bench.run(false);
            assertThat(bench.names()).isEmpty();
        }
    }

    @Test
    void compositeCountsAsItsMembersSayBeforeTheyAnswer() {
        bench.platform.workExecutor(task -> {});
        startWith(
                named(
                        "any",
                        HealthCheck.any(
                                a.check().initially(InitialState.UP).as("a"),
                                b.check().as("b"))),
                named(
                        "all",
                        HealthCheck.all(
                                a.check().initially(InitialState.UP).as("a"),
                                b.check().as("b"))));
        assertThat(bench.status("any").up()).isTrue();
        assertThat(bench.status("all").up()).isFalse();
        assertThat(bench.detail("all")).isEqualTo("has not answered yet");
        assertThat(bench.results).isEmpty();
    }

    @Test
    void fullyUpAndFullyDownNeedAllTheirAnswers() {
        a.set(false);
        startWith(
                named("up", a.check().fall(2).initially(InitialState.FULLY_UP)),
                named("down", b.check().rise(2).initially(InitialState.FULLY_DOWN)));
        assertThat(bench.detail("up")).isEqualTo("UP (failed 1/2: refused)");
        assertThat(bench.detail("down")).isEqualTo("DOWN (succeeded 1/2: fine)");
        bench.pass(1000);
        assertThat(bench.detail("up")).isEqualTo("DOWN 2/2: refused");
        assertThat(bench.detail("down")).isEqualTo("UP");
    }

    @Test
    void liveChangeTakesNothingAwayBeforeTheNewCheckWasAsked() {
        bench.platform.workExecutor(task -> {});
        HealthCheck check = a.check();
        bench.run(
                true,
                named("new", check),
                new NamedCheck("reversed", check, OnFailure.release().reverse()),
                named("wary", check.initially(InitialState.DOWN)));
        bench.start();
        assertThat(bench.status("new").up()).isTrue();
        assertThat(bench.status("reversed").up()).as("up would release").isFalse();
        assertThat(bench.status("wary").up()).as("as it was told").isFalse();
    }

    @Test
    void unchangedCheckKeepsItsStateAndPaceAndAChangedOneItsState() {
        HealthCheck kept = a.check().fall(2);
        HealthCheck changed = b.check().fall(2).initially(InitialState.FULLY_UP);
        startWith(named("kept", kept), named("changed", changed));
        a.set(false);
        b.set(false);
        bench.pass(1500);
        assertThat(bench.detail("kept")).isEqualTo("UP (failed 1/2: refused)");
        int asked = a.asked;
        NamedCheck weighed = new NamedCheck("kept", kept, OnFailure.weight(-20));
        bench.run(true, weighed, named("changed", changed.fall(3)));
        bench.start();
        assertThat(bench.detail("changed")).isEqualTo("UP (failed 1/3: refused)");
        bench.pass(499);
        assertThat(a.asked).isEqualTo(asked);
        bench.pass(1);
        assertThat(bench.detail("kept")).isEqualTo("DOWN 2/2: refused");
        assertThat(bench.conditions.weight()).isEqualTo(-20);
        bench.run(true);
        assertThat(bench.names()).isEmpty();
        bench.pass(5000);
        assertThat(a.asked).isEqualTo(asked + 1);
    }

    @Test
    void everyAnswerIsTold() {
        startWith(named("web", HealthCheck.all(a.check().fall(2).as("a"))));
        a.set(false);
        bench.pass(2000);
        assertThat(bench.results.stream()
                        .map(result -> result.check() + " " + result.healthy() + " " + result.up() + " "
                                + result.changed() + " " + result.detail())
                        .toList())
                .containsExactly(
                        "web/a true true true fine",
                        "web true true true all are up",
                        "web/a false true false refused",
                        "web/a false false true refused",
                        "web false false true 0 of 1 up, 1 needed (a DOWN 2/2: refused)");
        CheckStatus status = bench.status("web/a");
        assertThat(status.successes()).isEqualTo(1);
        assertThat(status.failures()).isEqualTo(2);
        assertThat(status.last().map(CheckResult::detail)).contains("refused");
        assertThat(status.description()).isEqualTo("probe of the application");
        assertThat(bench.status("web").description()).isEqualTo("all of a");
    }

    @Test
    void steadyAnswersMoveNothing() {
        startWith(named("a", a.check()));
        int before = bench.changes;
        bench.pass(60_000);
        assertThat(bench.changes).isEqualTo(before);
        assertThat(bench.status("a").successes()).isEqualTo(61);
    }

    @Test
    void linkOfAnInterfaceIsWatched() {
        startWith(named("link", HealthCheck.networkInterface("eth7")));
        assertThat(bench.detail("link")).isEqualTo("DOWN: interface eth7 does not exist");
        bench.lan.node("a").addInterface("eth7");
        assertThat(bench.detail("link")).isEqualTo("UP");
        bench.lan.node("a").unplug("eth7");
        assertThat(bench.detail("link")).isEqualTo("DOWN: interface eth7 is down");
        assertThat(bench.status("link").failures()).isEqualTo(2);
    }

    @Test
    void fileThatWasNotReadYetCountsAsZero() {
        bench.platform.workExecutor(task -> {});
        bench.run(true, new NamedCheck("drain", HealthCheck.file(Path.of("/nowhere/drain")), OnFailure.weight(-7)));
        bench.start();
        assertThat(bench.status("drain").reading()).isEqualTo(new Reading(true, 1, OptionalInt.of(0)));
        assertThat(bench.conditions.weight()).isZero();
    }

    @Test
    void jitterRepeatsAndDiffersBetweenHostsAndChecks() {
        List<Long> first = paces("a", "one");
        assertThat(paces("a", "one")).isEqualTo(first);
        assertThat(paces("b", "one")).isNotEqualTo(first);
        assertThat(paces("a", "two")).isNotEqualTo(first);
        long before = 0;
        for (int i = 1; i < first.size(); i++) {
            assertThat(first.get(i) - first.get(i - 1)).isBetween(899L, 1101L);
            before = Math.max(before, Math.abs(first.get(i) - first.get(i - 1) - 1000));
        }
        assertThat(before).as("it is used").isGreaterThan(50);
        assertThat(first.get(0)).as("the first one is put off").isBetween(1L, 100L);
    }

    private static List<Long> paces(String node, String name) {
        SimulatedLan both = SimulatedLan.virtualTime(1);
        both.node("a");
        both.node("b");
        CheckBench jittering = new CheckBench(both, node);
        jittering.run(false, named(name, new Switch().check().jitter(0.1)));
        jittering.start();
        jittering.pass(60_000);
        return jittering.answeredAt(name);
    }

    @Test
    void pingTellsTheTimeOrWhyThereIsNone() {
        List<String> asked = new ArrayList<>();
        List<CompletableFuture<Duration>> replies = new ArrayList<>();
        bench.platform.echoes((target, timeout) -> {
            asked.add(target + " " + timeout.toMillis());
            CompletableFuture<Duration> reply = new CompletableFuture<>();
            replies.add(reply);
            return reply;
        });
        startWith(named("gateway", HealthCheck.ping("192.0.2.1").timeout(Duration.ofMillis(300))));
        bench.platform.loop().execute(() -> replies.get(0).complete(Duration.ofNanos(1_234_567)));
        assertThat(bench.status("gateway").last().map(CheckResult::detail))
                .contains("ping 192.0.2.1: reply after 1234 us");
        bench.pass(1000);
        bench.platform
                .loop()
                .execute(() -> replies.get(1)
                        .completeExceptionally(new PlatformException("host unreachable, says 192.0.2.254")));
        assertThat(bench.detail("gateway")).isEqualTo("DOWN 1/1: ping 192.0.2.1: host unreachable, says 192.0.2.254");
        bench.pass(1400);
        assertThat(bench.detail("gateway")).as("the requester keeps silent").isEqualTo("DOWN: no answer within 300 ms");
        assertThat(bench.status("gateway").timeouts()).isEqualTo(1);
        assertThat(asked).containsOnly("192.0.2.1 300").hasSize(3);
    }

    @Test
    void platformThatCannotPingSaysSo() {
        startWith(named("gateway", HealthCheck.ping("192.0.2.1")));
        assertThat(bench.detail("gateway"))
                .isEqualTo("DOWN: ping 192.0.2.1: ICMP echo requests cannot be sent on this platform");
    }
}
