/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.proxy;

import static io.vip4j.samples.proxy.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vip4j.event.VipState;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the status page of a proxy is told, and does. */
@Timeout(120)
class ProxyPageTest {

    private final HttpClient client = HttpClient.newHttpClient();
    private final PagedProxy node;

    ProxyPageTest() throws IOException {
        node = new PagedProxy();
    }

    @AfterEach
    void stop() throws IOException {
        node.close();
    }

    private JsonNode get(String path) throws Exception {
        HttpResponse<byte[]> answer =
                client.send(HttpRequest.newBuilder(node.url(path)).build(), BodyHandlers.ofByteArray());
        assertThat(answer.statusCode()).as(path).isEqualTo(200);
        return new ObjectMapper().readTree(answer.body());
    }

    private int post(String path, String authorization) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(node.url(path))
                .header("Content-Type", "application/json")
                .header("Authorization", authorization)
                .POST(BodyPublishers.ofString("{}"))
                .build();
        return client.send(request, BodyHandlers.discarding()).statusCode();
    }

    /** The values of a row, without what is said below them. */
    private static List<String> row(JsonNode section, int index) {
        List<String> values = new ArrayList<>();
        section.get("rows")
                .get(index)
                .forEach(cell -> values.add(cell.path("value").asText(cell.asText())));
        return values;
    }

    @Test
    void listenersAndPoolsAreSectionsOfTheDocument() throws Exception {
        await().until(() -> node.proxy().host().electors().get(0).isActive());
        try (Socket talk = node.connect()) {
            assertThat(talk.getInputStream().readNBytes(3)).containsExactly('s', '1', '\n');
            talk.getOutputStream().write("hello".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
            assertThat(talk.getInputStream().readNBytes(5)).hasSize(5);
            await().until(() -> row(get("/status").at("/sections/0"), 0).get(4).equals("5"));
            JsonNode document = get("/status");
            assertThat(document.at("/routers/0/state").asText()).isEqualTo("ACTIVE");
            assertThat(document.at("/sections").findValuesAsText("title")).contains("Listeners", "Pool web");
            assertThat(row(document.at("/sections/0"), 0))
                    .containsExactly("front", "listening", "1", "1", "5", "8", "0");
            assertThat(row(document.at("/sections/1"), 0).subList(0, 7))
                    .containsExactly("s1", "up", "1", "1", "5", "8", "0");
            assertThat(document.at("/sections/1/tile/value").asText()).isEqualTo("2/2");
        }
        node.two.die();
        await().until(() -> !node.server("s2").isUp());
        JsonNode pool = get("/status").at("/sections/1");
        assertThat(pool.at("/rows/1/1/tone").asText()).isEqualTo("bad");
        assertThat(pool.at("/rows/1/6/note").asText()).isEqualTo("went down 1");
        assertThat(pool.at("/rows/1/7/value").asText()).contains("Connection refused");
        assertThat(pool.at("/tile")).hasToString("{\"value\":\"1/2\",\"label\":\"Up in web\",\"tone\":\"bad\"}");
    }

    @Test
    void theFiguresAreThereAsAProgramReadsThem() throws Exception {
        JsonNode figures = get("/statistics");
        assertThat(figures.at("/pools/0/servers/1/name").asText()).isEqualTo("s2");
        assertThat(figures.at("/maxConnections").asInt())
                .isEqualTo(node.proxy().limit().most());
    }

    @Test
    void whoHasTheTokenSwitchesOver() throws Exception {
        await().until(() -> node.proxy().host().electors().get(0).isActive());
        assertThat(post("/web/hold", "Bearer of-bad-news-and-more")).isEqualTo(401);
        assertThat(node.proxy().host().electors().get(0).state()).isEqualTo(VipState.ACTIVE);
        assertThat(post("/web/resume", "Bearer " + PagedProxy.TOKEN)).isEqualTo(200);
    }

    @Test
    void anEndedProxyIsStillShown() throws Exception {
        node.proxy().close();
        JsonNode document = get("/status");
        assertThat(document.at("/error").asText()).isNotEmpty();
        assertThat(row(document.at("/sections/0"), 0)).startsWith("front", "closed");
    }
}
