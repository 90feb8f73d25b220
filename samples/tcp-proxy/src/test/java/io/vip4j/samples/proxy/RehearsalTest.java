/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.proxy;

import static io.vip4j.samples.proxy.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.vip4j.samples.proxy.net.EventLoops;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RehearsalTest {

    @Test
    void connectionsAreRelayedAndNothingIsLeftBehind() throws Exception {
        try (EventLoops loops = EventLoops.open(1)) {
            Rehearsal.run(loops); // What is opened once for all is open afterwards.
            long before = openFiles();
            assertThat(Rehearsal.run(loops)).isPositive();
            await().until(() -> openFiles() <= before);
            await().until(() -> Thread.getAllStackTraces().keySet().stream()
                    .noneMatch(thread -> thread.getName().equals("rehearsal")));
        }
    }

    private static long openFiles() throws IOException {
        try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
            return open.count();
        }
    }
}
