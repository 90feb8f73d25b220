/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Meter;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vip4j.VipHost;
import io.vip4j.config.HostConfig;
import io.vip4j.config.VirtualRouterConfig;
import io.vip4j.event.CheckResult;
import io.vip4j.health.HealthCheck;
import io.vip4j.health.OnFailure;
import io.vip4j.probe.Probe;
import io.vip4j.simulation.SimulatedLan;
import io.vip4j.spring.RepositoryDocs;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The dashboard, the alert rules and the documentation name meters that exist. */
final class DashboardTest {

    private static final Pattern SERIES = Pattern.compile("\\bvip_[a-z_]+");
    private static final Pattern EXPRESSION = Pattern.compile("\"?expr\"?: (.*)");
    private static final Pattern METER = Pattern.compile("`(vip\\.[a-z.]+)`");

    private static final SimulatedLan LAN = SimulatedLan.virtualTime(3);
    private static final PrometheusMeterRegistry REGISTRY = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private static final VipHost HOST = VipHost.open(LAN.node("a").platform());

    /** A life in which every meter has something to tell. */
    @BeforeAll
    static void live() {
        VipMeters meters = new VipMeters(HOST);
        meters.bindTo(REGISTRY);
        HealthCheck check =
                HealthCheck.async(timeout -> CompletableFuture.completedFuture(Probe.Result.healthy("fine")));
        VirtualRouterConfig web = VirtualRouterConfig.builder("web")
                .networkInterface("eth0")
                .vrid(10)
                .address("192.0.2.10/24")
                .check("app", check, OnFailure.release())
                .build();
        HOST.apply(new HostConfig(List.of(web), List.of()), meters);
        meters.update(HOST.electors());
        LAN.run(Duration.ofSeconds(10));
        HOST.electors().get(0).health("x").down("test");
        LAN.run(Duration.ofSeconds(10));
        meters.onCheckResult(
                new CheckResult("web", "app", Instant.EPOCH, true, "fine", Duration.ofMillis(2), true, false));
    }

    @AfterAll
    static void stop() {
        HOST.close();
        LAN.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"grafana/vip4j.json", "prometheus/vip4j-rules.yml"})
    void everySeriesThatIsAskedForExists(String file) throws IOException {
        Set<String> asked = seriesIn(file);
        Set<String> there = new TreeSet<>();
        for (String line : REGISTRY.scrape().lines().toList()) {
            Matcher series = SERIES.matcher(line);
            if (!line.startsWith("#") && series.lookingAt()) {
                there.add(series.group());
            }
        }
        assertThat(asked).isNotEmpty();
        assertThat(there).containsAll(asked);
    }

    private static Set<String> seriesIn(String file) throws IOException {
        Set<String> asked = new TreeSet<>();
        Matcher expressions = EXPRESSION.matcher(RepositoryDocs.read(file));
        while (expressions.find()) {
            Matcher series = SERIES.matcher(expressions.group(1));
            while (series.find()) {
                asked.add(series.group());
            }
        }
        return asked;
    }

    @Test
    void everyMeterIsOnTheDashboard() throws IOException {
        Set<String> shown = seriesIn("grafana/vip4j.json");
        assertThat(REGISTRY.getMeters().stream()
                        .map(meter -> meter.getId().getName().replace('.', '_'))
                        .filter(name -> shown.stream().noneMatch(series -> series.startsWith(name))))
                .isEmpty();
    }

    /** Names and tags, which docs/stability.md promises. */
    @Test
    void theDocumentationListsEveryMeterWithItsTagsAndNoOther() throws IOException {
        String text = RepositoryDocs.read("spring.md");
        Map<String, Set<String>> documented = new TreeMap<>();
        text.substring(text.indexOf("\n## Meters\n"), text.indexOf("[A Grafana dashboard]"))
                .lines()
                .filter(line -> line.startsWith("| `"))
                .map(line -> line.split("\\|", -1))
                .forEach(cells -> METER.matcher(cells[1])
                        .results()
                        .forEach(meter -> documented.put(meter.group(1), tags(cells[3]))));
        Map<String, Set<String>> there = new TreeMap<>();
        for (Meter meter : REGISTRY.getMeters()) {
            Set<String> tags = there.computeIfAbsent(meter.getId().getName(), name -> new TreeSet<>());
            meter.getId().getTags().forEach(tag -> tags.add(tag.getKey()));
        }
        assertThat(documented).isEqualTo(there);
    }

    private static Set<String> tags(String cell) {
        return Stream.of(cell.split(",", -1))
                .map(String::strip)
                .filter(tag -> !tag.isEmpty())
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
