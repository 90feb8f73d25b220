/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.proxy;

import static io.vip4j.samples.proxy.Waiting.await;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vip4j.simulation.SimulatedLan;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands, as a shell and a service manager use them. */
class CommandLineTest {

    private static final String VIP = """
            vip:
              routers:
                - {name: web, network-interface: eth0, vrid: 10, addresses: 198.51.100.222/24, advertisement-interval: 100ms}
            """;

    @TempDir
    private Path directory;

    private Path file;
    private int port;
    private final SimulatedLan lan = SimulatedLan.realTime();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Map<String, Runnable> signals = new ConcurrentHashMap<>();

    @BeforeEach
    void names() throws IOException {
        file = directory.resolve("proxy.yml");
        try (ServerSocket any = new ServerSocket(0)) {
            port = any.getLocalPort();
        }
    }

    private int execute(String... arguments) {
        return TcpProxy.execute(
                new Surroundings(
                        new PrintStream(out, true, UTF_8),
                        new PrintStream(err, true, UTF_8),
                        () -> lan.node("a").platform(),
                        signals::put),
                arguments);
    }

    private void write(String yaml) throws IOException {
        // Whole or not at all, as whoever reads it may be at it right now.
        Path next = Files.writeString(
                directory.resolve("next.yml"), yaml.replace("127.0.0.1:1'", "127.0.0.1:" + port + "'"));
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private CompletableFuture<Integer> run(String... more) {
        String[] arguments = new String[more.length + 3];
        arguments[0] = "run";
        arguments[1] = "-f";
        arguments[2] = file.toString();
        System.arraycopy(more, 0, arguments, 3, more.length);
        CompletableFuture<Integer> code = new CompletableFuture<>();
        new Thread(() -> code.complete(execute(arguments)), "main-of-test").start();
        return code;
    }

    private String greeting() {
        try (Socket client = new Socket(InetAddress.getLoopbackAddress(), port)) {
            client.setSoTimeout(60_000);
            return new String(client.getInputStream().readNBytes(3), US_ASCII).strip();
        } catch (IOException e) {
            return e.toString();
        }
    }

    private String text(ByteArrayOutputStream stream) {
        return stream.toString(UTF_8);
    }

    @Test
    void checkSaysWhatWouldRunOrWhatIsWrong() throws Exception {
        try (TestServer server = TestServer.echo("s1")) {
            write(VIP + ProxyUnderTest.yaml("", "", server));
            assertThat(execute("check", "-f", file.toString())).isEqualTo(ExitCodes.OK);
            assertThat(text(out)).isEqualTo(file + ": ok, 1 router, 1 listener, 1 pool with 1 server\n");
            out.reset();
            write("pools: 1");
            assertThat(execute("run", "-f", file.toString(), "--check")).isEqualTo(ExitCodes.CONFIGURATION);
            assertThat(text(out))
                    .isEqualTo(file + ":1: pools: must be a list\n" + file + ":1: listeners: must be given\n");
        }
    }

    @Test
    void runWithFaultsDoesNotStart() throws Exception {
        write("pools: 1");
        assertThat(execute("run", "-f", file.toString())).isEqualTo(ExitCodes.CONFIGURATION);
        assertThat(text(err)).contains(file + ":1: pools: must be a list", "not started");
    }

    @Test
    void wrongUsageIsToldApart() {
        assertThat(execute("run")).isEqualTo(ExitCodes.USAGE);
        assertThat(execute("stats", "--socket", directory.resolve("none").toString()))
                .isEqualTo(ExitCodes.HOST);
        assertThat(text(err)).contains("is tcp-proxy running with --stats");
    }

    @Test
    void portInUseIsTheHostsRefusal() throws Exception {
        try (TestServer server = TestServer.echo("s1");
                ServerSocket taken = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            write(ProxyUnderTest.yaml("", "", server));
            assertThat(taken.getLocalPort()).isEqualTo(port);
            assertThat(execute("run", "-f", file.toString())).isEqualTo(ExitCodes.HOST);
            assertThat(text(err)).contains("cannot be listened at").contains("Address already in use");
        }
    }

    @Test
    void runsReloadsTellsAndStops() throws Exception {
        Path socket = directory.resolve("s");
        try (TestServer one = TestServer.echo("s1");
                TestServer two = TestServer.echo("s2")) {
            write(VIP + ProxyUnderTest.yaml("", "", one));
            CompletableFuture<Integer> running = run("--events", "json", "--stats", socket.toString());
            await().until(() -> Files.exists(socket));
            assertThat(greeting()).isEqualTo("s1");
            await().until(() -> text(out).contains("\"to\":\"ACTIVE\""));

            out.reset();
            await().until(() -> {
                out.reset();
                return execute("stats", "--socket", socket.toString()) == ExitCodes.OK;
            });
            JsonNode figures = new ObjectMapper().readTree(text(out));
            assertThat(figures.at("/pools/0/servers/0/name").asText()).isEqualTo("s1");
            assertThat(figures.at("/routers/0/state").asText()).isEqualTo("ACTIVE");

            write("pools: 1");
            signal("HUP");
            write(VIP + ProxyUnderTest.yaml("", "", two));
            signal("HUP");
            await().until(() -> greeting().equals("s2"));

            signal("TERM");
            assertThat(running.join()).isEqualTo(ExitCodes.OK);
            assertThat(socket).doesNotExist();
            assertThat(text(out)).contains("\"from\":\"ACTIVE\"");
        }
    }

    private void signal(String name) {
        Optional.ofNullable(signals.get(name)).orElseThrow().run();
    }

    @Test
    void proxyWithoutAddressNeedsNoPlatform() throws Exception {
        try (TestServer server = TestServer.echo("s1")) {
            write(ProxyUnderTest.yaml("", "", server));
            CompletableFuture<Integer> running = run();
            await().until(() -> greeting().equals("s1"));
            signal("TERM");
            assertThat(running.join()).isEqualTo(ExitCodes.OK);
            assertThat(lan.nodeNames()).isEmpty();
        }
    }
}
