/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.spring.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** A whole application with Tomcat on the Linux platform, in a network namespace of its own. */
@Tag("lab")
@EnabledIf("namespacesCanBeMade")
final class GatewayInNamespaceTest {

    private static final Duration GENEROUS = Duration.ofMinutes(2);
    private static final String VIRTUAL_ADDRESS = "198.51.100.10";

    private final String prefix = "vip4j-spring-" + ProcessHandle.current().pid();
    private final String node = prefix + "-node";
    private final String client = prefix + "-client";
    private final List<Process> processes = new ArrayList<>();

    static boolean namespacesCanBeMade() throws IOException, InterruptedException {
        boolean root = System.getProperty("user.name").equals("root") && Files.isExecutable(Path.of("/bin/sh"));
        boolean possible = root
                && run("sh", "-c", "command -v ip >/dev/null && ip netns list >/dev/null")
                        .ok();
        if (!possible && Boolean.parseBoolean(System.getenv("CI"))) {
            throw new IllegalStateException("CI=true and no lab: needs root and ip netns");
        }
        if (!possible) {
            System.err.println("SKIPPED lab tests of GatewayInNamespaceTest: needs root and ip netns");
        }
        return possible;
    }

    private record Result(int code, String output) {

        boolean ok() {
            return code == 0;
        }
    }

    private static Result run(String... words) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Result(process.waitFor(), output);
    }

    private static void must(String line) throws IOException, InterruptedException {
        Result result = run(line.split(" "));
        assertThat(result.ok()).as(line + ": " + result.output()).isTrue();
    }

    /** A cable between two namespaces: no way out, and nothing of the machine is touched. */
    private void makeNetwork() throws IOException, InterruptedException {
        must("ip netns add " + node);
        must("ip netns add " + client);
        must("ip -n " + node + " link add eth0 type veth peer name eth0 netns " + client);
        for (String namespace : List.of(node, client)) {
            must("ip -n " + namespace + " link set lo up");
            must("ip -n " + namespace + " link set eth0 up");
        }
        must("ip -n " + node + " addr add 198.51.100.1/24 dev eth0");
        must("ip -n " + client + " addr add 198.51.100.100/24 dev eth0");
    }

    @AfterEach
    void takeDown() throws IOException, InterruptedException {
        for (Process process : processes) {
            process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
        }
        run("ip", "netns", "del", node);
        run("ip", "netns", "del", client);
    }

    @Test
    void theAddressComesWhenThePortListensAndGoesBeforeTheDrain(@TempDir Path directory)
            throws IOException, InterruptedException {
        makeNetwork();
        Path log = directory.resolve("gateway.log");
        Process gateway = startGateway(log);
        await().atMost(GENEROUS).until(() -> text(log).contains("acquired web"));
        assertThat(addresses()).contains(VIRTUAL_ADDRESS);
        await().atMost(GENEROUS).until(() -> get("/hello").output().equals("hello"));

        Process slow = inNamespace(client, "curl", "-s", "http://198.51.100.1:8080/slow");
        await().atMost(GENEROUS).until(() -> text(log).contains("slow request"));
        assertThat(run("kill", "-TERM", String.valueOf(gateway.pid())).ok()).isTrue();
        await().atMost(GENEROUS).until(() -> text(log).contains("Commencing graceful shutdown"));
        assertThat(addresses()).doesNotContain(VIRTUAL_ADDRESS);
        assertThat(new String(slow.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .as("the request that was under way is served to its end")
                .isEqualTo("slow");
        assertThat(gateway.waitFor(GENEROUS.toSeconds(), TimeUnit.SECONDS)).isTrue();

        List<String> steps = List.of(
                "Tomcat started on port", "acquired web", "releasing web", "lost web", "Commencing graceful shutdown");
        assertThat(text(log).lines().flatMap(line -> steps.stream().filter(line::contains)))
                .containsExactlyElementsOf(steps);
    }

    private Process startGateway(Path log) throws IOException {
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        ProcessBuilder builder = new ProcessBuilder(
                        "ip",
                        "netns",
                        "exec",
                        node,
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-Xmx128m",
                        Gateway.class.getName(),
                        "--vip.routers[0].name=web",
                        "--vip.routers[0].network-interface=eth0",
                        "--vip.routers[0].vrid=10",
                        "--vip.routers[0].advertisement-interval=200ms",
                        "--vip.routers[0].addresses=" + VIRTUAL_ADDRESS + "/24",
                        "--server.shutdown=graceful",
                        "--spring.main.web-application-type=servlet")
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().putAll(Map.of("CLASSPATH", classPath));
        Process process = builder.start(); // ip becomes the JVM.
        processes.add(process);
        return process;
    }

    private Process inNamespace(String namespace, String... words) throws IOException {
        List<String> all = new ArrayList<>(List.of("ip", "netns", "exec", namespace));
        all.addAll(List.of(words));
        Process process = new ProcessBuilder(all).start();
        processes.add(process);
        return process;
    }

    private Result get(String path) throws IOException, InterruptedException {
        return run(
                "ip", "netns", "exec", client, "curl", "-s", "-m", "5", "http://" + VIRTUAL_ADDRESS + ":8080" + path);
    }

    private String addresses() throws IOException, InterruptedException {
        return run("ip", "-n", node, "-4", "-o", "addr", "show", "dev", "eth0").output();
    }

    private static String text(Path log) throws IOException {
        return Files.exists(log) ? Files.readString(log) : "";
    }
}
