/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.vipd.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.vip4j.simulation.SimulatedLan;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is sent, against a receiver of another make (sd_notify(3), sd_watchdog_enabled(3)). */
class ServiceManagerTest {

    private static final Duration WATCHDOG = Duration.ofSeconds(10);

    @TempDir
    private Path directory;

    private String path() {
        return directory.resolve("notify").toString();
    }

    @Test
    void eachWordIsADatagramOfItsOwnInTheOrderInWhichItWasSaid() throws IOException {
        try (NotifyReceiver receiver = NotifyReceiver.at(path());
                ServiceManager manager = ServiceManager.of(receiver.environment())) {
            assertThat(manager.listens()).isTrue();
            manager.ready();
            manager.status("1 router: ACTIVE web");
            manager.stopping(Duration.ofSeconds(25));
            receiver.await(text -> text.startsWith("STOPPING"));
            assertThat(receiver.told())
                    .containsExactly(
                            "READY=1", "STATUS=1 router: ACTIVE web", "STOPPING=1|EXTEND_TIMEOUT_USEC=25000000");
        }
    }

    @Test
    void aReloadHasTheTimeOfTheMonotonicClock() throws IOException {
        try (NotifyReceiver receiver = NotifyReceiver.at(path());
                ServiceManager manager = ServiceManager.of(receiver.environment())) {
            long before = System.nanoTime() / 1000;
            manager.reloading();
            long after = System.nanoTime() / 1000;
            receiver.await(text -> text.startsWith("RELOADING"));
            String prefix = "RELOADING=1|MONOTONIC_USEC=";
            assertThat(receiver.told()).singleElement().asString().startsWith(prefix);
            assertThat(Long.parseLong(receiver.told().get(0).substring(prefix.length())))
                    .isBetween(before, after);
        }
    }

    @Test
    void theNameOfTheSocketMayBeAbstract() throws IOException {
        String name = "@vip4j-test/" + directory;
        try (NotifyReceiver receiver = NotifyReceiver.at(name);
                ServiceManager manager = ServiceManager.of(receiver.environment())) {
            manager.ready();
            receiver.await("READY=1"::equals);
        }
    }

    @Test
    void aStatusIsOneLineAndSentWhenItHasChanged() throws IOException {
        try (NotifyReceiver receiver = NotifyReceiver.at(path());
                ServiceManager manager = ServiceManager.of(receiver.environment())) {
            manager.status("a\nREADY=1");
            manager.status("a\nREADY=1");
            manager.status("b");
            receiver.await("STATUS=b"::equals);
            assertThat(receiver.told()).containsExactly("STATUS=a READY=1", "STATUS=b");
        }
    }

    @Test
    void aReceiverThatDoesNotReadKeepsNobodyWaitingAndIsNotTheEndOfTheMemory() throws IOException {
        int many = 20_000;
        try (NotifyReceiver receiver = NotifyReceiver.at(path());
                ServiceManager manager = ServiceManager.of(receiver.environment())) {
            receiver.stopReading();
            for (int i = 0; i < many; i++) {
                manager.status("status " + i);
            }
            receiver.goOnReading();
            receiver.await(text -> {
                manager.ready(); // Until one of them is not dropped.
                return text.equals("READY=1");
            });
            assertThat(receiver.told()).startsWith("STATUS=status 0").hasSizeLessThan(many);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "relative/path", "vsock:2:1234", "/nowhere/notify"})
    void withoutASocketNothingHappens(String address) {
        try (ServiceManager manager = ServiceManager.of(Map.of("NOTIFY_SOCKET", address, "WATCHDOG_USEC", "1000"))) {
            assertThat(manager.listens()).isFalse();
            manager.ready();
            manager.status("nobody hears it");
        }
        try (ServiceManager manager = ServiceManager.of(Map.of())) {
            assertThat(manager.listens()).isFalse();
        }
    }

    @Test
    void theWatchdogHearsTwiceInItsTimeAndNothingWhileTheLoopStandsStill() throws IOException {
        try (NotifyReceiver receiver = NotifyReceiver.at(path());
                SimulatedLan lan = SimulatedLan.virtualTime(1);
                ServiceManager manager = watched(receiver, Map.of())) {
            manager.watch(lan.node("a").platform().loop());
            lan.run(WATCHDOG.multipliedBy(2));
            manager.status("frozen");
            lan.node("a").freeze();
            lan.run(WATCHDOG.multipliedBy(2));
            manager.status("thawed");
            lan.node("a").thaw();
            lan.run(WATCHDOG);
            manager.status("end");
            receiver.await("STATUS=end"::equals);
            String beat = "WATCHDOG=1";
            assertThat(receiver.told())
                    .containsExactly(
                            beat,
                            beat,
                            beat,
                            beat,
                            beat,
                            "STATUS=frozen",
                            "STATUS=thawed",
                            beat,
                            beat,
                            beat,
                            "STATUS=end");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"WATCHDOG_PID=1", "WATCHDOG_USEC=0", "WATCHDOG_USEC=-5", "WATCHDOG_USEC=9223372036854775807"})
    void aWatchdogOfAnotherProcessOrWithoutATimeIsNone(String variable) throws IOException {
        String[] nameAndValue = variable.split("=", 2);
        try (NotifyReceiver receiver = NotifyReceiver.at(path());
                SimulatedLan lan = SimulatedLan.virtualTime(1);
                ServiceManager manager = watched(receiver, Map.of(nameAndValue[0], nameAndValue[1]))) {
            manager.watch(lan.node("a").platform().loop());
            lan.run(WATCHDOG.multipliedBy(2));
            manager.ready();
            receiver.await("READY=1"::equals);
            assertThat(receiver.told()).containsExactly("READY=1");
        }
    }

    private static ServiceManager watched(NotifyReceiver receiver, Map<String, String> more) {
        Map<String, String> environment = new HashMap<>(receiver.environment());
        environment.put("WATCHDOG_USEC", Long.toString(WATCHDOG.toNanos() / 1000));
        environment.put("WATCHDOG_PID", Long.toString(ProcessHandle.current().pid()));
        environment.putAll(more);
        return ServiceManager.of(environment);
    }
}
