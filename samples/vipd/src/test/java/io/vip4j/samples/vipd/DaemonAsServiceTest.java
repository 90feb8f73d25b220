/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.vipd;

import static org.assertj.core.api.Assertions.assertThat;

import io.vip4j.samples.vipd.RunningVipd.Router;
import io.vip4j.samples.vipd.service.NotifyReceiver;
import io.vip4j.simulation.SimulatedLan;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a whole vipd tells the service manager that has started it. */
class DaemonAsServiceTest {

    @TempDir
    private Path directory;

    @Test
    void theManagerHearsWhenItIsReadyWhoIsWhatWhenItReloadsAndWhenItStops() throws Exception {
        Path file = RunningVipd.file(directory, new Router("web", 10, 100));
        try (SimulatedLan lan = SimulatedLan.realTime();
                NotifyReceiver manager =
                        NotifyReceiver.at(directory.resolve("notify").toString())) {
            Map<String, String> environment = new HashMap<>(manager.environment());
            environment.put("WATCHDOG_USEC", "100000");
            RunningVipd vipd = new RunningVipd(lan.node("a")::platform, environment);
            vipd.start("run", "-f", file.toString());
            manager.await("READY=1"::equals);
            manager.await("STATUS=1 router: ACTIVE web"::equals);

            RunningVipd.file(directory, new Router("web", 10, 100), new Router("mail", 11, 100));
            vipd.signal("HUP");
            manager.await("STATUS=2 routers: ACTIVE web, ACTIVE mail"::equals);
            vipd.signal("TERM");
            manager.await(text -> text.startsWith("STOPPING=1|EXTEND_TIMEOUT_USEC="));
            assertThat(vipd.exitCode()).isZero();

            assertThat(manager.told()).contains("WATCHDOG=1");
            List<String> kinds = manager.told().stream()
                    .map(text -> text.replaceAll("=.*", ""))
                    .filter(kind -> !kind.equals("STATUS") && !kind.equals("WATCHDOG"))
                    .toList();
            assertThat(kinds).containsExactly("READY", "RELOADING", "READY", "STOPPING");
        }
    }

    @Test
    void aStartThatIsRefusedIsNeverReady() throws Exception {
        Path file = RunningVipd.file(directory, new Router("web", 10, 100));
        RunningVipd.write(file, Files.readString(file).replace("eth0", "eth7"));
        try (SimulatedLan lan = SimulatedLan.realTime();
                NotifyReceiver manager =
                        NotifyReceiver.at(directory.resolve("notify").toString())) {
            RunningVipd vipd = new RunningVipd(lan.node("a")::platform, manager.environment());
            assertThat(vipd.execute("run", "-f", file.toString())).isEqualTo(ExitCodes.HOST);
            assertThat(manager.told()).isEmpty();
        }
    }
}
