/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.driver.checks;

import static org.assertj.core.api.Assertions.assertThat;

import io.vip4j.event.CheckResult;
import io.vip4j.event.CheckStatus;
import io.vip4j.health.OnFailure;
import io.vip4j.health.Reading;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class ConditionsTest {

    private final Conditions conditions = new Conditions();

    private static CheckResult result(String check, boolean healthy) {
        return new CheckResult("web", check, Instant.EPOCH, healthy, "refused", Duration.ofMillis(3), healthy, true);
    }

    @Test
    void onlyACheckThatHasAnsweredCanHaveFailed() {
        conditions.check("proxy", Reading.DOWN, "has not answered yet", OnFailure.release());
        assertThat(conditions.obstacle()).contains("check proxy has not answered yet");
        assertThat(conditions.obstacleBesidesChecks()).contains("check proxy has not answered yet");
        assertThat(conditions.failedCheck()).isEmpty();
        conditions.answered(result("proxy", false), false);
        conditions.check("proxy", Reading.DOWN, "DOWN 3/3: refused");
        assertThat(conditions.obstacle()).contains("check proxy DOWN 3/3: refused");
        assertThat(conditions.obstacleBesidesChecks()).isEmpty();
        assertThat(conditions.failedCheck()).contains("check proxy DOWN 3/3: refused");
        conditions.trackedInterface("interface eth1", "eth1", false, "is down", OnFailure.release());
        assertThat(conditions.obstacleBesidesChecks()).contains("interface eth1 is down");
    }

    @Test
    void fileWhoseProductReleasesHasFailed() {
        conditions.check("file", new Reading(true, 1, OptionalInt.of(-254)), "-254", OnFailure.weight(1));
        conditions.answered(result("file", true), false);
        assertThat(conditions.failedCheck()).contains("check file -254");
        assertThat(conditions.weight()).isZero();
    }

    @Test
    void whatLoweredTheWeightLastIsRemembered() {
        assertThat(conditions.lastLoss()).isEmpty();
        conditions.check("bonus", Reading.UP, "UP", OnFailure.weight(10));
        conditions.check("load", Reading.UP, "UP", OnFailure.weight(-30));
        assertThat(conditions.weight()).isEqualTo(10);
        conditions.check("load", Reading.DOWN, "DOWN: slow");
        assertThat(conditions.lastLoss()).isEqualTo("check load DOWN: slow");
        conditions.check("load", Reading.UP, "UP");
        assertThat(conditions.lastLoss()).isEqualTo("check load DOWN: slow");
        conditions.effect("bonus", OnFailure.weight(5));
        assertThat(conditions.lastLoss()).isEqualTo("check bonus UP");
        conditions.forget("bonus");
        assertThat(conditions.lastLoss()).isEqualTo("check bonus is gone");
        assertThat(conditions.weight()).isZero();
    }

    @Test
    void statisticsOutliveOtherReadingsAndEffectsButNotForgetting() {
        conditions.check("proxy", Reading.UP, "UP", OnFailure.release());
        conditions.describe("proxy", "tcp 127.0.0.1:80");
        conditions.answered(result("proxy", true), false);
        conditions.answered(result("proxy", false), false);
        conditions.answered(result("proxy", false), true);
        conditions.answered(result("unknown", false), true);
        conditions.check("proxy", Reading.DOWN, "DOWN 2/2: refused", OnFailure.weight(-5));
        conditions.effect("proxy", OnFailure.weight(-7));
        assertThat(conditions.checks())
                .isEqualTo(List.of(new CheckStatus(
                        "proxy",
                        "tcp 127.0.0.1:80",
                        Reading.DOWN,
                        "DOWN 2/2: refused",
                        OnFailure.weight(-7),
                        -7,
                        Optional.of(result("proxy", false)),
                        1,
                        2,
                        1)));
        conditions.forget("proxy");
        conditions.check("proxy", Reading.UP, "UP", OnFailure.release());
        assertThat(conditions.checks().get(0).last()).isEmpty();
        assertThat(conditions.checks().get(0).description()).isEqualTo("check proxy");
    }
}
