/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.probe;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** How a command becomes a process of this host. */
final class Launch {

    /** Makes the session and process group; its process becomes the program. */
    private static final String SESSION = "setsid";

    /** Changes user and groups; its process becomes the program. */
    private static final String IDENTITY = "setpriv";

    /** What {@link #BEGINNING} passes on at most; it fits into a pipe that nobody reads from. */
    static final int MAX_OUTPUT_OCTETS = 1600;

    /** Up to eight writes, each at once; further ones are read so that nobody waits to write. */
    private static final String BEGINNING = "dd bs=200 count=8 2>/dev/null; exec cat >/dev/null";

    private static final String DEFAULT_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
    private static final Path USERS = Path.of("/etc/passwd");

    /** Opened for each start: a descriptor of the JDK to read from would wait for a writer. */
    private static final File NOTHING = new File("/dev/null");

    private Launch() {}

    /**
     * Starts the command, and a second process that reads all that it writes, passes the beginning on to us and throws
     * the rest away. So the pipe that the command has, and may leave to a service in the background, is none of ours: it
     * lasts as long as somebody has it, and nothing here waits for that, as the JDK would for the end of its own pipes.
     *
     * @return the command and the second process
     * @throws IOException with a message for people
     */
    static List<Process> start(Command command) throws IOException {
        List<String> words = new ArrayList<>(List.of(SESSION));
        if (needsIdentity(command)) {
            words.addAll(List.of(
                    IDENTITY, "--reuid=" + command.user().orElseGet(Launch::ownUser), "--regid=" + group(command)));
            words.add("--init-groups");
        }
        words.addAll(command.words());
        ProcessBuilder program =
                builder(words, command.environment()).redirectInput(NOTHING).redirectErrorStream(true);
        ProcessBuilder output =
                builder(List.of("sh", "-c", BEGINNING), Map.of()).redirectError(ProcessBuilder.Redirect.DISCARD);
        try {
            return ProcessBuilder.startPipeline(List.of(program, output));
        } catch (IOException e) {
            throw missing(needsIdentity(command)).map(IOException::new).orElse(e);
        }
    }

    /**
     * Sends a signal to every process of a group.
     *
     * @param signal its name, without SIG
     * @throws IOException if the program for it cannot be started
     */
    static void signal(String signal, long group) throws IOException {
        // The number of a group is that of its first process; kill(1) of the shell needs no further package.
        builder(List.of("sh", "-c", "kill -s \"$1\" -- \"-$2\"", "sh", signal, Long.toString(group)), Map.of())
                .redirectInput(NOTHING)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private static ProcessBuilder builder(List<String> words, Map<String, String> additions) {
        ProcessBuilder builder = new ProcessBuilder(words).directory(new File("/"));
        Map<String, String> environment = builder.environment();
        environment.clear();
        environment.put("PATH", path());
        environment.put("LC_ALL", "C");
        environment.putAll(additions);
        return builder;
    }

    private static String path() {
        String own = System.getenv("PATH");
        return own == null || own.isBlank() ? DEFAULT_PATH : own;
    }

    static Optional<String> obstacle(Command command) {
        try {
            Optional<String> absent = missing(needsIdentity(command)).or(() -> program(command));
            if (absent.isEmpty() && needsIdentity(command)) {
                group(command);
            }
            return absent;
        } catch (IOException | UncheckedIOException | InvalidPathException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private static Optional<String> program(Command command) {
        String name = command.words().get(0);
        if (!name.contains("/")) {
            return isInPath(command.environment().getOrDefault("PATH", path()), name)
                    ? Optional.empty()
                    : Optional.of("program '" + name + "' is not in PATH, " + path()
                            + ": give its whole path, or install it");
        }
        Path file = Path.of("/").resolve(name);
        if (!Files.exists(file)) {
            return Optional.of("program " + file + " does not exist");
        }
        if (!Files.isRegularFile(file)) {
            return Optional.of("program " + file + " must be a file");
        }
        return Files.isExecutable(file)
                ? Optional.empty()
                : Optional.of("program " + file + " is not executable: chmod +x " + file);
    }

    private static Optional<String> missing(boolean identity) {
        return Stream.of(SESSION, IDENTITY)
                .filter(tool -> identity || !tool.equals(IDENTITY))
                .filter(tool -> !isInPath(path(), tool))
                .findFirst()
                .map(tool -> "commands are started by '" + tool + "', which is not in PATH, " + path()
                        + ": install the package util-linux");
    }

    private static boolean isInPath(String path, String name) {
        return Pattern.compile(":")
                .splitAsStream(path)
                .map(directory -> Path.of("/").resolve(directory).resolve(name))
                .anyMatch(Files::isExecutable);
    }

    private static boolean needsIdentity(Command command) {
        return command.group().isPresent()
                || command.user().filter(user -> !user.equals(ownUser())).isPresent();
    }

    private static String ownUser() {
        return System.getProperty("user.name", "root");
    }

    /** The group that is asked for, or the first one of the user, as in /etc/passwd. */
    private static String group(Command command) throws IOException {
        String user = command.user().orElseGet(Launch::ownUser);
        if (command.group().isPresent()) {
            return command.group().get();
        }
        try (Stream<String> lines = Files.lines(USERS, StandardCharsets.ISO_8859_1)) {
            return lines.map(line -> line.split(":", -1))
                    .filter(entry -> entry.length > 3 && (entry[0].equals(user) || entry[2].equals(user)))
                    .map(entry -> entry[3])
                    .findFirst()
                    .orElseThrow(() -> new IOException(
                            "user '" + user + "' is not in " + USERS + ": correct its name, or give its group too"));
        }
    }
}
