/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.lab;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Where the start script of a built vipd is: in the source tree that contains the working directory. */
final class VipdLauncher {

    private static final Path SCRIPT = Path.of("samples", "vipd", "vipd");
    private static final Path JAR = Path.of("samples", "vipd", "target", "vipd.jar");

    private VipdLauncher() {}

    static Optional<Path> search() {
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            Path script = at.resolve(SCRIPT);
            if (Files.isExecutable(script) && Files.exists(at.resolve(JAR))) {
                return Optional.of(script);
            }
        }
        return Optional.empty();
    }

    static Path find() {
        return search().orElseThrow(() -> new LabException("no built " + SCRIPT + " above "
                + Path.of("").toAbsolutePath() + ": run inside the source tree, after ./mvnw package"));
    }
}
