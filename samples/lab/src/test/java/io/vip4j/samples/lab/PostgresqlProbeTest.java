/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.lab;

import static io.vip4j.samples.lab.LocalServer.HOST;
import static io.vip4j.samples.lab.LocalServer.PATIENCE;
import static io.vip4j.samples.lab.LocalServer.SHORT;
import static org.assertj.core.api.Assertions.assertThat;

import io.vip4j.probe.JdbcProbe;
import io.vip4j.probe.PostgresProbe;
import io.vip4j.probe.Probe;
import io.vip4j.probe.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** Probes of a real PostgreSQL. The last test kills it. */
@LabTest(servers = "pg_lsclusters")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PostgresqlProbeTest {

    private static final Secret PASSWORD = new Secret("geheim");

    private static final LocalServer SERVER = LocalServer.of("postgresql", "postgres");
    private static final String DATA = SERVER.directory().resolve("data").toString();
    private static final PostgresProbe STARTUP = startup("admin");

    private static PostgresProbe startup(String user) {
        return new PostgresProbe(HOST, SERVER.port(), user, "postgres");
    }

    private static JdbcProbe login(String query) {
        return JdbcProbe.postgresql(HOST, SERVER.port(), "postgres", "admin", PASSWORD, query);
    }

    /** Debian keeps the programs of each version apart. */
    private static String program(String name) {
        try (Stream<Path> versions = Files.list(Path.of("/usr/lib/postgresql"))) {
            return versions.map(version -> version.resolve("bin").resolve(name))
                    .filter(Files::isExecutable)
                    .max(Comparator.naturalOrder())
                    .orElseThrow(() -> new LabException("no " + name + " below /usr/lib/postgresql"))
                    .toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void run() {
        SERVER.run(
                program("postgres"),
                "-D",
                DATA,
                "-p",
                Integer.toString(SERVER.port()),
                "-c",
                "listen_addresses=" + HOST,
                "-c",
                "unix_socket_directories=",
                "-c",
                "hot_standby=off",
                "-c",
                "fsync=off");
    }

    @BeforeAll
    static void start() {
        String passwordFile = SERVER.write("password", "geheim\n").toString();
        SERVER.prepare(program("initdb"), "-D", DATA, "-U", "admin", "-A", "scram-sha-256", "--pwfile", passwordFile);
        SERVER.write("data/pg_hba.conf", "host all open all trust\nhost all all all scram-sha-256\n");
        // A standby that nobody feeds and nobody may read is starting up for as long as it runs.
        SERVER.write("data/standby.signal", "");
        Command.run("chown", "postgres", DATA + "/standby.signal", DATA + "/pg_hba.conf");
        assertThat(SERVER.ask(STARTUP, PATIENCE).detail()).containsIgnoringCase("refused");
        run();
    }

    @AfterAll
    static void stop() {
        SERVER.close();
    }

    @Test
    @Order(1)
    void serverThatStartsUpIsAFailure() throws IOException {
        Deadline deadline = Deadline.after(PATIENCE);
        Probe.Result result = SERVER.ask(STARTUP, PATIENCE);
        while (!result.detail().contains("57P03") && !deadline.isOver()) {
            Deadline.pause();
            result = SERVER.ask(STARTUP, PATIENCE);
        }
        assertThat(result.healthy()).isFalse();
        assertThat(result.detail()).contains("PostgreSQL error 57P03 the database system is ");
        assertThat(login("SELECT 1").ask(PATIENCE).detail())
                .startsWith("login: ")
                .contains("the database system is ");
        SERVER.kill();
        Files.delete(Path.of(DATA, "standby.signal"));
        run();
        SERVER.awaitHealthy(() -> SERVER.ask(STARTUP, PATIENCE));
    }

    @Test
    @Order(2)
    void startupMessageIsAnswered() {
        SERVER.log().clear();
        assertThat(SERVER.ask(STARTUP, PATIENCE).detail()).endsWith("asks for authentication: sasl");
        Probe.Result missing = SERVER.ask(startup("open"), PATIENCE);
        assertThat(missing.healthy()).as(missing.detail()).isTrue();
        assertThat(missing.detail()).contains("refuses: 28000 role \"open\" does not exist");
        // The query gives no row, but what it does is done.
        login("CREATE ROLE open LOGIN").ask(PATIENCE);
        Probe.Result letIn = SERVER.ask(startup("open"), PATIENCE);
        assertThat(letIn.healthy()).as(letIn.detail()).isTrue();
        assertThat(letIn.detail()).endsWith(", ready for queries");
        assertThat(SERVER.log())
                .noneMatch(line -> line.contains("expected password response") || line.contains("unexpected EOF"));
    }

    @Test
    @Order(3)
    void queryMustGiveTheExpectedRow() {
        assertThat(login("SELECT pg_is_in_recovery()").expect("f").ask(PATIENCE))
                .isEqualTo(Probe.Result.healthy("f"));
        assertThat(login("SELECT pg_is_in_recovery()").expect("t").ask(PATIENCE))
                .isEqualTo(Probe.Result.unhealthy("query: f instead of t"));
        assertThat(login("SELECT 1 WHERE FALSE").ask(PATIENCE)).isEqualTo(Probe.Result.unhealthy("query: no row"));
        assertThat(login("SELECT pg_sleep(20)").ask(SHORT).detail()).startsWith("query: ");
        JdbcProbe wrong =
                JdbcProbe.postgresql(HOST, SERVER.port(), "postgres", "admin", new Secret("falsch"), "SELECT 1");
        assertThat(wrong.ask(PATIENCE).detail())
                .startsWith("login: ")
                .contains("password authentication failed")
                .doesNotContain("falsch");
    }

    @Test
    @Order(4)
    void stoppedServerIsAFailureAtTheTimeout() {
        SERVER.signal("STOP");
        try {
            assertThat(SERVER.ask(STARTUP, SHORT).detail()).contains("no answer within 1000 ms");
            assertThat(login("SELECT 1").ask(SHORT).detail()).startsWith("login: ");
        } finally {
            SERVER.signal("CONT");
        }
        SERVER.awaitHealthy(() -> login("SELECT 1").ask(PATIENCE));
    }

    @Test
    @Order(5)
    void killedServerIsAFailure() {
        SERVER.kill();
        assertThat(SERVER.ask(STARTUP, PATIENCE).detail()).containsIgnoringCase("refused");
        assertThat(login("SELECT 1").ask(PATIENCE).detail())
                .startsWith("login: ")
                .containsIgnoringCase("refused");
    }
}
