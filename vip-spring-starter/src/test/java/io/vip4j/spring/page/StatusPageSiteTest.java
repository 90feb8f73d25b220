/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.spring.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vip4j.page.StatusPage;
import io.vip4j.simulation.SimulatedLan;
import io.vip4j.spi.VipPlatform;
import io.vip4j.spring.VipRouters;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.actuate.endpoint.web.PathMappedEndpoints;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.json.JsonParserFactory;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;

/** The status page over HTTP, in a servlet container and in a reactive application. */
final class StatusPageSiteTest {

    private static final Duration GENEROUS = Duration.ofSeconds(60);
    private static final String EXPOSED = "management.endpoints.web.exposure.include=vip,vippage";
    private static final SimulatedLan LAN = SimulatedLan.realTime();

    @SpringBootConfiguration
    @EnableAutoConfiguration
    static class Application {

        @Bean
        VipPlatform platform() {
            return LAN.node("application").platform();
        }
    }

    private record Answer(int status, Map<String, Object> body) {}

    /** An application with the page, and a browser. */
    private record Site(ConfigurableApplicationContext context, HttpClient client) implements AutoCloseable {

        static Site start(String webServer, String... properties) {
            SpringApplication application = new SpringApplication(Application.class);
            application.setRegisterShutdownHook(false);
            Map<String, Object> all = new HashMap<>(Map.of(
                    "spring.main.web-application-type", webServer,
                    "server.port", "0",
                    "server.shutdown", "graceful",
                    "vip.routers[0].name", "web",
                    "vip.routers[0].network-interface", "eth0",
                    "vip.routers[0].vrid", "10",
                    "vip.routers[0].advertisement-interval", "50ms",
                    "vip.routers[0].addresses", "192.0.2.10/24"));
            for (String property : properties) {
                all.put(property.substring(0, property.indexOf('=')), property.substring(property.indexOf('=') + 1));
            }
            application.setDefaultProperties(all);
            Site site = new Site(application.run(), HttpClient.newHttpClient());
            assertThat(site.context().getBean(VipRouters.class).get("web").awaitActive(GENEROUS))
                    .isTrue();
            return site;
        }

        HttpRequest.Builder request(String path) {
            return requestAt("local.server.port", path);
        }

        HttpRequest.Builder requestAt(String port, String path) {
            return HttpRequest.newBuilder(URI.create("http://127.0.0.1:"
                            + context.getEnvironment().getRequiredProperty(port) + "/actuator/vippage" + path))
                    .timeout(GENEROUS);
        }

        HttpResponse<String> get(String path) throws IOException, InterruptedException {
            return client.send(request(path).build(), HttpResponse.BodyHandlers.ofString());
        }

        HttpResponse<InputStream> stream() throws IOException, InterruptedException {
            return client.send(request("/events").build(), HttpResponse.BodyHandlers.ofInputStream());
        }

        Answer post(String path, String body, String... headers) throws IOException, InterruptedException {
            HttpRequest.Builder request = request(path)
                    .POST(HttpRequest.BodyPublishers.ofString(body))
                    .headers(headers);
            HttpResponse<String> answer = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return new Answer(answer.statusCode(), parse(answer.body()));
        }

        @Override
        public void close() {
            context.close();
        }
    }

    private static final String[] FROM_THE_PAGE = {
        "Content-Type", "application/json", "X-Requested-With", "vip4j", "Sec-Fetch-Site", "same-origin"
    };

    private static Map<String, Object> parse(String json) {
        return JsonParserFactory.getJsonParser().parseMap(json);
    }

