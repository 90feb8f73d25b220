/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.vipd;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import picocli.CommandLine;

/** The files in deploy: they say what they mean to the programs that read them, and what they name is there. */
class DeploymentTest {

    private static final Path DEPLOY = Path.of(System.getProperty("basedir", "."), "deploy");
    private static final Path SOURCES = DEPLOY.resolve("../../..").normalize();

    /** Two for vipd, and three that the entrypoint gives up. */
    private static final List<String> CAPABILITIES = List.of("NET_RAW", "NET_ADMIN", "SETUID", "SETGID", "SETPCAP");

    @TempDir
    Path directory;

    @Test
    void systemdUnderstandsTheUnitAndFindsItWellConfined() throws Exception {
        // It looks for the programs, too, and vipd is not installed here.
        String unit = Files.readString(DEPLOY.resolve("systemd/vipd.service")).replace("/usr/bin/vipd", "/bin/sh");
        Path copy = Files.writeString(directory.resolve("vipd.service"), unit);
        systemdAnalyze("verify", "--man=no", copy.toString())
                .ifPresent(said -> assertThat(said).doesNotContain("vipd.service"));
        // 2.6 of 10; the rest are the network, which it is for, the processes of others, which it may watch, and a JVM.
        systemdAnalyze("security", "--offline=yes", "--no-pager", "--threshold=26", copy.toString())
                .ifPresent(said -> assertThat(said).contains("Overall exposure level"));
    }

    /** What it says, if it is content; empty without systemd, which CI does not accept. */
    private static Optional<String> systemdAnalyze(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("systemd-analyze"));
        command.addAll(List.of(arguments));
        Process analyze;
        try {
            analyze = new ProcessBuilder(command).redirectErrorStream(true).start();
        } catch (IOException e) {
            if ("true".equals(System.getenv("CI"))) {
                throw new AssertionError("CI=true and no systemd-analyze: install the package systemd", e);
            }
            System.err.println(
                    "SKIPPED what systemd thinks of the unit: no systemd-analyze; install the package systemd");
            return Optional.empty();
        }
        String said = new String(analyze.getInputStream().readAllBytes(), UTF_8);
        assertThat(analyze.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(analyze.exitValue()).as(said).isZero();
        return Optional.of(said);
    }

    @Test
    void theUnitTellsTheManagerAndStaysDownAfterErrorsOfTheOperator() throws IOException {
        assertThat(Files.readAllLines(DEPLOY.resolve("systemd/vipd.service")))
                .contains(
                        "Type=notify",
                        "WatchdogSec=10s",
                        "ExecReload=/bin/kill -HUP $MAINPID",
                        "RestartPreventExitStatus=" + ExitCodes.CONFIGURATION + " " + ExitCodes.USAGE);
    }

    @Test
    void theExampleHasNoErrors() {
        RunningVipd vipd = RunningVipd.withoutPlatform();
        assertThat(vipd.execute("check", DEPLOY.resolve("vipd.conf").toString()))
                .isZero();
        assertThat(vipd.outLines()).singleElement().asString().endsWith("vipd.conf: ok, 1 router");
    }

    @Test
    void theUnitIsNotRootAndHasTwoCapabilities() throws IOException {
        List<String> lines = Files.readAllLines(DEPLOY.resolve("systemd/vipd.service"));
        assertThat(lines)
                .contains(
                        "DynamicUser=yes",
                        "AmbientCapabilities=CAP_NET_RAW CAP_NET_ADMIN",
                        "CapabilityBoundingSet=CAP_NET_RAW CAP_NET_ADMIN",
                        "NoNewPrivileges=yes")
                .noneMatch(line -> line.startsWith("MemoryDenyWriteExecute=") || line.startsWith("CPUQuota="));
        for (String line : lines) {
            if (line.contains("/usr/bin/vipd ")) {
                parse(List.of(line.substring(line.indexOf("/usr/bin/vipd "))
                        .replace(" $VIPD_OPTIONS", "")
                        .split(" ", -1)));
            }
        }
    }

    @Test
    void whatTheDockerfileCopiesIsThereOrIsBuilt() throws IOException {
        List<String> sources = Files.readAllLines(DEPLOY.resolve("docker/Dockerfile")).stream()
                .filter(line -> line.startsWith("COPY "))
                .map(line -> line.split(" ", -1)[1])
                .toList();
        assertThat(sources).hasSize(4);
        for (String source : sources) {
            // The build makes what is below target: vipd.jar by its final name, lib by the list of dependencies.
            boolean built = List.of("samples/vipd/target/vipd.jar", "samples/vipd/target/lib")
                    .contains(source);
            assertThat(built || Files.isExecutable(SOURCES.resolve(source)))
                    .as(source)
                    .isTrue();
        }
        assertThat(Files.readString(DEPLOY.resolve("../pom.xml")))
                .contains(
                        "<finalName>vipd</finalName>",
                        "<outputDirectory>${project.build.directory}/lib</outputDirectory>");
    }

