/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.lab;

import io.vip4j.probe.Conversations;
import io.vip4j.probe.Probe;
import io.vip4j.probe.SocketProbe;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * A server to be probed, as a user without rights, on a high port of the loopback address, with its data in a directory
 * that is deleted at the end.
 */
final class LocalServer implements AutoCloseable {

    static final String HOST = "127.0.0.1";

    /** For what works: the machine may be busy with something else. */
    static final Duration PATIENCE = Duration.ofSeconds(30);

    /** For what does not work. */
    static final Duration SHORT = Duration.ofSeconds(1);

    private final String name;
    private final String user;
    private final Path directory;
    private final int port;
    private final List<String> log = new CopyOnWriteArrayList<>();
    private final Conversations conversations = new Conversations();
    private List<ChildProcess> processes = List.of();

    private LocalServer(String name, String user, Path directory, int port) {
        this.name = name;
        this.user = user;
        this.directory = directory;
        this.port = port;
    }

    static LocalServer of(String name, String user) {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
            Path directory = Files.createTempDirectory("vip4j-" + name);
            Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
            Command.run("chown", user, directory.toString());
            LocalServer server = new LocalServer(name, user, directory, free.getLocalPort());
            Runtime.getRuntime().addShutdownHook(new Thread(server::close, name + "-take-down"));
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int port() {
        return port;
    }

    Path directory() {
        return directory;
    }

    List<String> log() {
        return log;
    }

    /** Writes a file that the server can read. */
    Path write(String file, String text) {
        try {
            return Files.writeString(directory.resolve(file), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Prepares something as the user of the server. */
    void prepare(String... command) {
        try (ChildProcess process = start(command)) {
            int code = process.awaitExit(Duration.ofMinutes(2)).orElse(-1);
            if (code != 0) {
                throw new LabException(String.join(" ", command) + ": exit code " + code + ": " + log);
            }
        }
        log.clear();
    }

    void run(String... command) {
        processes = List.of(start(command));
    }

    private ChildProcess start(String... command) {
        String group = Command.run("id", "-g", user).strip();
        List<String> full = new ArrayList<>(
                List.of("setpriv", "--reuid=" + user, "--regid=" + group, "--clear-groups", "--no-new-privs"));
        full.addAll(List.of(command));
        StreamReader reader = StreamReader.lines(log::add);
        return ChildProcess.start(name, full, Map.of("HOME", directory.toString()), reader, reader);
    }

    void signal(String signal) {
        processes.forEach(process -> process.signalGroup(signal));
    }

    void kill() {
        processes.forEach(ChildProcess::kill);
    }

    Probe.Result ask(SocketProbe probe, Duration timeout) {
        return conversations.ask(probe, timeout).toCompletableFuture().join();
    }

    /** Asks until the answer is good, as long as a server may take to start. */
    Probe.Result awaitHealthy(Supplier<Probe.Result> question) {
        Deadline deadline = Deadline.after(Duration.ofMinutes(2));
        while (true) {
            Probe.Result result = question.get();
            if (result.healthy()) {
                return result;
            }
            boolean ended = processes.stream().noneMatch(ChildProcess::isAlive);
            if (ended || deadline.isOver()) {
                throw new LabException(name + " does not become healthy: " + result.detail() + "; " + log);
            }
            Deadline.pause();
        }
    }

    /** Idempotent: it is called when the JVM ends, too. */
    @Override
    public synchronized void close() {
        kill();
        conversations.close();
        if (Files.notExists(directory)) {
            return;
        }
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("delete " + directory, e);
        }
    }
}
