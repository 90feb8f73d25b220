/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The gateway of samples/spring-gateway as it was built in the source tree that contains the working directory. */
final class GatewayProgram {

    private static final Path TARGET = Path.of("samples", "spring-gateway", "target");

    /** Not the jar: its manifest names every library, also those that are to be left out. */
    private static final String CLASSES = "classes";

    private static final String MAIN = "io.vip4j.samples.gateway.GatewayApplication";

    /** How the names of the starter and the modules that it brings begin. */
    private static final String STARTER = "vip-";

    /** How the names of what makes a gateway of it begin. */
    private static final String GATEWAY = "spring-cloud-";

    private GatewayProgram() {}

    static Optional<Path> search() {
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            Path target = at.resolve(TARGET);
            if (Files.exists(target.resolve(CLASSES)) && Files.isDirectory(target.resolve("lib"))) {
                return Optional.of(target);
            }
        }
        return Optional.empty();
    }

    /**
     * The command that starts it.
     *
     * @param ownsAddress with the starter on its class path; without it, the same gateway knows of no address
     */
    static List<String> command(boolean ownsAddress) {
        return command(
                List.of("-Xmx192m", "-XX:TieredStopAtLevel=1"),
                jar -> ownsAddress || !jar.startsWith(STARTER),
                List.of());
    }

    /**
     * The command that starts it as a plain application: without what makes it a gateway.
     *
     * @param ownsAddress with the starter on its class path
     * @param arguments for Spring Boot
     */
    static List<String> plainCommand(boolean ownsAddress, List<String> arguments) {
        return command(
                List.of("-Xmx256m"),
                jar -> !jar.startsWith(GATEWAY) && (ownsAddress || !jar.startsWith(STARTER)),
                arguments);
    }

    private static List<String> command(List<String> options, Predicate<String> jars, List<String> arguments) {
        Path target = search().orElseThrow(() -> new LabException("no built " + TARGET + " above "
                + Path.of("").toAbsolutePath() + ": run inside the source tree, after ./mvnw package"));
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:+UseSerialGC"));
        command.addAll(options);
        command.addAll(List.of("-cp", classPath(target, jars), MAIN));
        command.addAll(arguments);
        return command;
    }

    private static String classPath(Path target, Predicate<String> jars) {
        try (Stream<Path> libraries = Files.list(target.resolve("lib"))) {
            return Stream.concat(
                            Stream.of(target.resolve(CLASSES)),
                            libraries
                                    .filter(jar -> jars.test(jar.getFileName().toString()))
                                    .sorted())
                    .map(Path::toString)
                    .collect(Collectors.joining(":"));
        } catch (IOException e) {
            throw new LabException("list " + target + ": " + e.getMessage(), e);
        }
    }
}
