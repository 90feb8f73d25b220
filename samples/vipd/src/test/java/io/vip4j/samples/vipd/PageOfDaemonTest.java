/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.vipd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vip4j.samples.support.status.DaemonPage;
import io.vip4j.samples.vipd.RunningVipd.Router;
import io.vip4j.simulation.SimulatedLan;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** A whole vipd with its page, on a LAN in memory. */
@Timeout(120)
class PageOfDaemonTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final String TOKEN = "correct-horse-battery";

    private final SimulatedLan lan = SimulatedLan.realTime();
    private final RunningVipd vipd = new RunningVipd(lan.node("a")::platform);
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final Logger pageLog = (Logger) LoggerFactory.getLogger(DaemonPage.class);

    @TempDir
    private Path directory;

    private URI page = URI.create("http://127.0.0.1/");

    @BeforeEach
    void start() throws Exception {
        log.list = new CopyOnWriteArrayList<>();
        log.start();
        pageLog.addAppender(log);
        Path token = Files.writeString(directory.resolve("token"), TOKEN + "\n");
        Files.setPosixFilePermissions(token, PosixFilePermissions.fromString("rw-------"));
        Path file = RunningVipd.file(directory, new Router("web", 10, 100), new Router("mail", 20, 100));
        vipd.start(
                "run",
                "-f",
                file.toString(),
                "--events",
                "json",
                "--http",
                "127.0.0.1:0",
                "--http-token-file",
                token.toString());
        await().atMost(LIMIT).until(() -> url().isPresent());
        page = url().orElseThrow();
        await().atMost(LIMIT)
                .until(() -> "ACTIVE".equals(status().at("/routers/0/state").textValue()));
    }

    @AfterEach
    void stop() throws Exception {
        pageLog.detachAppender(log);
        vipd.signal("TERM");
        assertThat(vipd.exitCode()).isZero();
        lan.close();
    }

    private Optional<URI> url() {
        return log.list.stream()
                .map(ILoggingEvent::getFormattedMessage)
                .filter(message -> message.startsWith("status page: "))
                .map(message -> URI.create(message.substring("status page: ".length())))
                .findFirst();
    }

    private JsonNode status() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(page.resolve("status")).build();
        return JSON.readTree(http.send(request, BodyHandlers.ofByteArray()).body());
    }

    private HttpResponse<String> post(String path, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(page.resolve(path))
                .header("Content-Type", "application/json")
                .header("Authorization", "Bearer " + TOKEN)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return http.send(request, BodyHandlers.ofString());
    }

    @Test
    void theDocumentIsThatOfTheStatusAndSaysWhoMayWrite() throws Exception {
        JsonNode status = status();
        assertThat(status.fieldNames())
                .toIterable()
                .contains("version", "pid", "startedAt", "now", "configuration", "lateness", "routers");
        assertThat(status.get("writes").textValue()).isEqualTo("token");
        assertThat(status.at("/routers/0/timeline")).isNotEmpty();
    }

    @Test
    void whatIsAskedIsDone() throws Exception {
        HttpResponse<String> held = post("web/hold", "{\"reason\":\"new disk\",\"limit\":\"10m\",\"family\":\"IPv4\"}");
        assertThat(held.statusCode()).as(held.body()).isEqualTo(200);
        assertThat(JSON.readTree(held.body()).at("/results/0/until").isTextual())
                .isTrue();
        assertThat(status().at("/routers/0/hold/reason").textValue()).isEqualTo("new disk");
        assertThat(status().at("/routers/1/hold").isNull()).isTrue();
        assertThat(post("web/resume", "{}").statusCode()).isEqualTo(200);
        assertThat(post("web/priority", "{\"priority\":\"150\",\"limit\":\"1h\"}")
                        .statusCode())
                .isEqualTo(200);
        assertThat(status().at("/routers/0/temporaryPriority/priority").intValue())
                .isEqualTo(150);
        assertThat(post("web/priority", "{}").statusCode()).isEqualTo(200);
        assertThat(status().at("/routers/0/temporaryPriority").isNull()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "nobody/hold|{\"reason\":\"x\",\"limit\":\"1m\"}|404|no router 'nobody' is running",
                "web/hold|{\"reason\":\"x\",\"limit\":\"5 parsecs\"}|400|'5 parsecs' is not a time",
                "web/hold|{\"reason\":\"x\"}|400|limit: '' is not a time",
                "web/hold|{\"reason\":\"x\",\"limit\":\"1m\",\"force\":\"yes\"}|400|hold knows no force",
                "web/hold|[]|400|limit",
                "web/hold|nonsense|400|the body must be a JSON object",
                "web/priority|{\"priority\":\"high\",\"limit\":\"1m\"}|400|priority must be a number 1..254: 'high'",
                "web/priority|{\"priority\":\"300\",\"limit\":\"1m\"}|409|priority",
                "web/resume|{\"family\":\"IPv5\"}|400|family must be IPv4 or IPv6: 'IPv5'",
                "web/resume|{\"family\":\"IPv6\"}|400|no such router of the other family"
            })
    void whatCannotBeDoneSaysWhy(String path, String body, int status, String why) throws Exception {
        HttpResponse<String> answer = post(path, body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.body()).contains("error").contains(why);
    }

    @Test
    void aThousandConnectionsDisturbNoElection() throws Exception {
        int events = vipd.outLines().size();
        List<Socket> idle = new ArrayList<>();
        try {
            for (int i = 0; i < 1000; i++) {
                Socket socket = new Socket();
                idle.add(socket);
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), page.getPort()), 20_000);
                socket.getOutputStream().write('G');
            }
        } catch (IOException e) {
            // Sent away before it could say anything.
        } finally {
            for (Socket socket : idle) {
                socket.close();
            }
        }
        await().atMost(LIMIT)
                .ignoreExceptions()
                .until(() -> status().get("routers").size() == 2);
        assertThat(vipd.outLines().subList(events, vipd.outLines().size()))
                .allMatch(line -> line.contains("\"anomaly\""), "no router has changed its state");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--http 8080",
                "--http 127.0.0.1:99999",
                "--http example.net:80",
                "--http 0.0.0.0:8080",
                "--http 0.0.0.0:8080 --http-allow-remote",
                "--http-host lb"
            })
    void optionsThatMakeNoSenseAreWrongUsage(String options) {
        RunningVipd other = RunningVipd.withoutPlatform();
        String file = RunningVipd.file(directory, new Router("web", 10, 100)).toString();
        assertThat(other.execute(("run -f " + file + " " + options).split(" ", -1)))
                .isEqualTo(64);
        assertThat(other.err()).startsWith("vipd run: ").contains("Usage: vipd run");
    }
}
