/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.lab;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How the programs of samples/zookeeper-gate are started, and the servers of ZooKeeper that come with their libraries. */
final class VoteProgram {

    private static final Path LIBRARIES = Path.of("samples", "zookeeper-gate", "target", "lib");

    private VoteProgram() {}

    /** The libraries, if the sample is built. */
    static Optional<Path> search() {
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            if (Files.isDirectory(at.resolve(LIBRARIES))) {
                return Optional.of(at.resolve(LIBRARIES));
            }
        }
        return Optional.empty();
    }

    /** The command that runs a class with its arguments. */
    static List<String> command(String mainClass, String... arguments) {
        Path libraries = search().orElseThrow(() -> new LabException("no built " + LIBRARIES + " above "
                + Path.of("").toAbsolutePath() + ": run inside the source tree, after ./mvnw package"));
        Path target = libraries.resolveSibling("*"); // The jar of the sample.
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dzookeeper.admin.enableServer=false",
                "-cp",
                target + ":" + libraries.resolve("*"),
                mainClass));
        command.addAll(List.of(arguments));
        return command;
    }
}
