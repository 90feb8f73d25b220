/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.driver;

import static io.vip4j.driver.HostBench.router;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.vip4j.driver.checks.PushedHealth;
import io.vip4j.event.CheckResult;
import io.vip4j.event.CheckStatus;
import io.vip4j.event.Transition;
import io.vip4j.event.VipListener;
import io.vip4j.event.VipState;
import io.vip4j.health.OnFailure;
import io.vip4j.health.Reading;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an application says about itself, what comes of it, and what listeners and the status show of it. */
class HandlesTest {

    private final HostBench a = new HostBench();
    private final List<String> heard = new ArrayList<>();

    @BeforeEach
    void start() {
        a.apply(router("web", 10, "198.51.100.221").build());
        a.runSeconds(5);
        a.elector("web").addListener(new VipListener() {
            @Override
            public void onTransition(Transition transition) {
                heard.add(transition.to().toString());
            }

            @Override
            public void onCheckResult(CheckResult result) {
                heard.add(result.check() + " " + (result.healthy() ? "good" : "bad") + " " + result.detail()
                        + (result.up() ? " up" : " down") + (result.changed() ? " changed" : ""));
            }
        });
        heard.clear();
        a.words.clear();
    }

    private PushedHealth handle(OnFailure onFailure) {
        return a.handle("web", "load", onFailure);
    }

    private CheckStatus status() {
        return a.elector("web").status().checks().get(0);
    }

    @Test
    void listenersHearAWordBeforeTheTransitionThatComesOfIt() {
        PushedHealth load = handle(OnFailure.release());
        load.up();
        load.down("no threads");
        load.down("no threads");
        load.degraded(0.5, "");
        assertThat(heard)
                .containsExactly(
                        "load good up up",
                        "load bad no threads down changed",
                        "INITIALIZE",
                        "load bad no threads down",
                        "load good 50 % up changed",
                        "BACKUP");
    }

    @Test
    void statusShowsTheLastWordAndCountsAll() {
        PushedHealth load = handle(OnFailure.weight(-40));
        assertThat(status())
                .isEqualTo(new CheckStatus(
                        "load", "handle", Reading.UP, "UP", OnFailure.weight(-40), 0, Optional.empty(), 0, 0, 0));
        load.degraded(0.25, "8 GB");
        assertThat(status().contribution()).isEqualTo(-30);
        assertThat(a.priority("web")).isEqualTo(70);
        load.down("9 GB");
        load.up();
        assertThat(List.of(status()))
                .extracting(CheckStatus::detail, CheckStatus::successes, CheckStatus::failures, CheckStatus::timeouts)
                .containsExactly(tuple("UP", 2L, 1L, 0L));
        CheckResult last = status().last().orElseThrow();
        assertThat(last).isEqualTo(new CheckResult("web", "load", last.at(), true, "up", Duration.ZERO, true, true));
    }

    @Test // 5/C18
    void wordActsBeforeItsMethodReturnsToTheLoop() {
        PushedHealth load = handle(OnFailure.release());
        a.onLoop(() -> {
            load.down("no threads");
            assertThat(a.words).startsWith("unbind");
            assertThat(a.elector("web").isActive()).isFalse();
            return true;
        });
        assertThat(a.words).containsExactly("unbind", "|", "advertise(0)");
        assertThat(a.lastTransition("web").cause().toString())
                .isEqualTo("HEALTH (check load DOWN: no threads -> addresses removed in 0.0 ms)");
    }

    @Test
    void releaseAndAdvisoryOnlyShowADegradation() {
        for (OnFailure onFailure : List.of(OnFailure.release(), OnFailure.advisory())) {
            PushedHealth handle = a.handle("web", onFailure.toString(), onFailure);
            handle.degraded(0.001, "nearly down");
            assertThat(a.state("web")).isEqualTo(VipState.ACTIVE);
            assertThat(a.priority("web")).isEqualTo(100);
        }
        assertThat(a.elector("web").status().checks())
                .extracting(CheckStatus::up, CheckStatus::detail)
                .containsOnly(tuple(true, "DEGRADED 0.1 %: nearly down"));
        a.handle("web", "advisory", OnFailure.advisory()).down("entirely");
        assertThat(a.state("web")).isEqualTo(VipState.ACTIVE);
    }

