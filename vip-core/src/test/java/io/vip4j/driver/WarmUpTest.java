/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.driver;

import static org.assertj.core.api.Assertions.assertThat;

import io.vip4j.config.VirtualRouterConfig;
import io.vip4j.simulation.SimulatedLan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WarmUpTest {

    private static final String FIRST = "warm up 1";
    private static final String SECOND = "warm up 2";

    private final SimulatedLan lan = SimulatedLan.virtualTime(1);
    private final List<String> words = new ArrayList<>();
    private final RecordingPlatform platform =
            new RecordingPlatform(lan.node("a").platform(), words::add, RecordingPlatform.Fault.NONE);
    private final HostDriver host = HostDriver.open(platform);

    private static VirtualRouterConfig router(String name, int vrid, Duration interval) {
        return HostBench.router(name, vrid, "198.51.100." + (200 + vrid) + "/24")
                .advertisementInterval(interval)
                .build();
    }

    private static VirtualRouterConfig patient(String name, int vrid) {
        return router(name, vrid, Duration.ofSeconds(1));
    }

    private static VirtualRouterConfig hurried(String name, int vrid) {
        return router(name, vrid, Duration.ofMillis(100));
    }

    private void start(VirtualRouterConfig config) {
        platform.loop().execute(() -> host.start(config));
        lan.run(Duration.ZERO);
    }

    private List<String> warmed() {
        return words.stream().filter(word -> word.startsWith("warm up")).toList();
    }

    @Test
    void waitsForAPauseAndLeavesTurnsBetweenItsPieces() {
        start(patient("web", 1));
        lan.run(Duration.ofMillis(999));
        assertThat(warmed()).isEmpty();
        lan.run(Duration.ofMillis(1));
        assertThat(warmed()).containsExactly(FIRST);
        lan.run(Duration.ofMillis(19));
        assertThat(warmed()).containsExactly(FIRST);
        lan.run(Duration.ofMillis(1));
        assertThat(warmed()).containsExactly(FIRST, SECOND);
        lan.run(Duration.ofSeconds(10));
        assertThat(warmed()).containsExactly(FIRST, SECOND);
    }

    @Test
    void isOverBeforeARouterStartsThatTakesOverSoon() {
        start(hurried("web", 1));
        assertThat(warmed()).containsExactly(FIRST, SECOND);
    }

    @Test
    void whatIsLeftIsDoneWhenSuchARouterComesLater() {
        start(patient("web", 1));
        lan.run(Duration.ofSeconds(1));
        assertThat(warmed()).containsExactly(FIRST);
        start(hurried("db", 2));
        assertThat(warmed()).containsExactly(FIRST, SECOND);
        lan.run(Duration.ofSeconds(10));
        assertThat(warmed()).containsExactly(FIRST, SECOND);
    }

    @Test
    void nothingIsTouchedOfAPlatformThatCloses() {
        start(patient("web", 1));
        platform.loop().execute(() -> {
            var unused = host.closeAll();
        });
        lan.run(Duration.ofSeconds(10));
        assertThat(warmed()).isEmpty();
    }
}
