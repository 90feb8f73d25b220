/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vip4j.vrrp.ConfigurationException;
import io.vip4j.vrrp.Priority;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a reading does to a router: keepalived's arithmetic, and ours of what works in part. */
class OnFailureTest {

    private static OnFailure effect(String text) {
        boolean reversed = text.endsWith(" reversed");
        String plain = text.replace(" reversed", "");
        OnFailure onFailure = switch (plain) {
            case "release" -> OnFailure.release();
            case "advisory" -> OnFailure.advisory();
            default -> OnFailure.weight(Integer.parseInt(plain));
        };
        return reversed ? onFailure.reverse() : onFailure;
    }

    @ParameterizedTest(name = "{0} level {1}: adds {2}, releases {3}") // 5/C7, C18
    @CsvSource({
        "release, 1, 0, false",
        "release, 0.01, 0, false",
        "release, 0, 0, true",
        "release reversed, 1, 0, true",
        "release reversed, 0.5, 0, true",
        "release reversed, 0, 0, false",
        "advisory, 1, 0, false",
        "advisory, 0.5, 0, false",
        "advisory, 0, 0, false",
        // Below 0: added while down.
        "-30, 1, 0, false",
        "-30, 0, -30, false",
        "-30 reversed, 1, -30, false",
        "-30 reversed, 0, 0, false",
        "-253, 0, -253, false",
        // Above 0: added while up.
        "30, 1, 30, false",
        "30, 0, 0, false",
        "30 reversed, 1, 0, false",
        "30 reversed, 0, 30, false",
        "253, 1, 253, false",
        // A part; half a point is rounded up.
        "-30, 0.5, -15, false",
        "30, 0.5, 15, false",
        "-30 reversed, 0.5, -15, false",
        "30 reversed, 0.25, 23, false",
        "-20, 0.75, -5, false",
        "20, 0.75, 15, false",
        "-5, 0.5, -2, false",
        "5, 0.5, 3, false",
        "-10, 0.9, -1, false",
        "-1, 0.6, 0, false",
        "-1, 0.4, -1, false",
        "-253, 0.001, -253, false",
        "253, 0.001, 0, false",
    })
    void levelCountsInPart(String effect, double level, int contribution, boolean releases) {
        Reading reading = new Reading(level > 0, level, OptionalInt.empty());
        assertThat(effect(effect).contribution(reading)).isEqualTo(contribution);
        assertThat(effect(effect).releasesWhen(reading)).isEqualTo(releases);
    }

    @ParameterizedTest(name = "{0} times {1}: adds {2}, releases {3}") // 5/C7
    @CsvSource({
        "1, 0, 0, false",
        "1, 7, 7, false",
        "1, -7, -7, false",
        "10, 5, 50, false",
        "-10, 5, -50, false",
        "-10, -5, 50, false",
        "10 reversed, 5, -50, false",
        "-10 reversed, 5, 50, false",
        // Above 253 it is cut, at -254 and below it releases.
        "1, 253, 253, false",
        "1, 254, 253, false",
        "253, 253, 253, false",
        "253, 2147483647, 253, false",
        "-253, -2147483648, 253, false",
        "1, -253, -253, false",
        "1, -254, 0, true",
        "2, -127, 0, true",
        "2, -126, -252, false",
        "-1 reversed, -254, 0, true",
        "1 reversed, 254, 0, true",
        "253, -2147483648, 0, true",
        "-253, 2147483647, 0, true",
        // Only a weight multiplies.
        "release, -1000, 0, false",
        "advisory, -1000, 0, false",
    })
    void valueTimesWeight(String effect, int value, int contribution, boolean releases) {
        Reading reading = new Reading(true, 1, OptionalInt.of(value));
        assertThat(effect(effect).contribution(reading)).isEqualTo(contribution);
        assertThat(effect(effect).releasesWhen(reading)).isEqualTo(releases);
    }

    @ParameterizedTest(name = "{0} and {1}: {2}") // 5/C8
    @CsvSource({
        "100, 0, 100",
        "100, -30, 70",
        "100, 154, 254",
        "100, 155, 254",
        "100, 5000, 254",
        "100, -99, 1",
        "100, -100, 1",
        "100, -5000, 1",
        "1, -1, 1",
        "254, 1, 254",
        "255, -200, 255",
        "255, 0, 255",
    })
    void onlyTheSumIsHeldWithinTheRange(int configured, int weights, int effective) {
        assertThat(EffectivePriority.of(new Priority(configured), weights)).isEqualTo(new Priority(effective));
    }

    @Test
    void whatIsOutOfRangeIsRefused() {
        for (int weight : new int[] {-254, 254}) {
            assertThatThrownBy(() -> OnFailure.weight(weight))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessage("weight must be -253..253: " + weight);
        }
        assertThatThrownBy(() -> OnFailure.weight(0)).hasMessage("weight must not be 0: use release() instead");
        assertThatThrownBy(() -> OnFailure.advisory().reverse()).hasMessage("an advisory effect cannot be reversed");
        assertThatThrownBy(() -> new Reading(true, 0, OptionalInt.empty())).hasMessageContaining("level");
        assertThatThrownBy(() -> new Reading(false, 0.5, OptionalInt.empty())).hasMessageContaining("level");
        assertThatThrownBy(() -> new Reading(true, Double.NaN, OptionalInt.empty()))
                .hasMessageContaining("level");
    }
}
