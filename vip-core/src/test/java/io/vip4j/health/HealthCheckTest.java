/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vip4j.vrrp.ConfigurationException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class HealthCheckTest {

    @Test
    void sendExpectSendsOneTextAndWaitsForAnother() {
        assertThat(HealthCheck.sendExpect("::1", 6379, "PING\r\n", "+PONG")
                        .source()
                        .description())
                .isEqualTo("tcp [::1]:6379 sending 6 octets expecting \"+PONG\"");
    }

    @Test
    void watchedChecksHaveNoRiseAndFall() {
        assertThatThrownBy(() -> HealthCheck.file(Path.of("/run/drain")).fall(3))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("rise and fall must be 1 for what is watched, not asked: 1, 3 of file /run/drain");
        assertThatThrownBy(() -> HealthCheck.networkInterface("eth1").rise(2))
                .hasMessage("rise and fall must be 1 for what is watched, not asked: 2, 1 of interface eth1");
    }

    @Test
    void compositeChecksLeaveAllThatToTheirMembers() {
        HealthCheck both = HealthCheck.all(
                HealthCheck.tcp("a", 1).as("a"), HealthCheck.tcp("b", 1).as("b"));
        String refusal =
                "a composite check has no pace, rise, fall or initial state of its own: set those of its members";
        assertThatThrownBy(() -> both.fall(2)).hasMessage(refusal);
        assertThatThrownBy(() -> both.every(Duration.ofSeconds(5))).hasMessage(refusal);
        assertThatThrownBy(() -> both.initially(InitialState.UP)).hasMessage(refusal);
    }
}
