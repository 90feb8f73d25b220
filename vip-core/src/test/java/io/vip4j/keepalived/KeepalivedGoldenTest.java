/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.keepalived;

import static org.assertj.core.api.Assertions.assertThat;

import io.vip4j.config.VirtualRouterConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each {@code NAME.conf} has a {@code NAME.expected}. After a wanted change write them anew with
 * {@code -Dvip4j.rewrite=true} and read the difference.
 */
class KeepalivedGoldenTest {

    static final Path DIRECTORY = Path.of("src/test/resources/keepalived");

    private static final boolean WRITE = Boolean.getBoolean("vip4j.rewrite");

    static List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(DIRECTORY)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".conf"))
                    .map(name -> name.substring(0, name.length() - ".conf".length()))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void fileGivesTheExpectedDiagnosticsAndRouters(String name) throws IOException {
        Path expected = DIRECTORY.resolve(name + ".expected");
        String actual =
                describe(KeepalivedConfig.parse(name + ".conf", Files.readString(DIRECTORY.resolve(name + ".conf"))));

        if (WRITE) {
            Files.writeString(expected, actual);
        }
        assertThat(actual).isEqualTo(Files.readString(expected));
    }

    @Test
    void thereAreGoldenFilesWithAndWithoutErrors() throws IOException {
        List<Boolean> errors = names().stream()
                .map(name ->
                        KeepalivedConfig.load(DIRECTORY.resolve(name + ".conf")).hasErrors())
                .distinct()
                .toList();

        assertThat(errors).containsExactlyInAnyOrder(true, false);
    }

    private static String describe(KeepalivedConfig config) {
        StringBuilder text = new StringBuilder();
        config.diagnostics().forEach(diagnostic -> text.append(diagnostic).append('\n'));
        text.append("start: ").append(config.hasErrors() ? "no" : "yes").append('\n');
        config.routerId().ifPresent(id -> text.append("router_id: ").append(id).append('\n'));
        config.routers().forEach(router -> text.append(describe(router)));
        return text.toString();
    }

    private static String describe(VirtualRouterConfig router) {
        return "\nrouter " + router.name()
                + "\n  interface " + router.networkInterface()
                + "\n  version " + router.version().number()
                + "\n  vrid " + router.vrid()
                + "\n  priority " + router.priority()
                + "\n  interval " + router.advertisementInterval()
                + "\n  preempt " + router.preemption().enabled()
                + "\n  addresses " + router.addresses()
                + "\n  password " + router.password().isPresent()
                + "\n  checksum " + router.checksum()
                + "\n  announcements " + router.announcements().burst() + ", again after "
                + router.announcements().secondBurstAfter()
                + "\n  lease " + router.lease() + "\n";
    }
}
