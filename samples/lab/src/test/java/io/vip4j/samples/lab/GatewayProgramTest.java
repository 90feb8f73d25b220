/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Test;

class GatewayProgramTest {

    /** A manifest may put more on the class path than one sees. */
    @Test
    void theStarterIsNowhereWhereItIsToBeLeftOut() throws IOException {
        assertThat(starters(GatewayProgram.command(true))).isNotEmpty();
        assertThat(starters(GatewayProgram.command(false))).isEmpty();
        assertThat(starters(GatewayProgram.plainCommand(false, List.of()))).isEmpty();
    }

    private static List<String> starters(List<String> command) throws IOException {
        StringBuilder all = new StringBuilder();
        for (String entry : command.get(command.indexOf("-cp") + 1).split(":", -1)) {
            all.append(Path.of(entry).getFileName()).append(' ');
            if (Files.isRegularFile(Path.of(entry))) {
                try (JarFile jar = new JarFile(entry)) {
                    Manifest manifest = jar.getManifest();
                    String more = manifest == null
                            ? null
                            : manifest.getMainAttributes().getValue(Attributes.Name.CLASS_PATH);
                    all.append(more == null ? "" : more).append(' ');
                }
            }
        }
        return List.of(all.toString().split("[ /]+", -1)).stream()
                .filter(name -> name.startsWith("vip-"))
                .toList();
    }
}
