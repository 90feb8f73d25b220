/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.vipd.service;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.awaitility.Awaitility;

/**
 * The receiving end of a service manager: a datagram socket in a process of its own, since the JDK has none, that keeps what it
 * was told, one string for each datagram. Written in Python, so that it is no relative of the sending end.
 */
public final class NotifyReceiver implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final String PROGRAM = """
            import socket, sys
            address = sys.argv[1]
            receiver = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
            receiver.bind('\\0' + address[1:] if address[0] == '@' else address)
            print('bound', flush=True)
            while True:
                print(receiver.recv(4096).decode().replace('\\n', '|'), flush=True)
            """;

    private final String address;
    private final Process process;
    private final List<String> told = new CopyOnWriteArrayList<>();

    private NotifyReceiver(String address, Process process) {
        this.address = address;
        this.process = process;
    }

    /** Receives at a path, or at {@code @} and an abstract name. */
    public static NotifyReceiver at(String address) throws IOException {
        Process process = new ProcessBuilder("python3", "-c", PROGRAM, address)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        NotifyReceiver receiver = new NotifyReceiver(address, process);
        BufferedReader lines = process.inputReader(UTF_8);
        if (!"bound".equals(lines.readLine())) {
            throw new IOException("no receiver at " + address);
        }
        Thread reader = new Thread(() -> receiver.keep(lines), "notify-receiver");
        reader.setDaemon(true);
        reader.start();
        return receiver;
    }

    private void keep(BufferedReader lines) {
        try {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                told.add(line);
            }
        } catch (IOException e) {
            if (process.isAlive()) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** What a manager adds to the environment of whom it starts. */
    public Map<String, String> environment() {
        return Map.of("NOTIFY_SOCKET", address);
    }

    /** Each datagram, the ends of its lines but the last as {@code |}. */
    public List<String> told() {
        return List.copyOf(told);
    }

    /** Waits for a datagram. */
    public void await(Predicate<String> wanted) {
        Awaitility.await("told " + told).atMost(LIMIT).until(() -> told.stream().anyMatch(wanted));
    }

    /** No longer reads what comes, until it is told to go on. */
    void stopReading() {
        signal("STOP");
    }

    void goOnReading() {
        signal("CONT");
    }

    private void signal(String name) {
        try {
            new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
