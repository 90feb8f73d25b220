/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.support.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.vip4j.page.StatusPage;
import io.vip4j.spi.PlatformException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Real connections to a server that shows invented documents. */
@Timeout(60)
class PageServerTest {

    private static final String TOKEN = "correct-horse-battery";
    private static final String AUTHORIZED = "Authorization: Bearer " + TOKEN;
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final AtomicInteger made = new AtomicInteger();
    private final List<String> commands = new CopyOnWriteArrayList<>();
    private PageServer server = open(settings(Optional.of(new BearerToken(TOKEN)), false), PageServer.CLIENT_LIMIT);

    private PageServer open(PageSettings settings, Duration clientLimit) {
        return PageServer.open(
                settings,
                new PageContent(this::document, this::perform, Map.of("figures", () -> "{\"f\":1}".getBytes(UTF_8))),
                clientLimit);
    }

    private void reopen(PageSettings settings, Duration clientLimit) {
        server.close();
        server = open(settings, clientLimit);
    }

    private static PageSettings settings(Optional<BearerToken> token, boolean remote) {
        return new PageSettings(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                token,
                remote,
                Set.of("Lb.Example.net"),
                PageSettingsTest.OPTIONS);
    }

    private byte[] document() {
        return ("{\"n\":" + made.incrementAndGet() + "}\n").getBytes(UTF_8);
    }

    private PageCommands.Reply perform(String router, String operation, byte[] body) {
        commands.add(router + " " + operation + " " + new String(body, UTF_8));
        return new PageCommands.Reply(200, "{\"results\":[]}");
    }

    @AfterEach
    void close() {
        server.close();
    }

    private RawClient client() throws IOException {
        return new RawClient(server.address());
    }

    private int status(String line, String... headers) throws IOException {
        try (RawClient client = client()) {
            return client.request(line, headers).status();
        }
    }

    private int post(String path, String... headers) throws IOException {
        try (RawClient client = client()) {
            return client.post(path, "{}", headers).status();
        }
    }

    @Test
    void thePageComesWithItsHeaders() throws Exception {
        try (RawClient client = client()) {
            String answer = client.request("GET /").answer();
            assertThat(answer)
                    .startsWith("HTTP/1.1 200 OK\r\n")
                    .endsWith(new String(StatusPage.get().html(), UTF_8));
            StatusPage.get()
                    .headers()
                    .forEach((name, value) ->
                            assertThat(answer).containsIgnoringCase("\r\n" + name + ": " + value + "\r\n"));
        }
        try (RawClient client = client()) {
            assertThat(client.request("HEAD /").answer())
                    .containsIgnoringCase("content-length: " + StatusPage.get().html().length)
                    .endsWith("\r\n\r\n");
        }
    }

    @Test
    void theDocumentIsThereOnceAndAsAStream() throws Exception {
        try (RawClient client = client()) {
            assertThat(client.request("GET /status").answer())
                    .contains("application/json")
                    .endsWith("{\"n\":1}\n");
        }
        try (RawClient client = client()) {
            client.request("GET /events");
            assertThat(client.event()).isEqualTo("{\"n\":2}");
            assertThat(client.event()).isEqualTo("{\"n\":3}");
        }
    }

    @Test
    void whatThereIsBesidesHasAPathOfItsOwnAndTheSameGuards() throws Exception {
        try (RawClient client = client()) {
            assertThat(client.request("GET /figures").answer())
                    .contains("application/json")
                    .endsWith("{\"f\":1}");
        }
        assertThat(status("POST /figures")).isEqualTo(405);
        assertThat(status("GET /figures", "Sec-Fetch-Site: cross-site")).isEqualTo(403);
        reopen(settings(Optional.of(new BearerToken(TOKEN)), true), PageServer.CLIENT_LIMIT);
        assertThat(status("GET /figures")).isEqualTo(401);
    }

