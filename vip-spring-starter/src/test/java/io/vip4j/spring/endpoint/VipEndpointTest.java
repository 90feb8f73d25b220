/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.spring.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vip4j.VipElector;
import io.vip4j.VipHost;
import io.vip4j.config.HostConfig;
import io.vip4j.config.VirtualRouterConfig;
import io.vip4j.simulation.SimulatedLan;
import io.vip4j.spi.VipPlatform;
import io.vip4j.spring.VipRouters;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.json.JsonParserFactory;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;

/** The endpoint over HTTP: the documents that docs/spring.md promises, and what is refused. */
final class VipEndpointTest {

    private static final SimulatedLan LAN = SimulatedLan.realTime();
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private static ConfigurableApplicationContext context;
    private static VipHost peer;

    @SpringBootConfiguration
    @EnableAutoConfiguration
    static class Application {

        @Bean
        VipPlatform platform() {
            return LAN.node("application").platform();
        }
    }

    @BeforeAll
    static void start() {
        SpringApplication application = new SpringApplication(Application.class);
        application.setRegisterShutdownHook(false);
        application.setDefaultProperties(Map.ofEntries(
                Map.entry("server.port", "0"),
                Map.entry("management.endpoints.web.exposure.include", "vip"),
                Map.entry("management.endpoint.vip.access", "unrestricted"),
                Map.entry("vip.routers[0].name", "web"),
                Map.entry("vip.routers[0].network-interface", "eth0"),
                Map.entry("vip.routers[0].vrid", "10"),
                Map.entry("vip.routers[0].priority", "200"),
                Map.entry("vip.routers[0].advertisement-interval", "200ms"),
                Map.entry("vip.routers[0].addresses", "192.0.2.10/24"),
                Map.entry("vip.routers[0].checks.ready.readiness", "true"),
                Map.entry("vip.routers[0].checks.ready.effect", "advisory"),
                Map.entry("vip.groups[0].name", "site"),
                Map.entry("vip.groups[0].members", "web"),
                Map.entry("vip.routers[1].name", "dual"),
                Map.entry("vip.routers[1].network-interface", "eth0"),
                Map.entry("vip.routers[1].vrid", "11"),
                Map.entry("vip.routers[1].addresses", "192.0.2.11/24"),
                Map.entry("vip.routers[2].name", "dual"),
                Map.entry("vip.routers[2].network-interface", "eth0"),
                Map.entry("vip.routers[2].vrid", "11"),
                Map.entry("vip.routers[2].addresses", "fe80::11/64")));
        context = application.run();
        peer = VipHost.open(LAN.node("peer").platform());
        peer.apply(new HostConfig(
                List.of(VirtualRouterConfig.builder("web")
                        .networkInterface("eth0")
                        .vrid(10)
                        .priority(50)
                        .advertisementInterval(Duration.ofMillis(200))
                        .address("192.0.2.10/24")
                        .build()),
                List.of()));
        assertThat(web().awaitActive(Duration.ofSeconds(30))).isTrue();
    }

    @AfterAll
    static void stop() {
        context.close();
        peer.close();
        LAN.close();
    }

    private static VipElector web() {
        return context.getBean(VipRouters.class).get("web");
    }

    private record Answer(int status, Map<String, Object> body) {}

