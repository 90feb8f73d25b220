/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

@LabTest
class LabCleanUpTest {

    private static final Duration LIMIT = Deadline.GENEROUS;

    @Test
    void closingEndsTheProcessesAndDeletesTheNamespaces() {
        Path directory;
        String namespaces;
        ProcessHandle straggler;
        try (PairLab pair = PairLab.open(RouterSettings.ADDRESS, Duration.ofMillis(100))) {
            directory = pair.lab().directory();
            String pid = pair.first().exec("sh", "-c", "setsid sleep 60 </dev/null >/dev/null 2>&1 & echo $!");
            straggler = ProcessHandle.of(Long.parseLong(pid.strip())).orElseThrow();
            assertThat(straggler.isAlive()).isTrue();
            namespaces = pair.first().namespace().replaceFirst("(vip4j-\\d+-\\d+-).*", "$1");
            assertThat(Command.run("ip", "netns", "list")).contains(namespaces);
        }
        assertThat(directory).doesNotExist();
        assertThat(straggler.onExit().orTimeout(LIMIT.toSeconds(), TimeUnit.SECONDS))
                .succeedsWithin(LIMIT);
        assertThat(Command.run("ip", "netns", "list")).doesNotContain(namespaces);
        assertThat(Files.exists(directory)).isFalse();
    }

    @Test
    void twoLabsStandSideBySide() {
        try (Lab one = Lab.open();
                Lab other = Lab.open()) {
            LabHost here = one.join("host", "198.51.100.1");
            LabHost there = other.join("host", "198.51.100.1");
            here.exec("ip", "address", "add", "198.51.100.7/24", "dev", "eth0");
            assertThat(here.holds("198.51.100.7")).isTrue();
            assertThat(there.holds("198.51.100.7")).isFalse();
        }
    }

    @Test
    void clientSeesTheCutCableAndTheAddressThatMoves() {
        try (PairLab pair = PairLab.open(RouterSettings.ADDRESS, Duration.ofMillis(5))) {
            String address = RouterSettings.ADDRESS + "/24";
            pair.first().exec("ip", "address", "add", address, "dev", "eth0");
            pair.ownership().awaitHolders(Set.of(pair.first()), LIMIT);
            pair.pinger().awaitReply(LIMIT);

            pair.first().cutCable();
            Instant cutAt = Instant.now();
            assertThat(pair.pinger().replies().poll(0, reply -> reply.isAfter(cutAt), Duration.ofMillis(300)))
                    .as("replies through a cut cable")
                    .isEmpty();
            pair.first().plugCable();
            pair.pinger().awaitReply(LIMIT);

            pair.first().exec("ip", "address", "delete", address, "dev", "eth0");
            pair.ownership().awaitHolders(Set.of(), LIMIT);
        }
    }

    @Test
    void aClosedLabStartsNothing() {
        Lab lab = Lab.open();
        lab.close();
        assertThatThrownBy(() -> lab.join("late", "198.51.100.1"))
                .isInstanceOf(LabException.class)
                .hasMessageContaining("is closed");
    }
}
