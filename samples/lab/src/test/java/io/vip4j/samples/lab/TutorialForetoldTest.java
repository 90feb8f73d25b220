/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code vipd check} and {@code vipd plan} say about the tutorial before anybody runs it. */
@LabTest(vipd = true)
class TutorialForetoldTest {

    private static final int FINDINGS = 3;

    @TempDir
    Path directory;

    private Path script;

    @BeforeEach
    void writeTheScriptAsPrinted() throws IOException {
        script = Files.writeString(directory.resolve("check_haproxy.sh"), Tutorial.printedScript());
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    @Test
    void checkTellsThatThePathOfTheScriptIsNotAbsolute() throws IOException {
        Path file = Files.writeString(directory.resolve("keepalived.conf"), Tutorial.printedConfiguration());
        Command.Result result = vipd("check", file.toString());
        assertThat(result.out())
                .contains("etc/check_haproxy.sh", "not absolute")
                .doesNotContain("\tat ");
    }

    @Test
    void checkTellsTheTypingErrorsOfTheScript() throws IOException {
        Command.Result result =
                vipd("check", write("a.conf", 100, Tutorial.PRINTED_WEIGHT).toString());
        assertThat(result.out())
                .contains(script + ":1: warning: ", "wc -1")
                .contains(script + ":2: warning: ", "']' must have a blank before it");
    }

    @Test
    void planTellsThatTheWeightMovesNothingAndWhichOneWould() throws IOException {
        Command.Result result = plan(Tutorial.PRINTED_WEIGHT);
        assertThat(result.exitCode()).as(result.out() + result.err()).isEqualTo(FINDINGS);
        assertThat(result.out()).contains("failover-unreachable", "from 103 to 100", "100 > 93", "weight -20");
    }

    @Test
    void planHasNothingAgainstTheFix() throws IOException {
        for (String weight : new String[] {"weight -20", "weight 0"}) {
            Command.Result result = plan(weight);
            assertThat(result.out()).as(weight).doesNotContain("failover-unreachable");
            assertThat(result.exitCode())
                    .as(weight + result.out() + result.err())
                    .isZero();
        }
    }

    private Command.Result plan(String weight) throws IOException {
        return vipd(
                "plan",
                write("a.conf", 100, weight).toString(),
                write("b.conf", 90, weight).toString());
    }

    private Path write(String name, int priority, String weight) throws IOException {
        return Files.writeString(directory.resolve(name), Tutorial.configuration(name, priority, script, weight));
    }

    private static Command.Result vipd(String command, String... arguments) {
        String[] full = new String[arguments.length + 2];
        full[0] = VipdLauncher.find().toString();
        full[1] = command;
        System.arraycopy(arguments, 0, full, 2, arguments.length);
        return Command.attempt(full);
    }
}