    private static Answer send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> response = CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
        return new Answer(
                response.statusCode(), JsonParserFactory.getJsonParser().parseMap(response.body()));
    }

    private static HttpRequest.Builder request(String path) {
        String port = context.getEnvironment().getRequiredProperty("local.server.port");
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/actuator/vip" + path));
    }

    private static Answer get(String path) throws IOException, InterruptedException {
        return send(request(path));
    }

    private static Answer post(String path, String body) throws IOException, InterruptedException {
        return send(request(path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private static List<?> list(Map<String, Object> document, String field) {
        return (List<?>) Objects.requireNonNull(document.get(field));
    }

    @Test
    void aRouterIsADocumentWithTheFieldsOfTheContract() throws IOException, InterruptedException {
        await().until(() -> !web().status().checks().get(0).last().isEmpty());
        Answer answer = get("/web");
        assertThat(answer.status()).isEqualTo(200);
        Map<String, Object> router = answer.body();
        assertThat(router)
                .containsEntry("name", "web")
                .containsEntry("vrid", 10)
                .containsEntry("interface", "eth0")
                .containsEntry("family", "IPv4")
                .containsEntry("protocolVersion", 3)
                .containsEntry("transport", "multicast")
                .containsEntry("group", "site")
                .containsEntry("state", "ACTIVE")
                .containsEntry("isActive", true)
                .containsEntry("priority", 200)
                .containsEntry("effectivePriority", 200)
                .containsEntry("preempt", true)
                .containsEntry("advertisementIntervalMillis", 200)
                .containsEntry("activeSource", "198.51.100.1")
                .containsEntry("activeWatched", false)
                .containsEntry("addresses", List.of("192.0.2.10/24"))
                .containsEntry("excludedAddresses", List.of());
        assertThat(router.keySet())
                .containsAll(List.of(
                        "leaseRemainingMillis",
                        "advertsDiscarded",
                        "advertsSent",
                        "advertsReceived",
                        "peers",
                        "checks"))
                .doesNotContain("obstacle", "hold", "temporaryPriority", "timeline");
        Map<?, ?> check = (Map<?, ?>) list(router, "checks").get(0);
        assertThat(check.keySet().stream().map(String::valueOf))
                .containsExactlyInAnyOrder(
                        "name",
                        "description",
                        "up",
                        "detail",
                        "effect",
                        "contribution",
                        "level",
                        "successes",
                        "failures",
                        "timeouts",
                        "last");
        assertThat(((Map<?, ?>) Objects.requireNonNull(check.get("last")))
                        .keySet().stream().map(String::valueOf))
                .containsExactlyInAnyOrder("at", "healthy", "detail", "latencyMillis");
    }

    @Test
    void allRoutersAreAListOfSuchDocuments() throws IOException, InterruptedException {
        Answer answer = get("");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).containsOnlyKeys("lateness", "routers");
        Map<?, ?> lateness = (Map<?, ?>) Objects.requireNonNull(answer.body().get("lateness"));
        assertThat(lateness.keySet().stream().map(String::valueOf))
                .containsExactlyInAnyOrder(
                        "turns",
                        "lastMillis",
                        "meanMillis",
                        "p99Millis",
                        "maxMillis",
                        "stalls",
                        "thresholdMillis",
                        "suspendedMillis");
        List<?> routers = list(answer.body(), "routers");
        assertThat(routers).hasSize(3);
        assertThat(routers.stream()
                        .map(router -> ((Map<?, ?>) router).get("name") + " " + ((Map<?, ?>) router).get("family")))
                .containsExactly("web IPv4", "dual IPv4", "dual IPv6");
    }

    @Test
    void theTimelineTellsTransitionsWithTheirCauses() throws IOException, InterruptedException {
        Answer answer = get("/web/timeline");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).containsOnlyKeys("name", "events").containsEntry("name", "web");
        Map<?, ?> first = (Map<?, ?>) list(answer.body(), "events").get(0);
        assertThat(first.keySet().stream().map(String::valueOf))
                .containsExactlyInAnyOrder("at", "sequence", "from", "to", "trigger", "cause");
        assertThat(first.get("from")).isEqualTo("INITIALIZE");
        assertThat(first.get("to")).isEqualTo("BACKUP");
        assertThat(first.get("trigger")).isEqualTo("STARTUP");
        assertThat((List<?>) first.get("cause")).isNotEmpty();
    }

    @Test
    void aRouterOfBothFamiliesIsChosenByItsFamily() throws IOException, InterruptedException {
        assertThat(get("/dual?family=ipv6").body()).containsEntry("family", "IPv6");
        assertThat(get("/dual?family=ipv4").body()).containsEntry("family", "IPv4");
    }

    @Test
    void switchoverHoldResumeAndPriorityDoWhatTheySay() throws IOException, InterruptedException {
        assertThat(web().awaitActive(Duration.ofSeconds(30))).isTrue();
        Answer switchover = post("/web/switchover", "{\"limit\":\"20s\"}");
        assertThat(switchover.status()).isEqualTo(200);
        assertThat(switchover.body())
                .containsOnlyKeys("moved", "newActive", "tookMillis", "gapMillis")
                .containsEntry("moved", true)
                .containsEntry("newActive", "198.51.100.2");

        Answer hold = post("/web/hold", "{\"reason\":\"new disk\",\"limit\":\"10m\"}");
        assertThat(hold.status()).isEqualTo(200);
        assertThat(hold.body()).containsEntry("state", "INITIALIZE").containsKeys("effectivePriority", "hold");
        assertThat((Map<?, ?>) hold.body().get("hold")).hasSize(2);

        Answer resume = post("/web/resume", "{}");
        assertThat(resume.status()).isEqualTo(200);
        assertThat(resume.body()).doesNotContainKey("hold");

        Answer priority = post("/web/priority", "{\"priority\":\"210\",\"limit\":\"10m\"}");
        assertThat(priority.status()).isEqualTo(200);
        assertThat(priority.body()).containsEntry("effectivePriority", 210).containsKey("temporaryPriority");
        assertThat(post("/web/priority", "{}").body())
                .containsEntry("effectivePriority", 200)
                .doesNotContainKey("temporaryPriority");

        // Held, it started anew, and takes the role back from the lower one.
        assertThat(web().awaitActive(Duration.ofSeconds(30))).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/nobody | 404 | no virtual router 'nobody' runs; there are web, dual",
                "/nobody/timeline | 404 | no virtual router 'nobody' runs",
                "/web/future | 404 | a router has no 'future'; it has a timeline",
                "/web?family=ipv6 | 404 | no virtual router 'web' of family 'ipv6' runs",
                "/dual | 400 | give family=ipv4 or family=ipv6",
            })
    void aReadingThatIsWrongIsRefusedWithTheReason(String path, int status, String reason)
            throws IOException, InterruptedException {
        Answer answer = get(path);
        assertThat(answer.status()).isEqualTo(status);
        assertThat(String.valueOf(answer.body().get("error"))).contains(reason);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "/nobody/switchover | {} | 404 | no virtual router 'nobody' runs",
                "/web/explode | {} | 404 | there are switchover, hold, resume, priority",
                "/web/switchover | {\"limit\":\"soon\"} | 400 | limit must be a duration such as 30s or PT30S: 'soon'",
                "/web/switchover | {\"limit\":\"2h\"} | 400 | 0..3600 s",
                "/web/switchover | {\"limit\":\"99999999999999999999d\"} | 400 | limit must be a duration",
                "/web/switchover | {\"reason\":\"x\"} | 400 | reason must be absent: it means nothing to switchover",
                "/web/hold | {} | 400 | reason must be given",
                "/web/hold | {\"reason\":\"x\"} | 400 | limit must be given",
                "/web/hold | {\"reason\":\"x\",\"limit\":\"1ms\"} | 400 | 1 s..30 days",
                "/web/hold | {\"reason\":\"x\",\"limit\":\"1m\",\"priority\":1} | 400 | priority must be absent",
                "/web/resume | {} | 409 | virtual router 'web' is not held",
                "/web/resume | {\"limit\":\"1m\"} | 400 | limit must be absent",
                "/web/priority | {\"priority\":\"high\",\"limit\":\"1m\"} | 400 | 1 to 254: 'high'",
                "/web/priority | {\"priority\":300,\"limit\":\"1m\"} | 400 | 300",
                "/web/priority | {\"priority\":255,\"limit\":\"1m\"} | 400 | 1..254",
                "/web/priority | {\"priority\":100} | 400 | limit must be given",
                "/web/priority | {\"limit\":\"1m\"} | 400 | limit must be absent",
            })
    void aWriteThatIsWrongIsRefusedWithTheReason(String path, String body, int status, String reason)
            throws IOException, InterruptedException {
        Answer answer = post(path, body);
        assertThat(answer.status()).isEqualTo(status);
        assertThat(String.valueOf(answer.body().get("error"))).contains(reason);
    }

    @Test
    void aSwitchoverOfARouterThatIsNotActiveIsAConflict() throws IOException, InterruptedException {
        VipElector dual = context.getBean(VipRouters.class).named("dual").get(1);
        dual.hold("test", Duration.ofMinutes(1));
        try {
            Answer answer = post("/dual/switchover?family=ipv6", "{\"family\":\"ipv6\"}");
            assertThat(answer.status()).isEqualTo(409);
            assertThat(String.valueOf(answer.body().get("error"))).contains("needs an Active router");
        } finally {
            dual.resume();
        }
    }

    @Test
    void aBodyThatIsNoJsonIsRefused() throws IOException, InterruptedException {
        HttpResponse<String> response = CLIENT.send(
                request("/web/switchover")
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString("{limit:"))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).isBetween(400, 499);
    }

    @Test
    void strangePathsDoNotReachAnything() throws IOException, InterruptedException {
        String path = URLEncoder.encode("../env", StandardCharsets.UTF_8);
        HttpResponse<String> response = CLIENT.send(request("/" + path).build(), HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).isBetween(400, 499);
    }
}
