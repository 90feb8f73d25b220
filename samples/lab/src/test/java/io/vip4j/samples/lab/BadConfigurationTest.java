/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code vipd run} refuses files that it must not believe, and says where and why. */
@LabTest(vipd = true)
class BadConfigurationTest {

    private static Lab lab;
    private static LabHost host;

    @TempDir
    Path directory;

    @BeforeAll
    static void build() {
        lab = Lab.open();
        host = lab.join("host", "198.51.100.1");
    }

    @AfterAll
    static void takeDown() {
        lab.close();
    }

    @ParameterizedTest(name = "{1} instead of {0}")
    @CsvSource({
        "virtual_router_id 10, virtual_router_id 256",
        "virtual_router_id 10, virtual_router_id ten",
        "priority 100, priority 300",
        "advert_int 1, advert_int -1",
        "198.51.100.10/24, 198.51.100.999/24",
        "198.51.100.10/24, 198.51.100.10/33",
    })
    void wrongValuesAreNamedWithFileAndLine(String right, String wrong) throws IOException {
        String text = RouterSettings.v2(100).keepalivedConf("NodeA").replace(right, wrong);
        Path file = Files.writeString(directory.resolve("wrong.conf"), text);
        long line = text.lines().takeWhile(each -> !each.contains(wrong)).count() + 1;

        Command.Result result = run(file);
        assertThat(result.exitCode()).as(result.err()).isNotZero();
        assertThat(result.err()).contains(file + ":" + line).doesNotContain("\tat ");
        assertThat(host.holds(RouterSettings.ADDRESS)).isFalse();
    }

    @Test
    void unclosedBlock() throws IOException {
        String text = RouterSettings.v2(100).keepalivedConf("NodeA").stripTrailing();
        Path file = Files.writeString(directory.resolve("open.conf"), text.substring(0, text.length() - 1));
        Command.Result result = run(file);
        assertThat(result.exitCode()).as(result.err()).isNotZero();
        assertThat(result.err()).contains(file + ":").doesNotContain("\tat ");
    }

    @Test
    void missingFileAndDirectoryInsteadOfAFile() {
        for (Path file : List.of(directory.resolve("missing.conf"), directory)) {
            Command.Result result = run(file);
            assertThat(result.exitCode()).as(result.err()).isNotZero();
            assertThat(result.err()).contains(file.toString()).doesNotContain("\tat ");
        }
    }

    @Test
    void interfaceThatDoesNotExist() throws IOException {
        String text = RouterSettings.v2(100).keepalivedConf("NodeA").replace("eth0", "eth7");
        Path file = Files.writeString(directory.resolve("interface.conf"), text);
        Command.Result result = run(file);
        assertThat(result.exitCode()).as(result.err()).isNotZero();
        assertThat(result.err()).contains("eth7").doesNotContain("\tat ");
    }

    // A vipd that does not refuse the file would run on; the time limit of the command then fails the test.
    private static Command.Result run(Path file) {
        return host.attempt(List.of(VipdLauncher.find().toString(), "run", "-f", file.toString()));
    }
}
