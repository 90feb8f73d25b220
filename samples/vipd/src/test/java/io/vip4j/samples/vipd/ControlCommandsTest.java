/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.vipd;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vip4j.VipElector;
import io.vip4j.VipHost;
import io.vip4j.event.VipState;
import io.vip4j.keepalived.KeepalivedConfig;
import io.vip4j.samples.support.status.Control;
import io.vip4j.samples.vipd.RunningVipd.Router;
import io.vip4j.simulation.SimulatedLan;
import io.vip4j.vrrp.IpAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What an operator tells a running vipd, on a LAN in memory. */
@Timeout(60)
class ControlCommandsTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final IpAddress VIP = IpAddress.parse("198.51.100.110");

    private final SimulatedLan lan = SimulatedLan.realTime();
    private final RunningVipd vipd = new RunningVipd(lan.node("a")::platform);
    private RunningVipd client = RunningVipd.withoutPlatform();

    @TempDir
    private Path directory;

    @AfterEach
    void stop() throws Exception {
        if (vipd.isRunning()) {
            vipd.signal("TERM");
            assertThat(vipd.exitCode()).isZero();
        }
        lan.close();
    }

    private void start(Router... routers) {
        Path file = RunningVipd.file(directory, routers);
        vipd.start(
                "run", "-f", file.toString(), "--status", directory.resolve("s").toString());
        await().atMost(LIMIT).until(() -> lan.holders(VIP).contains("a"));
        await().atMost(LIMIT)
                .untilAsserted(
                        () -> assertThat(status().get("state").textValue()).isEqualTo("ACTIVE"));
    }

    private int tell(String... arguments) {
        client = RunningVipd.withoutPlatform();
        List<String> all = new ArrayList<>(List.of(arguments));
        all.add("--status");
        all.add(directory.resolve("s").toString());
        return client.execute(all.toArray(String[]::new));
    }

    private JsonNode status() throws Exception {
        RunningVipd asking = RunningVipd.withoutPlatform();
        assertThat(asking.execute(
                        "status", "--json", "--status", directory.resolve("s").toString()))
                .as(asking.err())
                .isZero();
        return JSON.readTree(asking.out()).get("routers").get(0);
    }

    @Test
    void switchoverSaysWhoTookOver() {
        start(new Router("web", 10, 200));
        try (VipHost peer = VipHost.open(lan.node("b").platform())) {
            VipElector successor = peer.start(KeepalivedConfig.load(RunningVipd.write(directory.resolve("b.conf"), """
                            global_defs {
                              vrrp_version 3
                            }
                            vrrp_instance web {
                              interface eth0
                              virtual_router_id 10
                              priority 100
                              advert_int 0.01
                              virtual_ipaddress {
                                198.51.100.110/24
                              }
                            }
                            """))
                    .routers()
                    .get(0));
            await().atMost(LIMIT).until(() -> successor.state() == VipState.BACKUP);
            assertThat(tell("switchover", "--limit", "20s")).as(client.err()).isZero();
            assertThat(client.out()).matches("web: 198\\.51\\.100\\.2 took over after [0-9.]+ ms, gap [0-9.]+ ms\\R");
            assertThat(successor.awaitActive(LIMIT)).isTrue();
        }
    }

    @Test
    void switchoverThatNobodyTakesBringsTheRoleBack() {
        start(new Router("web", 10, 200));
        assertThat(tell("switchover", "--limit", "5ms")).isEqualTo(3);
        assertThat(client.out()).startsWith("web: nobody took over, the role is back or on its way after ");
        await().atMost(LIMIT).until(() -> lan.holders(VIP).contains("a"));
    }

    @Test
    void holdAndResumeAreSeenInTheStatus() throws Exception {
        start(new Router("web", 10, 100));
        assertThat(tell("hold", "--reason", "kernel upgrade", "--for", "30m"))
                .as(client.err())
                .isZero();
        assertThat(client.out()).startsWith("web: held until 20");
        assertThat(lan.holders(VIP)).isEmpty();
        assertThat(status().get("hold").get("reason").textValue()).isEqualTo("kernel upgrade");
        assertThat(status().get("obstacle").textValue()).isEqualTo("held: kernel upgrade");
        assertThat(tell("status")).isZero();
        assertThat(client.out()).containsPattern("  held: kernel upgrade \\(for another .*, until 20.*\\)\\R");
        assertThat(tell("resume")).isZero();
        assertThat(client.out()).isEqualToIgnoringNewLines("web: is not held any more");
        assertThat(status().get("hold").isNull()).isTrue();
        await().atMost(LIMIT).until(() -> lan.holders(VIP).contains("a"));
    }

    @Test
    void aPriorityIsReplacedAndRestored() throws Exception {
        start(new Router("web", 10, 100));
        assertThat(tell("priority", "42", "--for", "10m")).as(client.err()).isZero();
        assertThat(client.out()).startsWith("web: has priority 42 until 20");
        assertThat(status().get("effectivePriority").intValue()).isEqualTo(42);
        assertThat(status().get("temporaryPriority").get("priority").intValue()).isEqualTo(42);
        assertThat(status().get("leaseRemainingMillis").intValue()).isBetween(0, 3000);
        assertThat(status().get("peers").isArray()).isTrue();
        assertThat(tell("priority", "--restore")).isZero();
        assertThat(status().get("temporaryPriority").isNull()).isTrue();
        assertThat(status().get("effectivePriority").intValue()).isEqualTo(100);
    }

    @Test
    void amongSeveralRoutersOneIsNamed() {
        start(new Router("web", 10, 100), new Router("mail", 11, 100));
        assertThat(tell("resume")).isEqualTo(2);
        assertThat(client.err()).contains("which router? Say --router NAME or --all; there are: mail, web");
        assertThat(tell("resume", "--router", "ftp")).isEqualTo(2);
        assertThat(client.err()).contains("no router 'ftp' is running; there are: mail, web");
        assertThat(tell("resume", "--router", "web", "--router", "mail")).isZero();
        assertThat(tell("resume", "--all")).isZero();
        assertThat(client.outLines()).containsExactly("web: is not held any more", "mail: is not held any more");
    }

    @Test
    void whatARouterRefusesIsSaid() {
        start(new Router("web", 10, 100));
        assertThat(tell("hold", "--reason", " ", "--for", "30m")).isEqualTo(2);
        assertThat(client.err()).contains("web: hold reason must not be blank");
        assertThat(tell("hold", "--reason", "x", "--for", "31d")).isEqualTo(2);
        assertThat(client.err()).contains("hold limit must be 1 s..30 days");
        assertThat(tell("priority", "255", "--for", "10m")).isEqualTo(2);
        assertThat(client.err()).contains("temporary priority must be 1..254: 255");
        assertThat(tell("hold", "--reason", "x")).isEqualTo(64);
        assertThat(tell("switchover", "--limit", "soon")).isEqualTo(64);
        assertThat(client.err()).contains("'soon' is not a time such as 500ms, 5s, 30m, 2h or 1d");
        assertThat(tell("priority")).isEqualTo(64);
    }

    @Test
    void withoutADaemonThereIsAReason() {
        assertThat(tell("resume")).isEqualTo(2);
        assertThat(client.err()).contains("no answer from").contains("is vipd running with --status");
    }

    @Test
    void whatIsNoRequestIsRefusedWithAReason() {
        Control control = new Control();
        for (String line : List.of(
                "",
                "hello",
                "[1,2",
                "{\"command\":\"dance\"}",
                "7",
                "{\"command\":\"hold\",\"limitMillis\":-1}",
                "{\"command\":\"resume\"}",
                "{".repeat(4000))) {
            String answer = new String(control.answer(line.getBytes(UTF_8)), UTF_8);
            assertThat(answer)
                    .startsWith("{\"error\":\"")
                    .doesNotContain("internal")
                    .doesNotContain("Exception");
        }
    }
}
