/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.keepalived;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.NetworkInterface;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** What {@code keepalived -t} says about a broken file, we say too: wherever it fails, on the same line. */
class KeepalivedComparisonTest {

    private static final Path CASES = KeepalivedGoldenTest.DIRECTORY.resolve("broken.cases");
    private static final Path KEEPALIVED = Path.of("/usr/sbin/keepalived");
    private static final Pattern LINE = Pattern.compile("\\((?:[^()]*: )?Line (\\d+)\\) (.*)");
    private static final String INSTANCE = """
            vrrp_instance A {
            interface IFACE
            virtual_router_id 7
            virtual_ipaddress {
            198.51.100.16/24
            }
            """;
    private static final String GLOBAL = "global_defs {\nscript_user root\nenable_script_security\n}\n";

    @TempDir
    private Path directory;

    private static Map<String, String> cases() throws IOException {
        Map<String, String> cases = new LinkedHashMap<>();
        for (String part : Files.readString(CASES).split("(?m)^--- ", -1)) {
            int end = part.indexOf('\n');
            String body = part.substring(end + 1);
            if (part.startsWith("#")) {
                continue;
            }
            cases.put(
                    part.substring(0, end),
                    body.startsWith("INSTANCE\n")
                            ? INSTANCE + body.substring("INSTANCE\n".length()) + "}\n"
                            : body.replace("GLOBAL\n", GLOBAL));
        }
        return cases;
    }

    /** Needs no keepalived: none of them may be taken without a word. */
    @Test
    void eachBrokenFileHasAnErrorOrWarning() throws IOException {
        Map<String, String> cases = cases();

        assertThat(cases).hasSizeGreaterThan(60);
        for (Map.Entry<String, String> each : cases.entrySet()) {
            KeepalivedConfig config = load(each.getValue(), "eth0");
            assertThat(complaints(config).isEmpty())
                    .as(each.getKey() + ": " + config.diagnostics())
                    .isEqualTo(each.getKey().equals("good"));
        }
    }

    @TestFactory
    Stream<DynamicTest> whereverKeepalivedFailsWeComplainOnTheSameLine() throws IOException {
        Optional<String> networkInterface = networkInterface();
        assumeTrue(
                Files.isExecutable(KEEPALIVED)
                        && System.getProperty("user.name").equals("root"),
                "needs keepalived, installed and run by root: apt-get install keepalived");
        assumeTrue(networkInterface.isPresent(), "needs an interface that carries multicast, besides lo");
        String name = networkInterface.orElseThrow();
        return cases().entrySet().stream()
                .map(each ->
                        DynamicTest.dynamicTest(each.getKey(), () -> compare(each.getKey(), each.getValue(), name)));
    }

    private void compare(String name, String text, String networkInterface) throws Exception {
        KeepalivedConfig config = load(text, networkInterface);
        Path log = directory.resolve("keepalived.log");
        Process keepalived = new ProcessBuilder(
                        KEEPALIVED.toString(),
                        "-t",
                        "-f",
                        directory.resolve("k.conf").toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        assertThat(keepalived.waitFor(20, TimeUnit.SECONDS)).isTrue();
        String said = Files.readString(log, StandardCharsets.ISO_8859_1);
        Set<Integer> lines = new TreeSet<>();
        LINE.matcher(said).results().forEach(match -> lines.add(Integer.parseInt(match.group(1))));

        if (keepalived.exitValue() == 0) {
            return;
        }
        assertThat(name).as(said).isNotEqualTo("good");
        Set<Integer> ours = complaints(config);
        assertThat(ours)
                .as("keepalived says:\n%s\nwe say:\n%s", said, described(config))
                .isNotEmpty();
        Set<Integer> ofBlocks = openingBlocks(ours);
        for (int line : lines) {
            // keepalived tells some things at the end of a block, and goes on inside one that it does not know.
            boolean insideOurs = ofBlocks.stream().anyMatch(block -> block < line);
            assertThat(ours.contains(line) || insideOurs)
                    .as("line %s: keepalived says:\n%s\nwe say:\n%s", line, said, described(config))
                    .isTrue();
        }
    }

    private Set<Integer> openingBlocks(Set<Integer> lines) throws IOException {
        List<String> text = Files.readAllLines(directory.resolve("k.conf"));
        return lines.stream()
                .filter(line -> line > 0 && text.get(line - 1).endsWith("{"))
                .collect(Collectors.toSet());
    }

    private static String described(KeepalivedConfig config) {
        return config.diagnostics().stream().map(Diagnostic::toString).collect(Collectors.joining("\n"));
    }

    /** The lines with errors and warnings. */
    private static Set<Integer> complaints(KeepalivedConfig config) {
        return config.diagnostics().stream()
                .filter(diagnostic -> diagnostic.severity() != Severity.NOTE)
                .map(Diagnostic::line)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private KeepalivedConfig load(String text, String networkInterface) throws IOException {
        Path file = Files.writeString(directory.resolve("k.conf"), text.replace("IFACE", networkInterface));
        return KeepalivedConfig.load(file);
    }

    private static Optional<String> networkInterface() throws IOException {
        List<NetworkInterface> all = NetworkInterface.networkInterfaces().toList();
        for (NetworkInterface each : all) {
            if (!each.isLoopback() && each.supportsMulticast()) {
                return Optional.of(each.getName());
            }
        }
        return Optional.empty();
    }
}
