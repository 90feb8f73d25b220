/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.linux;

import static org.assertj.core.api.Assertions.assertThat;

import io.vip4j.linux.lab.Lab;
import io.vip4j.linux.lab.LabTest;
import io.vip4j.linux.lab.Shell;
import io.vip4j.spi.PlatformException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the kernel makes of a real-time priority. */
@LabTest
class RealTimeLoopLabTest {

    private final Lab lab = new Lab();
    private final Lab.Node node = lab.node("198.51.100.1/24");

    @AfterEach
    void closeLab() {
        lab.close();
    }

    /** What the forked JVM runs. */
    static final class Main {

        private Main() {}

        public static void main(String[] arguments) {
            try (LinuxVipPlatform platform = LinuxVipPlatform.create()) {
                platform.realTimeLoop(new RealTimePriority(7));
            } catch (PlatformException e) {
                System.out.println(e.getMessage());
            }
        }
    }

    @Test
    void theLoopAloneHasIt() {
        try (LinuxVipPlatform platform = LinuxVipPlatform.createIn(node.file())) {
            platform.realTimeLoop(new RealTimePriority(7));

            assertThat(LoopCalls.call(platform, RealTimeLoopLabTest::scheduling))
                    .isEqualTo("priority 7, policy 1");
            CompletableFuture<String> child = new CompletableFuture<>();
            LoopCalls.run(platform, () -> new Thread(() -> child.complete(scheduling())).start());
            assertThat(LoopCalls.await(child)).isEqualTo("priority 0, policy 0");
        }
    }

    /** Fields 40 and 41 of proc_pid_stat(5), of the calling thread. */
    private static String scheduling() {
        try {
            String stat = Files.readString(Path.of("/proc/thread-self/stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            return "priority " + fields[37] + ", policy " + fields[38];
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aRefusalTellsWhatItTakes() {
        String output = Shell.tryRun(List.of(
                        "ip",
                        "netns",
                        "exec",
                        node.file().getFileName().toString(),
                        "setpriv",
                        "--bounding-set=-sys_nice",
                        "--inh-caps=-sys_nice",
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName()))
                .output();

        assertThat(output)
                .contains("sched_setscheduler SCHED_FIFO 7: EPERM Operation not permitted (grant CAP_SYS_NICE, or"
                        + " RLIMIT_RTPRIO)");
    }
}
