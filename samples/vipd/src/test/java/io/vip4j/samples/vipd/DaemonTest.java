/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.vipd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vip4j.VipElector;
import io.vip4j.VipHost;
import io.vip4j.keepalived.KeepalivedConfig;
import io.vip4j.samples.vipd.RunningVipd.Router;
import io.vip4j.simulation.SimulatedLan;
import io.vip4j.vrrp.IpAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** A whole vipd on a LAN in memory, in real time with adverts every 10 ms. */
class DaemonTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final SimulatedLan lan = SimulatedLan.realTime();
    private final RunningVipd vipd = new RunningVipd(lan.node("a")::platform);

    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final Logger daemonLog = (Logger) LoggerFactory.getLogger(Daemon.class);

    @TempDir
    private Path directory;

    @BeforeEach
    void listenToTheLog() {
        log.list = new CopyOnWriteArrayList<>();
        log.start();
        daemonLog.addAppender(log);
    }

    @AfterEach
    void stop() throws Exception {
        daemonLog.detachAppender(log);
        if (vipd.isRunning()) {
            vipd.signal("TERM");
            assertThat(vipd.exitCode()).isZero();
        }
        lan.close();
    }

    private RunningVipd start(Router... routers) {
        Path file = RunningVipd.file(directory, routers);
        vipd.start(
                "run",
                "-f",
                file.toString(),
                "--events",
                "json",
                "--status",
                directory.resolve("s").toString());
        return vipd;
    }

    private static IpAddress vip(int vrid) {
        return IpAddress.parse("198.51.100." + (100 + vrid));
    }

    private List<JsonNode> events() throws Exception {
        List<JsonNode> events = new ArrayList<>();
        for (String line : vipd.outLines()) {
            events.add(JSON.readTree(line));
        }
        return events;
    }

    private void awaitEvents(int count) {
        await().atMost(LIMIT).until(() -> events().size() >= count);
    }

    private void awaitLog(String text) {
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(List.copyOf(log.list))
                        .extracting(ILoggingEvent::getFormattedMessage)
                        .anyMatch(message -> message.contains(text)));
    }

    private JsonNode status() throws Exception {
        RunningVipd client = RunningVipd.withoutPlatform();
        assertThat(client.execute(
                        "status", "--json", "--status", directory.resolve("s").toString()))
                .as(client.err())
                .isZero();
        return JSON.readTree(client.out());
    }

    @Test
    void eachTransitionIsOneLineOfJson() throws Exception {
        start(new Router("web", 10, 100));
        awaitEvents(2);
        vipd.signal("TERM");
        assertThat(vipd.exitCode()).isZero();
        assertThat(lan.holders(vip(10))).isEmpty();
        awaitEvents(3); // The thread of the listeners belongs to the LAN, which lives on.

        List<JsonNode> events = events();
        assertThat(events)
                .extracting(event ->
                        event.get("from").asText() + ">" + event.get("to").asText())
                .containsExactly("INITIALIZE>BACKUP", "BACKUP>ACTIVE", "ACTIVE>INITIALIZE");
        JsonNode takeover = events.get(1);
        assertThat(takeover.fieldNames())
                .toIterable()
                .containsExactly(
                        "at", "router", "vrid", "from", "to", "cause", "trigger", "term", "interface", "sequence");
        assertThat(Instant.parse(takeover.get("at").textValue()))
                .isBetween(Instant.now().minusSeconds(60), Instant.now());
        assertThat(takeover.get("router").textValue()).isEqualTo("web");
        assertThat(takeover.get("vrid").isInt()).isTrue();
        assertThat(takeover.get("vrid").intValue()).isEqualTo(10);
        assertThat(takeover.get("cause").textValue()).startsWith("ACTIVE_DOWN (");
        assertThat(events.get(2).get("trigger").textValue()).isEqualTo("SHUTDOWN");
    }

    @Test
    void theStatusDocumentKeepsItsFieldsAndTypes() throws Exception {
        start(new Router("web", 10, 100));
        awaitEvents(2);
        JsonNode lateness = status().get("lateness");
        assertThat(lateness.fieldNames())
                .toIterable()
                .containsExactly(
                        "turns",
                        "lastMillis",
                        "meanMillis",
                        "p99Millis",
                        "maxMillis",
                        "stalls",
                        "thresholdMillis",
                        "suspendedMillis");
        assertThat(lateness).allMatch(JsonNode::isNumber);
        assertThat(lateness.get("turns").longValue()).isPositive();
        JsonNode router = status().get("routers").get(0);
        assertThat(router.get("name").textValue()).isEqualTo("web");
        assertThat(router.get("vrid").isInt()).isTrue();
        assertThat(router.get("state").textValue()).isEqualTo("ACTIVE");
        assertThat(router.get("isActive").isBoolean()).isTrue();
        assertThat(router.get("interface").textValue()).isEqualTo("eth0");
        assertThat(router.get("effectivePriority").intValue()).isEqualTo(100);
        assertThat(router.get("activeSource").textValue())
                .isEqualTo(lan.node("a").address().toString());
        assertThat(router.get("addresses")).extracting(JsonNode::textValue).containsExactly("198.51.100.110/24");
        assertThat(router.get("advertsSent").isIntegralNumber()).isTrue();
        assertThat(router.get("advertsSent").longValue()).isPositive();
        assertThat(router.get("advertsReceived").longValue()).isZero();
        assertThat(router.get("advertsDiscarded").isObject()).isTrue();
        assertThat(router.get("checks").isArray()).isTrue();
        assertThat(router.get("family").textValue()).isEqualTo("IPv4");
        assertThat(router.get("transport").textValue()).isEqualTo("multicast");
        assertThat(router.get("group").isNull()).isTrue();
        assertThat(router.get("obstacle").isNull()).isTrue();
        assertThat(router.get("excludedAddresses").isArray()).isTrue();
        assertThat(router.get("anomalies").isArray()).isTrue();
        assertThat(router.get("timeline").get(1)).isEqualTo(events().get(1));
    }

    @Test
    void statusCountsWhatTheOtherRouterSendsAndWhatIsDiscarded() throws Exception {
        Path other = RunningVipd.file(directory, new Router("web", 10, 200), new Router("alien", 77, 200));
        try (VipHost peer = VipHost.open(lan.node("b").platform())) {
            List<VipElector> electors = KeepalivedConfig.load(other).routers().stream()
                    .map(config -> peer.start(config))
                    .toList();
            for (VipElector elector : electors) {
                assertThat(elector.awaitActive(LIMIT)).isTrue();
            }
            start(new Router("web", 10, 100));
            awaitEvents(1);
            await().atMost(LIMIT).untilAsserted(() -> {
                JsonNode router = status().get("routers").get(0);
                assertThat(router.get("state").textValue()).isEqualTo("BACKUP");
                assertThat(router.get("activeSource").textValue())
                        .isEqualTo(lan.node("b").address().toString());
                assertThat(router.get("advertsReceived").longValue()).isPositive();
                assertThat(router.get("advertsDiscarded").get("VRID_UNKNOWN").longValue())
                        .isPositive();
            });
        }
    }

    @Test
    void statusForPeopleIsATableWithTheLastTransitions() {
        start(new Router("web", 10, 100));
        awaitEvents(2);
        RunningVipd client = RunningVipd.withoutPlatform();
        assertThat(client.execute("status", "--status", directory.resolve("s").toString()))
                .isZero();
        assertThat(client.outLines().get(0)).contains("1 router of " + directory.resolve("keepalived.conf"));
        assertThat(client.outLines().get(1)).startsWith("loop late by ");
        assertThat(client.outLines().get(3)).startsWith("ROUTER  VRID  INTERFACE  STATE ");
        assertThat(client.outLines().get(4))
                .matches("web +10 +eth0 +ACTIVE +[0-9.]+ m?s +100 +198\\.51\\.100\\.1 +.*110/24 .*");
        assertThat(client.out()).contains("BACKUP -> ACTIVE  ACTIVE_DOWN (");
    }

    @Test
    void statusWithoutADaemonIsOneClearLine() {
        RunningVipd client = RunningVipd.withoutPlatform();
        Path socket = directory.resolve("nobody");
        assertThat(client.execute("status", "--status", socket.toString())).isEqualTo(2);
        assertThat(client.err())
                .startsWith("vipd status: no status from " + socket + ": ")
                .hasLineCount(1);
    }

    @Test
    void reloadWithAnErrorChangesNothing() throws Exception {
        start(new Router("web", 10, 100));
        awaitEvents(2);
        RunningVipd.write(directory.resolve("keepalived.conf"), "vrrp_instance web {\n");
        vipd.signal("HUP");
        await().atMost(LIMIT).until(() -> vipd.err().contains("keepalived.conf:1: error: "));
        assertThat(status().get("routers")).hasSize(1);
        assertThat(lan.holders(vip(10))).containsExactly("a");
        assertThat(events()).hasSize(2);
    }

    @Test
    void reloadTouchesOnlyWhatDiffers() throws Exception {
        start(new Router("same", 1, 100), new Router("changed", 2, 100), new Router("gone", 3, 100));
        awaitEvents(6);
        RunningVipd.file(directory, new Router("changed", 2, 150), new Router("same", 1, 100), new Router("new", 4, 9));
        vipd.signal("HUP");
        // One router stops, one starts and becomes Active; the changed one never leaves Active.
        awaitEvents(9);
        assertThat(lan.holders(vip(3))).isEmpty();
        for (int vrid : new int[] {1, 2, 4}) {
            assertThat(lan.holders(vip(vrid))).containsExactly("a");
        }
        assertThat(transitionsOf("same")).containsExactly("BACKUP", "ACTIVE");
        assertThat(transitionsOf("changed")).containsExactly("BACKUP", "ACTIVE");
        assertThat(transitionsOf("gone")).containsExactly("BACKUP", "ACTIVE", "INITIALIZE");
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(status().get("routers"))
                        .extracting(router -> router.get("name").textValue() + " " + router.get("effectivePriority"))
                        .containsExactlyInAnyOrder("same 100", "changed 150", "new 9"));
        awaitLog("keepalived.conf: changed in place: changed, started: new, stopped: gone, 1 untouched");
    }

    private List<String> transitionsOf(String router) throws Exception {
        return events().stream()
                .filter(event -> event.get("router").textValue().equals(router))
                .map(event -> event.get("to").textValue())
                .toList();
    }

    @Test
    void anAddressIsAddedByReloadWithoutLeavingActive() throws Exception {
        start(new Router("web", 10, 100));
        awaitEvents(2);
        Path file = directory.resolve("keepalived.conf");
        RunningVipd.write(file, Files.readString(file).replace("    198.51.100.110/24", """
                198.51.100.110/24
                  }
                  virtual_ipaddress_excluded {
                    198.51.100.111/24"""));
        vipd.signal("HUP");
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(lan.holders(vip(11))).containsExactly("a"));
        awaitLog("keepalived.conf: changed in place: web, 0 untouched");
        JsonNode router = status().get("routers").get(0);
        assertThat(router.get("excludedAddresses"))
                .extracting(JsonNode::textValue)
                .containsExactly("198.51.100.111/24");
        assertThat(router.get("state").textValue()).isEqualTo("ACTIVE");
        assertThat(events()).hasSize(2);
    }

    @Test
    void reloadOfTheSameFileSaysThatNothingHasChanged() {
        start(new Router("web", 10, 100));
        awaitEvents(2);
        vipd.signal("HUP");
        awaitLog("reload: nothing has changed in ");
    }

    @Test
    void aReloadThatTheHostRefusesChangesNothing() throws Exception {
        start(new Router("web", 10, 100), new Router("mail", 11, 100));
        awaitEvents(4);
        Path file = directory.resolve("keepalived.conf");
        RunningVipd.write(file, Files.readString(file).replaceFirst("eth0", "eth7"));
        vipd.signal("HUP");
        awaitLog("keepalived.conf refused: ");
        assertThat(lan.holders(vip(10))).containsExactly("a");
        assertThat(lan.holders(vip(11))).containsExactly("a");
        assertThat(status().get("routers"))
                .extracting(router -> router.get("interface").textValue())
                .containsExactly("eth0", "eth0");
        assertThat(events()).hasSize(4);
    }

    @Test
    void theGroupOfARouterIsNamed() throws Exception {
        Path file = RunningVipd.file(directory, new Router("one", 1, 100), new Router("two", 2, 100));
        RunningVipd.write(
                file, Files.readString(file) + "vrrp_sync_group both {\n  group {\n    one\n    two\n  }\n}\n");
        vipd.start(
                "run",
                "-f",
                file.toString(),
                "--events",
                "json",
                "--status",
                directory.resolve("s").toString());
        awaitEvents(4);
        assertThat(status().get("routers"))
                .extracting(router -> router.get("group").textValue())
                .containsExactly("both", "both");
    }

    @Test
    void interruptReleasesAndRemovesTheSocket() throws Exception {
        start(new Router("web", 10, 100));
        awaitEvents(2);
        assertThat(directory.resolve("s")).exists();
        vipd.signal("INT");
        assertThat(lan.holders(vip(10)))
                .as("released when the signal has been handled")
                .isEmpty();
        assertThat(vipd.exitCode()).isZero();
        assertThat(directory.resolve("s")).doesNotExist();
    }

    @Test
    void aSecondDaemonOnTheSameSocketIsRefusedBeforeItTouchesTheNetwork() {
        start(new Router("web", 10, 100));
        awaitEvents(2);
        RunningVipd second = RunningVipd.withoutPlatform();
        assertThat(second.execute(
                        "run",
                        "-f",
                        directory.resolve("keepalived.conf").toString(),
                        "--status",
                        directory.resolve("s").toString()))
                .isEqualTo(2);
        assertThat(second.err()).contains("a running process answers there").hasLineCount(1);
        assertThat(directory.resolve("s")).exists();
    }

    @Test
    void everyAnswerOfACheckIsInTheStatus() throws Exception {
        Path file = RunningVipd.file(directory, new Router("web", 10, 100));
        RunningVipd.write(
                file,
                "vrrp_script bad {\nscript \"/bin/false\"\ninterval 0.2\nweight -20\n}\n"
                        + Files.readString(file).replace("  interface", "  track_script {\nbad\n}\n  interface"));
        vipd.start(
                "run", "-f", file.toString(), "--status", directory.resolve("s").toString());
        await().atMost(LIMIT).until(() -> Files.exists(directory.resolve("s")));
        await().atMost(LIMIT).untilAsserted(() -> {
            JsonNode router = status().get("routers").get(0);
            JsonNode check = router.get("checks").get(0);
            assertThat(check.get("failures").longValue()).isGreaterThan(1);
            assertThat(check.get("successes").longValue()).isZero();
            assertThat(check.get("up").booleanValue()).isFalse();
            assertThat(check.get("effect").textValue()).isEqualTo("weight -20");
            assertThat(check.get("contribution").intValue()).isEqualTo(-20);
            assertThat(check.get("value").isNull()).isTrue();
            assertThat(check.get("last").get("detail").textValue()).contains("exit code 1");
            assertThat(check.get("last").get("ageMillis").longValue()).isNotNegative();
            assertThat(check.get("last").get("latencyMillis").doubleValue()).isPositive();
            assertThat(router.get("effectivePriority").intValue()).isEqualTo(80);
        });
    }

    @Test
    void notifyCommandsRunInTheOrderOfTheEventsAndToTheEnd() throws Exception {
        Path told = directory.resolve("told");
        Path value = directory.resolve("value");
        Path file = RunningVipd.file(directory, new Router("web", 10, 100));
        String plain = Files.readString(file);
        String notify = "notify \"/bin/sh -c 'echo $0 $1 $2 $3 >>" + told + "'\"\n";
        RunningVipd.write(
                file,
                "track_file f {\nfile " + value + "\ninit_file 5\n}\n"
                        + plain.replace("  interface", "  " + notify + "  interface"));
        vipd.start("run", "-f", file.toString());
        await().atMost(LIMIT).untilAsserted(() -> assertThat(told).content().endsWith("INSTANCE web MASTER 100\n"));
        assertThat(value).hasContent("5");

        RunningVipd.write(file, plain);
        vipd.signal("HUP");
        awaitLog("reload of");
        RunningVipd.write(file, plain.replace("  interface", "  " + notify + "  interface"));
        vipd.signal("HUP");
        await().atMost(LIMIT)
                .until(() -> log.list.stream()
                                .filter(event -> event.getFormattedMessage().startsWith("reload of"))
                                .count()
                        == 2);
        vipd.signal("TERM");
        assertThat(vipd.exitCode()).isZero();
        assertThat(told).hasContent("INSTANCE web BACKUP 100\nINSTANCE web MASTER 100\nINSTANCE web STOP 100\n");
    }
}