    @Test
    void fractionAndIntervalMustBeInRange() {
        PushedHealth load = handle(OnFailure.release());
        for (double fraction : new double[] {0, -0.1, 1.0001, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThatThrownBy(() -> load.degraded(fraction, ""))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("fraction must be above 0 and at most 1: " + fraction
                            + "; say down(reason) for nothing at all");
        }
        for (Duration interval :
                List.of(Duration.ofNanos(9_999_999), Duration.ZERO, Duration.ofNanos(3_600_000_000_001L))) {
            assertThatThrownBy(() -> load.expectEvery(interval))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("interval must be 10 ms..1 h: " + interval);
        }
        assertThat(heard).isEmpty();
        load.degraded(1, "");
        load.degraded(Double.MIN_VALUE, "");
        load.expectEvery(Duration.ofMillis(10));
        load.expectEvery(Duration.ofHours(1));
        assertThat(a.state("web")).isEqualTo(VipState.ACTIVE);
    }

    @Test
    void silenceIsAFailureInItsOwnWordsAndEndsWithAnyWordOrBeat() {
        PushedHealth load = handle(OnFailure.weight(-40));
        load.degraded(0.5, "half");
        load.expectEvery(Duration.ofMillis(200));
        heard.clear();
        a.run(Duration.ofMillis(200));
        assertThat(status().detail()).isEqualTo("DOWN: silent for 200 ms, expected every 200 ms");
        assertThat(a.priority("web")).isEqualTo(60);
        assertThat(List.of(status().failures(), status().timeouts())).containsExactly(1L, 1L);
        load.beat();
        a.run(Duration.ofMillis(1));
        assertThat(a.priority("web")).as("as it was said to be").isEqualTo(80);
        a.run(Duration.ofMillis(300));
        load.expectEvery(Duration.ofMillis(400));
        assertThat(a.priority("web")).isEqualTo(80);
        assertThat(heard)
                .containsExactly(
                        "load bad silent for 200 ms, expected every 200 ms down changed",
                        "load good 50 %: half up changed",
                        "load bad silent for 200 ms, expected every 200 ms down changed",
                        "load good 50 %: half up changed");
    }

    @Test
    void whoHasSaidThatItIsDownNeedNotBeat() {
        PushedHealth load = handle(OnFailure.release());
        load.expectEvery(Duration.ofMillis(100));
        load.down("maintenance");
        a.runSeconds(5);
        load.beat();
        load.expectEvery(Duration.ofMillis(50));
        a.runSeconds(5);
        assertThat(status().detail()).isEqualTo("DOWN: maintenance");
        load.up();
        assertThat(a.state("web")).isEqualTo(VipState.BACKUP);
        a.run(Duration.ofMillis(50));
        assertThat(status().detail()).isEqualTo("DOWN: silent for 50 ms, expected every 50 ms");
    }

    @Test
    void closedHandleIsForgottenAndItsNameIsFree() {
        PushedHealth load = handle(OnFailure.release());
        load.expectEvery(Duration.ofMillis(100));
        load.down("broken");
        assertThat(a.state("web")).isEqualTo(VipState.INITIALIZE);
        load.close();
        assertThat(a.state("web")).isEqualTo(VipState.BACKUP);
        assertThat(a.elector("web").status().checks()).isEmpty();
        load.close();
        load.down("late");
        load.beat();
        a.runSeconds(5);
        assertThat(a.state("web")).isEqualTo(VipState.ACTIVE);
        PushedHealth next = a.onLoop(() -> a.elector("web").handle("load", OnFailure.release()));
        load.close();
        load.down("from the grave");
        assertThat(status().up()).isTrue();
        next.down("alive");
        assertThat(status().up()).isFalse();
    }

    @Test
    void takenNameIsRefusedAndChecksMayNotTakeTheNameOfAHandle() {
        handle(OnFailure.release());
        assertThatThrownBy(() -> a.onLoop(() -> a.elector("web").handle("load", OnFailure.advisory())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("health name must be unique in an elector: 'load'");
    }

    @Test
    void nothingOfAClosedRouterIsLeft() {
        PushedHealth load = handle(OnFailure.release());
        load.expectEvery(Duration.ofMillis(100));
        a.onLoop(() -> a.host.closeAll());
        assertThatCode(() -> {
                    load.beat();
                    load.down("late");
                    load.expectEvery(Duration.ofSeconds(1));
                    load.close();
                })
                .doesNotThrowAnyException();
        assertThat(a.platform.armedAlarms()).isZero();
    }
}
