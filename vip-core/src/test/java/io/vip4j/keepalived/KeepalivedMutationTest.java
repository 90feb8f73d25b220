/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.keepalived;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Damages good files at random. Set {@code -Dvip4j.seed=N} to repeat a run. */
@Tag("exhaustive")
class KeepalivedMutationTest {

    private static final int INPUTS = 10_000;
    private static final int INCLUDING_INPUTS = 1_000;
    private static final List<String> PIECES = List.of(
            "{",
            "}",
            "\"",
            "#",
            "!",
            "\\",
            "\n",
            "\r\n",
            "\r",
            "\0",
            " ",
            "\t",
            "$",
            "${",
            "$A=b\\\n",
            "$A=$A ${A}\n",
            "${A}",
            "${_ENV HOME}",
            "${_RANDOM 1 2}",
            "~SEQ(A, 1, 3000) ",
            "~LST({A,B}, {1,2}, {3,4}) ",
            "include *.conf\n",
            "includea {a,b{c,d}}.conf\n",
            "include_check +match\n",
            "track_file f {\n",
            "script \"/a 'b \\x41\"\n",
            "notify \"/a\" root\n",
            "@",
            "@x ",
            "~SEQ(",
            "include ",
            "\uFEFF",
            "\u00A0",
            "\uD800",
            "\u202E",
            "0",
            "-1",
            "255",
            "256",
            "99999999999999999999",
            "1e9",
            "0.0000000001",
            "/33",
            ":::::",
            "2001:db8::1",
            "198.51.100.7/24",
            "dev",
            "label",
            "scope",
            "MASTER",
            "version 3\n",
            "version 2\n",
            "auth_type PASS\n",
            "auth_pass 12345678é\n",
            "vrrp_instance A {\n",
            "state",
            "virtual_ipaddress {\n",
            "weight",
            "vrrp_script x {\n",
            "global_defs {\n",
            "advert_int 0.015\n",
            "x".repeat(1025));

    @TempDir
    private Path directory;

    @Test
    @Timeout(120)
    void damagedFilesNeverThrowAndEachDiagnosticHasALine() throws IOException {
        long seed = Long.getLong("vip4j.seed", System.nanoTime());
        System.out.println("KeepalivedMutationTest -Dvip4j.seed=" + seed);
        Random random = new Random(seed);
        List<String> files = new ArrayList<>();
        for (String name : KeepalivedGoldenTest.names()) {
            files.add(Files.readString(KeepalivedGoldenTest.DIRECTORY.resolve(name + ".conf")));
        }
        int withRouters = 0;
        int withErrors = 0;
        for (int input = 0; input < INPUTS; input++) {
            String text = damage(files.get(random.nextInt(files.size())), random);
            try {
                KeepalivedConfig config = KeepalivedConfig.parse("m.conf", text);
                check(config, text);
                withRouters += config.routers().isEmpty() ? 0 : 1;
                withErrors += config.hasErrors() ? 1 : 0;
            } catch (RuntimeException | Error e) {
                throw new AssertionError("seed " + seed + ", input " + input + ":\n" + text, e);
            }
        }
        // Both kinds must occur, or the damage would be too small or too large to find anything.
        assertThat(withRouters).isBetween(INPUTS / 10, INPUTS);
        assertThat(withErrors).isBetween(INPUTS / 10, INPUTS - 1);
    }

    @Test
    @Timeout(300)
    void damagedFilesThatIncludeOthersNeverThrowAndEachDiagnosticNamesItsFile() throws IOException {
        long seed = Long.getLong("vip4j.seed", System.nanoTime());
        System.out.println("KeepalivedMutationTest with includes -Dvip4j.seed=" + seed);
        Random random = new Random(seed);
        Map<String, String> files = Map.of(
                "main.conf", Files.readString(KeepalivedGoldenTest.DIRECTORY.resolve("includes/main.conf")),
                "a.conf", Files.readString(KeepalivedGoldenTest.DIRECTORY.resolve("includes/a.conf")),
                "b.conf", Files.readString(KeepalivedGoldenTest.DIRECTORY.resolve("includes/b.conf")));
        int withRouters = 0;
        int withErrors = 0;
        for (int input = 0; input < INCLUDING_INPUTS; input++) {
            Map<String, Long> lines = new HashMap<>();
            for (Map.Entry<String, String> file : files.entrySet()) {
                String text = random.nextInt(3) == 0 ? file.getValue() : damage(file.getValue(), random);
                Path path = Files.write(directory.resolve(file.getKey()), text.getBytes(StandardCharsets.UTF_8));
                lines.put(path.toString(), text.chars().filter(c -> c == '\n').count() + 1);
            }
            KeepalivedConfig config;
            long start = System.nanoTime();
            try {
                config = KeepalivedConfig.load(directory.resolve("main.conf"), Options.withConfigId("x"));
            } catch (RuntimeException | Error e) {
                throw new AssertionError("seed " + seed + ", input " + input + " in " + directory, e);
            }
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .as("seed %s, input %s", seed, input)
                    .isLessThan(Duration.ofSeconds(20));
            for (Diagnostic diagnostic : config.diagnostics()) {
                assertThat(diagnostic.message()).isNotBlank().hasSizeLessThanOrEqualTo(400);
                assertThat(lines)
                        .as("seed %s, input %s: %s", seed, input, diagnostic)
                        .containsKey(diagnostic.file());
                assertThat((long) diagnostic.line()).isBetween(0L, lines.get(diagnostic.file()));
            }
            withRouters += config.routers().isEmpty() ? 0 : 1;
            withErrors += config.hasErrors() ? 1 : 0;
        }
        assertThat(withRouters).isBetween(INCLUDING_INPUTS / 10, INCLUDING_INPUTS);
        assertThat(withErrors).isBetween(INCLUDING_INPUTS / 10, INCLUDING_INPUTS - 1);
    }

    private static void check(KeepalivedConfig config, String text) {
        long lines = text.chars().filter(c -> c == '\n').count() + 1;
        assertThat(config.diagnostics()).hasSizeLessThanOrEqualTo(Diagnostics.LIMIT + 1);
        for (Diagnostic diagnostic : config.diagnostics()) {
            int firstLine = diagnostic.message().endsWith("not shown") ? 0 : 1;
            boolean right = diagnostic.file().equals("m.conf")
                    && diagnostic.line() >= firstLine
                    && diagnostic.line() <= lines
                    && !diagnostic.message().isBlank()
                    && diagnostic.message().length() <= 400
                    && diagnostic.message().indexOf('\n') < 0;
            if (!right) {
                throw new AssertionError("wrong diagnostic: " + diagnostic);
            }
        }
    }

    private static String damage(String text, Random random) {
        StringBuilder damaged = new StringBuilder(text);
        for (int times = 1 + random.nextInt(4); times > 0; times--) {
            int from = random.nextInt(damaged.length() + 1);
            int to = Math.min(damaged.length(), from + random.nextInt(20));
            switch (random.nextInt(6)) {
                case 0 -> damaged.delete(from, to);
                case 1 -> damaged.insert(from, PIECES.get(random.nextInt(PIECES.size())));
                case 2 -> damaged.replace(from, to, PIECES.get(random.nextInt(PIECES.size())));
                case 3 -> damaged.insert(from, damaged.substring(random.nextInt(from + 1), from));
                case 4 -> damaged.insert(from, (char) random.nextInt(0x100));
                default -> {
                    if (random.nextInt(4) == 0) {
                        damaged.setLength(from);
                    }
                }
            }
        }
        return damaged.toString();
    }
}
