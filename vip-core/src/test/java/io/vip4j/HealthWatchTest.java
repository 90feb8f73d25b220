/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vip4j.event.CheckStatus;
import io.vip4j.event.HealthChange;
import io.vip4j.health.HealthCheck;
import io.vip4j.health.InitialState;
import io.vip4j.probe.Probe;
import io.vip4j.simulation.SimulatedLan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Checks of the application itself, on a host without routers, in virtual time. */
class HealthWatchTest {

    private final SimulatedLan lan = SimulatedLan.virtualTime(1);
    private final VipHost host = VipHost.open(lan.node("a").platform());
    private final List<String> heard = new ArrayList<>();
    private boolean healthy = true;

    private HealthWatch watch(HealthCheck check) {
        return host.watch("db1", check, this::hear);
    }

    private void hear(HealthChange change) {
        heard.add(change.name() + " " + change.up() + " " + change.detail());
    }

    private HealthCheck check() {
        return HealthCheck.of(timeout -> healthy ? Probe.Result.healthy("fine") : Probe.Result.unhealthy("gone"))
                .rise(2)
                .fall(3);
    }

    @Test
    void firstAnswerAndEveryChangeAreToldAfterRiseAndFall() {
        HealthWatch watch = watch(check());
        lan.run(Duration.ofMillis(500));
        assertThat(heard).containsExactly("db1 true UP");
        assertThat(watch.isUp()).isTrue();

        healthy = false;
        lan.run(Duration.ofSeconds(2));
        assertThat(heard).hasSize(1);
        lan.run(Duration.ofSeconds(1));
        healthy = true;
        lan.run(Duration.ofSeconds(2));
        assertThat(heard).containsExactly("db1 true UP", "db1 false DOWN 3/3: gone", "db1 true UP");
    }

    @Test
    void countsAsItsInitialStateUntilTheFirstAnswer() {
        CompletableFuture<Probe.Result> answer = new CompletableFuture<>();
        HealthWatch watch = watch(HealthCheck.async(timeout -> answer).initially(InitialState.UP));
        lan.run(Duration.ofMillis(10));
        assertThat(watch.isUp()).isTrue();
        assertThat(heard).isEmpty();
        answer.complete(Probe.Result.unhealthy("gone"));
        lan.run(Duration.ofMillis(10));
        assertThat(watch.isUp()).isFalse();
        assertThat(heard).containsExactly("db1 false DOWN: gone");
    }

    @Test
    void statusCountsTheAnswers() {
        HealthWatch watch = watch(check());
        lan.run(Duration.ofMillis(1500));
        healthy = false;
        lan.run(Duration.ofSeconds(1));
        CheckStatus status = watch.status();
        assertThat(status.successes()).isEqualTo(2);
        assertThat(status.failures()).isEqualTo(1);
        assertThat(status.up()).isTrue();
        assertThat(status.detail()).isEqualTo("UP (failed 1/3: gone)");
    }

    @Test
    void membersOfACompositeCheckAreNotToldApart() {
        watch(HealthCheck.any(check().as("one"), check().as("two")));
        lan.run(Duration.ofMillis(10));
        assertThat(heard).allMatch(line -> line.startsWith("db1 true"));
        assertThat(heard).hasSize(1);
    }

    @Test
    void closedWatchAsksAndTellsNoMore() {
        HealthWatch watch = watch(check().fall(1));
        lan.run(Duration.ofMillis(10));
        watch.close();
        watch.close();
        healthy = false;
        lan.run(Duration.ofSeconds(5));
        assertThat(heard).containsExactly("db1 true UP");
    }

    @Test
    void listenerThatFailsHearsTheNextChange() {
        host.watch("db1", check().fall(1), change -> {
            hear(change);
            throw new IllegalStateException("listener");
        });
        lan.run(Duration.ofMillis(10));
        healthy = false;
        lan.run(Duration.ofSeconds(1));
        assertThat(heard).containsExactly("db1 true UP", "db1 false DOWN 1/1: gone");
    }

    @Test
    void closedHostWatchesNothing() {
        HealthWatch watch = watch(check());
        host.close();
        watch.close();
        assertThatThrownBy(() -> watch(check()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the VipHost is closed");
    }
}
