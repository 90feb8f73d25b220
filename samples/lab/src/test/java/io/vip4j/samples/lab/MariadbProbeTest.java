/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.lab;

import static io.vip4j.samples.lab.LocalServer.HOST;
import static io.vip4j.samples.lab.LocalServer.PATIENCE;
import static io.vip4j.samples.lab.LocalServer.SHORT;
import static org.assertj.core.api.Assertions.assertThat;

import io.vip4j.probe.JdbcProbe;
import io.vip4j.probe.MysqlProbe;
import io.vip4j.probe.Probe;
import io.vip4j.probe.Secret;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** Probes of a real MariaDB. The last test kills it. */
@LabTest(servers = "mariadbd")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class MariadbProbeTest {

    private static final int MAX_CONNECTIONS = 10;
    private static final int MAX_CONNECT_ERRORS = 5;
    private static final Secret PASSWORD = new Secret("geheim");

    private static final LocalServer SERVER = LocalServer.of("mariadb", "mysql");
    private static final MysqlProbe HANDSHAKE = new MysqlProbe(HOST, SERVER.port());

    private static JdbcProbe login(String query) {
        return login(PASSWORD, query);
    }

    /** Unencrypted: the server has no certificate, and the driver would insist. */
    private static JdbcProbe login(Secret password, String query) {
        return JdbcProbe.mysql(HOST, SERVER.port(), "app", password, query).property("sslMode", "disable");
    }

    @BeforeAll
    static void start() {
        String data = SERVER.directory().resolve("data").toString();
        SERVER.prepare(
                "mariadb-install-db",
                "--no-defaults",
                "--datadir=" + data,
                "--auth-root-authentication-method=normal",
                "--skip-test-db");
        String users = "CREATE USER IF NOT EXISTS app@'%' IDENTIFIED BY 'geheim'; "
                + "GRANT RELOAD ON *.* TO app@'%'; CREATE USER IF NOT EXISTS open@'%';";
        SERVER.run(
                "mariadbd",
                "--no-defaults",
                "--datadir=" + data,
                "--init-file=" + SERVER.write("users.sql", users.replace("; ", ";\n")),
                "--bind-address=" + HOST,
                "--port=" + SERVER.port(),
                "--socket=" + SERVER.directory().resolve("socket"),
                "--pid-file=" + SERVER.directory().resolve("pid"),
                "--max-connections=" + MAX_CONNECTIONS,
                "--max-connect-errors=" + MAX_CONNECT_ERRORS,
                "--innodb-buffer-pool-size=8M");
        SERVER.awaitHealthy(() -> SERVER.ask(HANDSHAKE, SHORT));
    }

    @AfterAll
    static void stop() {
        SERVER.close();
    }

    @Test
    @Order(1)
    void handshakeShowsTheVersion() {
        Probe.Result refused = SERVER.ask(HANDSHAKE, PATIENCE);
        assertThat(refused.healthy()).as(refused.detail()).isTrue();
        assertThat(refused.detail()).contains("-MariaDB").endsWith(", refuses user vip4j");
        Probe.Result letIn = SERVER.ask(new MysqlProbe(HOST, SERVER.port(), "open"), PATIENCE);
        assertThat(letIn.healthy()).as(letIn.detail()).isTrue();
        assertThat(letIn.detail()).contains("-MariaDB").doesNotContain("refuses");
    }

    @Test
    @Order(2)
    void queryMustGiveTheExpectedRow() {
        assertThat(login("SELECT 1").ask(PATIENCE)).isEqualTo(Probe.Result.healthy("1"));
        assertThat(login("SELECT @@read_only").expect("0").ask(PATIENCE).healthy())
                .isTrue();
        assertThat(login("SELECT @@read_only").expect("1").ask(PATIENCE))
                .isEqualTo(Probe.Result.unhealthy("query: 0 instead of 1"));
        assertThat(login("SELECT 1 FROM DUAL WHERE FALSE").ask(PATIENCE))
                .isEqualTo(Probe.Result.unhealthy("query: no row"));
        assertThat(login("SELECT nonsense").ask(PATIENCE).detail())
                .startsWith("query: ")
                .contains("nonsense");
        assertThat(login("SELECT SLEEP(20)").ask(SHORT).detail()).startsWith("query: ");
    }

    @Test
    @Order(3)
    void wrongPasswordIsAFailureThatDoesNotShowIt() {
        JdbcProbe wrong = login(new Secret("falsch"), "SELECT 1");
        Probe.Result result = wrong.ask(PATIENCE);
        assertThat(result.healthy()).isFalse();
        assertThat(result.detail())
                .startsWith("login: ")
                .contains("Access denied")
                .doesNotContain("falsch");
        assertThat(wrong.toString()).contains("app").doesNotContain("falsch");
    }

    @Test
    @Order(4)
    void tooManyConnectionsAreAFailure() throws IOException {
        List<Socket> sockets = new ArrayList<>();
        try {
            for (int i = 0; i <= MAX_CONNECTIONS; i++) {
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), SERVER.port());
                sockets.add(socket);
                assertThat(socket.getInputStream().read())
                        .as("a greeting or an error")
                        .isPositive();
            }
            assertThat(SERVER.ask(HANDSHAKE, PATIENCE).detail()).endsWith("MySQL error 1040: Too many connections");
            assertThat(login("SELECT 1").ask(PATIENCE).detail()).contains("Too many connections");
        } finally {
            for (Socket socket : sockets) {
                socket.close();
            }
        }
        SERVER.awaitHealthy(() -> SERVER.ask(HANDSHAKE, PATIENCE));
    }

    /** The server never blocks 127.0.0.1, so it has to see another address. */
    @Test
    @Order(5)
    void probesDoNotGetTheirHostBlocked() throws IOException {
        try (SourceAddress other = SourceAddress.open("127.0.0.2", HOST, SERVER.port())) {
            MysqlProbe probe = new MysqlProbe(HOST, other.port());
            for (int i = 0; i < 200; i++) {
                Probe.Result result = SERVER.ask(probe, PATIENCE);
                assertThat(result.healthy())
                        .as("probe %d: %s", i, result.detail())
                        .isTrue();
            }
            // What a probe does that only reads the greeting: the server counts these, and blocks.
            for (int i = 0; i <= MAX_CONNECT_ERRORS; i++) {
                try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), other.port())) {
                    assertThat(socket.getInputStream().read()).isPositive();
                }
            }
            Deadline deadline = Deadline.after(PATIENCE);
            Probe.Result result = SERVER.ask(probe, PATIENCE);
            while (result.healthy() && !deadline.isOver()) {
                Deadline.pause(); // it counts when it notices the end of the connection
                result = SERVER.ask(probe, PATIENCE);
            }
            assertThat(result.detail()).contains("MySQL error 1129: Host '127.0.0.2' is blocked");
            assertThat(SERVER.ask(HANDSHAKE, PATIENCE).healthy()).isTrue();
        }
    }

    @Test
    @Order(6)
    void stoppedServerIsAFailureAtTheTimeout() {
        SERVER.signal("STOP");
        try {
            assertThat(SERVER.ask(HANDSHAKE, SHORT).detail()).contains("no greeting within 1000 ms");
            Probe.Result result = login("SELECT 1").ask(SHORT);
            assertThat(result.detail()).startsWith("login: ");
        } finally {
            SERVER.signal("CONT");
        }
        SERVER.awaitHealthy(() -> login("SELECT 1").ask(PATIENCE));
    }

    @Test
    @Order(7)
    void killedServerIsAFailure() {
        SERVER.kill();
        assertThat(SERVER.ask(HANDSHAKE, PATIENCE).detail()).containsIgnoringCase("refused");
        assertThat(login("SELECT 1").ask(PATIENCE).detail())
                .startsWith("login: ")
                .containsIgnoringCase("refused");
    }
}