    @Test
    void aChangeIsToldBeforeTheSecondIsOver() throws Exception {
        try (RawClient client = client()) {
            client.request("GET /events").event();
            long before = System.nanoTime();
            for (int i = 0; i < 4; i++) {
                server.changed();
                client.event();
            }
            // Four documents of the regular kind would have taken four seconds.
            assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofMillis(3900));
        }
    }

    @Test
    void oneDocumentIsMadeForAllStreamsAndFurtherStreamsAreRefused() throws Exception {
        List<RawClient> streams = new ArrayList<>();
        try {
            for (int i = 0; i < EventStreams.MOST; i++) {
                streams.add(client().request("GET /events"));
            }
            for (RawClient stream : streams) {
                stream.event();
            }
            assertThat(status("GET /events")).isEqualTo(503);
            int before = made.get();
            List<String> seen = new ArrayList<>();
            for (RawClient stream : streams) {
                String event = stream.event();
                while (!event.equals("{\"n\":" + (before + 2) + "}")) {
                    event = stream.event();
                }
                seen.add(event);
            }
            assertThat(seen).hasSize(EventStreams.MOST).containsOnly("{\"n\":" + (before + 2) + "}");
        } finally {
            for (RawClient stream : streams) {
                stream.close();
            }
        }
        await().atMost(LIMIT).untilAsserted(() -> {
            try (RawClient client = client()) {
                assertThat(client.request("GET /events").event()).startsWith("{");
            }
        });
    }

    @Test
    void aStreamThatIsNotReadMissesDocumentsAndDelaysNobody() throws Exception {
        server.close();
        String filling = "x".repeat(8 << 20); // More than the kernel keeps for a reader that does not read.
        server = PageServer.open(
                settings(Optional.empty(), false),
                new PageContent(() -> (made.incrementAndGet() + " " + filling).getBytes(UTF_8), this::perform),
                PageServer.CLIENT_LIMIT);
        try (RawClient slow = client();
                RawClient quick = client()) {
            slow.request("GET /events");
            quick.request("GET /events");
            int last = 0;
            for (int i = 0; i < 4; i++) {
                last = number(quick.event());
                server.changed();
            }
            number(slow.event());
            assertThat(number(slow.event())).isGreaterThan(last - 1);
        }
    }

    private static int number(String event) {
        return Integer.parseInt(event.substring(0, event.indexOf(' ')));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/../../etc/passwd",
                "/..%2f..%2fetc%2fpasswd",
                "/%2e%2e/%2e%2e/etc/passwd",
                "//etc/passwd",
                "/status/../../../etc/passwd",
                "/..\\..\\etc\\passwd",
                "/status.html",
                "/status/",
                "/web/hold/",
                "/web/format",
                "/%zz/hold",
                "*",
                "http://127.0.0.1/",
                "file:///etc/passwd"
            })
    void noOtherPathLeadsAnywhere(String path) throws Exception {
        assertThat(status("GET " + path)).isEqualTo(404);
        assertThat(commands).isEmpty();
    }

    @Test
    void methodsThatAPathDoesNotKnowAreRefused() throws Exception {
        for (String line :
                List.of("POST /", "PUT /status", "DELETE /events", "GET /web/hold", "OPTIONS /web/hold", "TRACE /")) {
            assertThat(status(line)).as(line).isEqualTo(405);
        }
        try (RawClient client = client()) {
            assertThat(client.request("GET /web/hold").answer()).containsIgnoringCase("\r\nallow: POST\r\n");
        }
    }

    @Test
    void whatIsTooLongOrNoHttpIsRefused() throws Exception {
        assertThat(status("GET /", "X-Long: " + "x".repeat(PageServer.MAX_HEADERS)))
                .isEqualTo(431);
        assertThat(status("GET /" + "x".repeat(5000))).isEqualTo(414);
        try (RawClient client = client()) {
            assertThat(client.send("\u0001\u0002 nonsense\r\n\r\n").status()).isEqualTo(400);
        }
        String long5000 = "x".repeat(5000);
        try (RawClient client = client()) {
            assertThat(client.post("/web/hold", long5000, AUTHORIZED).status()).isEqualTo(413);
        }
        try (RawClient client = client()) {
            client.request(
                    "POST /web/hold", AUTHORIZED, "Content-Type: application/json", "Transfer-Encoding: chunked");
            assertThat(client.send("1388\r\n" + long5000 + "\r\n0\r\n\r\n").status())
                    .isEqualTo(413);
        }
        assertThat(commands).isEmpty();
    }

    @Test
    void whoSendsItsRequestTooSlowlyIsCutOff() throws Exception {
        reopen(settings(Optional.empty(), false), Duration.ofMillis(500));
        try (RawClient silent = client();
                RawClient slow = client()) {
            slow.send("GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n");
            // One more octet now and then must not buy more time.
            assertThatThrownBy(() -> await().atMost(LIMIT)
                            .pollInterval(Duration.ofMillis(50))
                            .until(() -> {
                                slow.send("x");
                                return false;
                            }))
                    .isInstanceOf(IOException.class);
            assertThat(silent.answer()).isEmpty();
        }
    }

    @Test
    void whoDoesNotTakeTheAnswerIsCutOff() throws Exception {
        server.close();
        byte[] large = new byte[32 << 20];
        server = PageServer.open(
                settings(Optional.empty(), false), new PageContent(() -> large, this::perform), Duration.ofMillis(500));
        try (RawClient client = client()) {
            client.request("GET /status");
            await().atMost(LIMIT).until(() -> server.connections() == 1);
            await().atMost(LIMIT).until(() -> server.connections() == 0);
            assertThat(client.answer().length()).isLessThan(large.length);
        }
    }

    @Test
    void aThousandConnectionsTakeNoMorePlacesThanThereAre() throws Exception {
        reopen(settings(Optional.empty(), false), Duration.ofMinutes(1)); // None of them goes by itself.
        List<RawClient> idle = new ArrayList<>();
        try {
            for (int i = 0; i < 1000; i++) {
                idle.add(client());
            }
            await().atMost(LIMIT)
                    .untilAsserted(() -> assertThat(server.connections()).isEqualTo(PageServer.MAX_CONNECTIONS));
            try (RawClient late = client()) {
                assertThat(late.answer()).startsWith("HTTP/1.1 503 ");
            }
        } finally {
            for (RawClient client : idle) {
                client.close();
            }
        }
        await().atMost(LIMIT).ignoreExceptions().until(() -> status("GET /") == 200);
    }

    @Test
    void aNameThatIsNotOursIsRefused() throws Exception {
        for (String host :
                List.of("evil.example", "127.0.0.1.evil.example", "198.51.100.7", "", "[::2]", "localhost.evil")) {
            try (RawClient client = client()) {
                client.send("GET /status HTTP/1.1\r\nHost: " + host + "\r\n\r\n");
                assertThat(client.status()).as(host).isEqualTo(421);
            }
        }
        try (RawClient client = client()) {
            assertThat(client.send("GET /status HTTP/1.1\r\n\r\n").status()).isEqualTo(421);
        }
        for (String host : List.of("localhost:9", "127.0.0.1", "127.3.2.1:80", "[::1]:8080", "lb.example.NET")) {
            try (RawClient client = client()) {
                client.send("GET /status HTTP/1.1\r\nHost: " + host + "\r\n\r\n");
                assertThat(client.status()).as(host).isEqualTo(200);
            }
        }
    }

    @Test
    void otherSitesSeeAndDoNothing() throws Exception {
        String own = "Origin: http://127.0.0.1:" + server.address().getPort();
        for (String foreign : List.of(
                "Origin: http://evil.example",
                "Origin: null",
                "Origin: http://127.0.0.1:1",
                "Sec-Fetch-Site: cross-site",
                "Sec-Fetch-Site: same-site")) {
            assertThat(post("/web/hold", AUTHORIZED, foreign)).as(foreign).isEqualTo(403);
            assertThat(status("GET /status", foreign)).as(foreign).isEqualTo(403);
            assertThat(status("GET /events", foreign)).as(foreign).isEqualTo(403);
        }
        assertThat(commands).isEmpty();
        // A link leads to the page, which has nothing in it.
        assertThat(status("GET /", "Sec-Fetch-Site: cross-site")).isEqualTo(200);
        assertThat(post("/web/hold", AUTHORIZED, own, "Sec-Fetch-Site: same-origin"))
                .isEqualTo(200);
        try (RawClient client = client()) {
            assertThat(client.request("GET /status", own).answer()).doesNotContainIgnoringCase("access-control");
        }
    }

    @Test
    void onlyWhoKnowsTheTokenMayWrite() throws Exception {
        assertThat(post("/web/hold")).isEqualTo(401);
        assertThat(post("/web/hold", "Authorization: Bearer wrong-wrong-wrong-wrong"))
                .isEqualTo(401);
        assertThat(post("/web/hold", "Authorization: Basic " + TOKEN)).isEqualTo(401);
        assertThat(post("/web/hold", "Authorization: Bearer " + TOKEN + "x")).isEqualTo(401);
        try (RawClient client = client()) {
            client.request("POST /web/hold", AUTHORIZED, "Content-Type: text/plain", "Content-Length: 2")
                    .send("{}");
            assertThat(client.status()).isEqualTo(415);
        }
        assertThat(commands).isEmpty();
        try (RawClient client = client()) {
            assertThat(client.post("/a%2Fb%20c+d/hold", "{\"reason\":\"x\"}", AUTHORIZED)
                            .answer())
                    .startsWith("HTTP/1.1 200 OK")
                    .endsWith("{\"results\":[]}");
        }
        assertThat(commands).containsExactly("a/b c+d hold {\"reason\":\"x\"}");
    }

    @Test
    void withoutATokenNobodyMayWrite() throws Exception {
        reopen(settings(Optional.empty(), false), PageServer.CLIENT_LIMIT);
        assertThat(post("/web/hold", AUTHORIZED)).isEqualTo(403);
        assertThat(status("GET /status")).isEqualTo(200);
        assertThat(commands).isEmpty();
    }

    @Test
    void strangersSeeNothingButTheEmptyPageWhereOtherHostsMayCome() throws Exception {
        reopen(settings(Optional.of(new BearerToken(TOKEN)), true), PageServer.CLIENT_LIMIT);
        assertThat(status("GET /")).isEqualTo(200);
        assertThat(status("GET /status")).isEqualTo(401);
        assertThat(status("GET /events")).isEqualTo(401);
        assertThat(status("GET /status", AUTHORIZED)).isEqualTo(200);
    }

    @Test
    void commandsThatHangTakeNoPlaceFromTheOthersForEver() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        server.close();
        server = PageServer.open(
                settings(Optional.of(new BearerToken(TOKEN)), false),
                new PageContent(this::document, (router, operation, body) -> {
                    try {
                        go.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    return perform(router, operation, body);
                }),
                PageServer.CLIENT_LIMIT);
        List<RawClient> waiting = new ArrayList<>();
        try {
            for (int i = 0; i < PageServer.MAX_COMMANDS; i++) {
                waiting.add(client().post("/web" + i + "/resume", "{}", AUTHORIZED));
            }
            await().atMost(LIMIT).until(() -> post("/late/resume", AUTHORIZED) == 503);
            assertThat(status("GET /status")).isEqualTo(200);
            go.countDown();
            for (RawClient client : waiting) {
                assertThat(client.status()).isEqualTo(200);
            }
        } finally {
            for (RawClient client : waiting) {
                client.close();
            }
        }
    }

    @Test
    void anAddressThatIsTakenSaysSo() {
        PageSettings taken =
                new PageSettings(server.address(), Optional.empty(), false, Set.of(), PageSettingsTest.OPTIONS);
        assertThatThrownBy(() -> open(taken, PageServer.CLIENT_LIMIT))
                .isInstanceOf(PlatformException.class)
                .hasMessageContaining("page cannot be served at ")
                .hasMessageContaining(":" + server.address().getPort());
    }
}