    @Test
    void theDockerfileStartsFromATagAndRunsWhatVipdHas() throws IOException {
        String text = Files.readString(DEPLOY.resolve("docker/Dockerfile")).replace("\\\n", " ");
        List<String> instructions = text.lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .toList();
        assertThat(instructions)
                .allMatch(line -> line.matches("(FROM|RUN|COPY|STOPSIGNAL|HEALTHCHECK|ENTRYPOINT|CMD) .*"))
                .first()
                .asString()
                .matches("FROM [a-z-]+:[0-9]+-jre");
        for (String line : instructions) {
            int list = line.indexOf("[\"");
            if (list >= 0) {
                List<String> words = words(new JsonMapper().readTree(line.substring(list)));
                if (words.size() > 1) {
                    parse(words);
                }
            }
        }
    }

    @Test
    void theComposeFileSharesTheNetworkOfTheHostAndDropsTheRest() throws IOException {
        JsonNode service = documents("docker/compose.yaml").get(0).at("/services/vipd");
        assertThat(service.path("network_mode").asText()).isEqualTo("host");
        assertThat(words(service.path("cap_drop"))).containsExactly("ALL");
        assertThat(words(service.path("cap_add"))).isEqualTo(CAPABILITIES);
        Path context =
                DEPLOY.resolve("docker").resolve(service.at("/build/context").asText());
        assertThat(context.resolve(service.at("/build/dockerfile").asText())).exists();
    }

    @Test
    void kubernetesKnowsEveryFieldOfTheManifest() throws IOException {
        List<JsonNode> documents = documents("kubernetes/daemonset.yaml");
        JsonMapper strict = JsonMapper.builder()
                .annotationIntrospector(new OfKnownFieldsOnly())
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .build();
        assertThat(strict.convertValue(documents.get(0), ConfigMap.class).getApiVersion())
                .isEqualTo("v1");
        assertThat(strict.convertValue(documents.get(1), DaemonSet.class).getApiVersion())
                .isEqualTo("apps/v1");

        ((ObjectNode) documents.get(1).at("/spec/template/spec/containers/0/securityContext"))
                .put("readOnlyRoot", true);
        assertThatThrownBy(() -> strict.convertValue(documents.get(1), DaemonSet.class))
                .hasMessageContaining("readOnlyRoot");
    }

    /** Types of the cluster keep what they do not know; here nothing may be left over. */
    private static final class OfKnownFieldsOnly extends JacksonAnnotationIntrospector {

        private static final long serialVersionUID = 1;

        @Override
        public Boolean hasAnySetter(Annotated member) {
            return false;
        }
    }

    @Test
    void theDaemonSetSharesTheNetworkOfTheHostAndDropsTheRest() throws IOException {
        JsonNode set = documents("kubernetes/daemonset.yaml").get(1);
        assertThat(set.path("kind").asText()).isEqualTo("DaemonSet");
        JsonNode pod = set.at("/spec/template/spec");
        assertThat(pod.path("hostNetwork").asBoolean()).isTrue();
        JsonNode container = pod.at("/containers/0");
        JsonNode security = container.path("securityContext");
        assertThat(security.path("allowPrivilegeEscalation").asBoolean(true)).isFalse();
        assertThat(words(security.at("/capabilities/drop"))).containsExactly("ALL");
        assertThat(words(security.at("/capabilities/add"))).isEqualTo(CAPABILITIES);
        parse(words(container.path("args")));
        for (String probe : List.of("startupProbe", "readinessProbe", "livenessProbe")) {
            List<String> command = words(container.path(probe).at("/exec/command"));
            assertThat(command).first().isEqualTo("/opt/vipd/entrypoint");
            parse(command);
        }
    }

    @Test
    void theConfigurationInTheDaemonSetIsOneForEachNode() throws IOException {
        JsonNode data = documents("kubernetes/daemonset.yaml").get(0).path("data");
        Path file = RunningVipd.write(
                directory.resolve("vipd.conf"), data.path("vipd.conf").asText());
        for (String node : List.of("node-a", "node-b")) {
            RunningVipd vipd = RunningVipd.withoutPlatform();
            assertThat(vipd.execute("check", "-i", node, file.toString())).isZero();
            assertThat(vipd.outLines()).last().asString().contains("ok, 1 router");
        }
    }

    /** The command line must be one that vipd has; it is not run. */
    private static void parse(List<String> words) {
        List<String> arguments = new ArrayList<>(words);
        arguments.removeIf(word -> word.startsWith("/opt/vipd/") || word.equals("/usr/bin/vipd"));
        CommandLine line = Vipd.commandLine(RunningVipd.noSurroundings());
        assertThat(line.parseArgs(arguments.toArray(String[]::new)).hasSubcommand())
                .as(String.join(" ", words))
                .isTrue();
    }

    private static List<JsonNode> documents(String file) throws IOException {
        Yaml yaml = new Yaml(new SafeConstructor(new LoaderOptions()));
        List<JsonNode> documents = new ArrayList<>();
        for (Object document : yaml.loadAll(Files.readString(DEPLOY.resolve(file)))) {
            documents.add(new JsonMapper().valueToTree(document));
        }
        return documents;
    }

    private static List<String> words(JsonNode values) {
        List<String> words = new ArrayList<>();
        values.forEach(value -> words.add(value.asText()));
        return words;
    }
}
