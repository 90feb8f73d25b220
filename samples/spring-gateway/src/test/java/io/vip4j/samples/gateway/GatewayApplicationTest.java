/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.vip4j.spring.VipRouters;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** The gateway as it is configured, on a LAN in memory. */
class GatewayApplicationTest {

    private static final Duration GENEROUS = Duration.ofSeconds(30);

    /** One of two servers is never drawn in so many requests with a probability of 2^-99. */
    private static final int REQUESTS = 100;

    private final HttpClient client = HttpClient.newHttpClient();
    private HttpServer first;
    private HttpServer second;

    @BeforeEach
    void startServers() throws IOException {
        first = server("first");
        second = server("second");
    }

    @AfterEach
    void stopServers() {
        first.stop(0);
        second.stop(0);
    }

    private static HttpServer server(String name) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        byte[] body = name.getBytes(StandardCharsets.UTF_8);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        return server;
    }

    private static String address(HttpServer server) {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    @Test
    void requestsReachBothServersAndTheAddressIsOwned() throws IOException, InterruptedException {
        try (ConfigurableApplicationContext gateway = new SpringApplicationBuilder(GatewayApplication.class)
                .run(
                        "--vip.platform=simulated",
                        "--server.port=0",
                        "--management.server.port=0",
                        "--GATEWAY_INTERVAL=100ms",
                        "--GATEWAY_BACKEND_1=" + address(first),
                        "--GATEWAY_BACKEND_2=" + address(second))) {
            gateway.getBean(VipRouters.class).get("web").awaitActive(GENEROUS);

            Set<String> answers = new TreeSet<>();
            for (int request = 0; request < REQUESTS; request++) {
                answers.add(get(gateway, "local.server.port", "/"));
            }
            assertThat(answers).containsExactly("first", "second");
            assertThat(get(gateway, "local.management.port", "/actuator/vip/web"))
                    .contains("\"state\":\"ACTIVE\"", "\"ready\"");
        }
    }

    private String get(ConfigurableApplicationContext gateway, String port, String path)
            throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + gateway.getEnvironment().getRequiredProperty(port) + path);
        HttpResponse<String> answer = client.send(
                HttpRequest.newBuilder(uri).timeout(GENEROUS).build(), HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.body();
    }
}