    private static Map<?, ?> router(Map<String, Object> document) {
        return (Map<?, ?>) ((List<?>) Objects.requireNonNull(document.get("routers"))).get(0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"servlet", "reactive"})
    void thePageItsDocumentAndItsOperationsAreServed(String webServer) throws IOException, InterruptedException {
        try (Site site = Site.start(webServer, EXPOSED)) {
            for (String path : List.of("", "/")) {
                HttpResponse<String> page = site.get(path);
                assertThat(page.statusCode()).isEqualTo(200);
                assertThat(page.body()).isEqualTo(new String(StatusPage.get().html(), StandardCharsets.UTF_8));
                assertThat(page.headers().firstValue("Content-Type").orElse("").toLowerCase(Locale.ROOT))
                        .isIn("text/html;charset=utf-8", "text/html; charset=utf-8");
                StatusPage.get()
                        .headers()
                        .forEach((name, value) -> assertThat(page.headers().allValues(name))
                                .as(name)
                                .containsExactly(value));
            }
            Map<String, Object> status = parse(site.get("/status").body());
            assertThat(status)
                    .containsKeys("now", "node", "startedAt", "lateness")
                    .containsEntry("writes", "open");
            assertThat(router(status).get("state")).isEqualTo("ACTIVE");
            assertThat((List<?>) router(status).get("timeline")).hasSizeGreaterThanOrEqualTo(2);
            assertThat(site.get("/nothing").statusCode()).isEqualTo(404);
            assertThat(site.context().getBean(PathMappedEndpoints.class).getAllPaths())
                    .as("what is secured with all endpoints")
                    .contains("/actuator/vippage");

            Answer hold = site.post(
                    "/web/hold",
                    "{\"family\":\"IPv4\",\"reason\":\"new \\\"disk\\\"\",\"limit\":\"10m\"}",
                    FROM_THE_PAGE);
            assertThat(hold.status()).as("%s", hold).isEqualTo(200);
            assertThat(hold.body()).containsEntry("state", "INITIALIZE");
            assertThat(((Map<?, ?>) Objects.requireNonNull(hold.body().get("hold"))).get("reason"))
                    .isEqualTo("new \"disk\"");
            assertThat(site.post("/web/resume", "{\"family\":\"IPv4\"}", FROM_THE_PAGE)
                            .status())
                    .isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"servlet", "reactive"})
    void whatDoesNotComeFromThePageIsRefused(String webServer) throws IOException, InterruptedException {
        try (Site site = Site.start(webServer, EXPOSED)) {
            String body = "{\"reason\":\"x\",\"limit\":\"10m\"}";
            assertThat(site.post("/web/hold", body, "Content-Type", "application/json")
                            .status())
                    .isEqualTo(403);
            assertThat(site.post(
                                    "/web/hold",
                                    body,
                                    "Content-Type",
                                    "application/json",
                                    "X-Requested-With",
                                    "vip4j",
                                    "Sec-Fetch-Site",
                                    "cross-site")
                            .status())
                    .isEqualTo(403);
            assertThat(site.post("/web/hold", body, "Content-Type", "text/plain", "X-Requested-With", "vip4j")
                            .status())
                    .isEqualTo(415);
            assertThat(site.post("/web/hold", "x".repeat(5000), FROM_THE_PAGE).status())
                    .isEqualTo(413);
            assertThat(site.post("/web/hold", "{limit", FROM_THE_PAGE).status()).isEqualTo(400);
            assertThat(site.post("/web/hold", "{}", FROM_THE_PAGE).body().get("error"))
                    .isEqualTo("reason must be given: people will ask");
            assertThat(site.post("/nobody/hold", body, FROM_THE_PAGE).status()).isEqualTo(404);
            assertThat(site.post("/web/explode", "{}", FROM_THE_PAGE).status()).isEqualTo(404);
            assertThat(site.context()
                            .getBean(VipRouters.class)
                            .get("web")
                            .status()
                            .hold())
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"servlet", "reactive"})
    void streamsShowWhatHappensAreBoundedAndEndWithTheApplication(String webServer)
            throws IOException, InterruptedException {
        List<HttpResponse<InputStream>> streams = new ArrayList<>();
        try (Site site = Site.start(webServer, EXPOSED)) {
            for (int stream = 0; stream < PageFeed.MOST_STREAMS; stream++) {
                streams.add(site.stream());
                assertThat(streams.get(stream).statusCode()).isEqualTo(200);
                assertThat(streams.get(stream)
                                .headers()
                                .firstValue("Content-Type")
                                .orElse(""))
                        .startsWith("text/event-stream");
            }
            HttpResponse<String> refused = site.get("/events");
            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(parse(refused.body())).containsKey("error");

            BufferedReader first =
                    new BufferedReader(new InputStreamReader(streams.get(0).body(), StandardCharsets.UTF_8));
            assertThat(router(parse(nextDocument(first))).get("state")).isEqualTo("ACTIVE");
            site.context().getBean(VipRouters.class).get("web").hold("test", Duration.ofMinutes(1));
            await().atMost(GENEROUS)
                    .until(() -> "INITIALIZE"
                            .equals(router(parse(nextDocument(first))).get("state")));

            streams.get(1).body().close();
            await().atMost(GENEROUS).until(() -> site.stream().statusCode() == 200);
        }
        assertThat(streams.get(0).body().readAllBytes()).isNotNull();
    }

    private static String nextDocument(BufferedReader stream) throws IOException {
        for (String line = stream.readLine(); line != null; line = stream.readLine()) {
            if (line.startsWith("data:")) {
                return line.substring("data:".length());
            }
        }
        throw new IOException("the stream has ended");
    }

    @ParameterizedTest
    @ValueSource(strings = {"servlet", "reactive"})
    void whoMayOnlyReadSeesNoControls(String webServer) throws IOException, InterruptedException {
        try (Site site = Site.start(webServer, EXPOSED, "management.endpoint.vip.access=read-only")) {
            assertThat(parse(site.get("/status").body())).containsEntry("writes", "off");
            assertThat(site.post("/web/hold", "{\"reason\":\"x\",\"limit\":\"10m\"}", FROM_THE_PAGE)
                            .status())
                    .isEqualTo(403);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"servlet", "reactive"})
    void thePageIsOffUnlessItIsExposed(String webServer) throws IOException, InterruptedException {
        try (Site site = Site.start(webServer, "management.endpoints.web.exposure.include=vip")) {
            assertThat(site.get("").statusCode()).isEqualTo(404);
            assertThat(site.get("/status").statusCode()).isEqualTo(404);
            assertThat(site.context().getBeansOfType(StatusPageSite.class)).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"servlet", "reactive"})
    void aPortOfTheirOwnForEndpointsHasThePageToo(String webServer) throws IOException, InterruptedException {
        // Spring Boot 4 does not start with two reactive web servers on the class path and a port for endpoints.
        String oneServer =
                "spring.autoconfigure.exclude=org.springframework.boot.tomcat.autoconfigure.actuate.web.server"
                        + ".TomcatReactiveManagementContextAutoConfiguration";
        try (Site site = Site.start(webServer, EXPOSED, "management.server.port=0", oneServer)) {
            for (String path : List.of("", "/status")) {
                HttpResponse<String> there = site.client()
                        .send(
                                site.requestAt("local.management.port", path).build(),
                                HttpResponse.BodyHandlers.ofString());
                assertThat(there.statusCode()).isEqualTo(200);
                assertThat(site.get(path).statusCode()).isEqualTo(404);
            }
        }
    }
}
