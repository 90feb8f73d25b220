/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.proxy;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vip4j.samples.support.ProcessSignals;
import io.vip4j.simulation.SimulatedLan;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;

/** A proxy in a JVM of its own, so that it can run out of what a process has. Its router is on a LAN in memory. */
final class ProxyProcess implements AutoCloseable {

    private static final String VIP = """
            vip:
              routers:
                - {name: web, network-interface: eth0, vrid: 10, addresses: 198.51.100.222/24, advertisement-interval: 100ms}
            """;

    private final Path statistics;
    private final int port;
    private final Process process;
    private final List<String> events = new CopyOnWriteArrayList<>();

    /**
     * Starts it with the listener {@code front} at every address, and the pool {@code web}.
     *
     * @param openFiles what it may have
     * @param process settings of the section, in a line
     * @param pool settings of the pool, a line each
     */
    ProxyProcess(Path directory, int openFiles, String process, String pool, TestServer... servers) throws IOException {
        try (ServerSocket any = new ServerSocket(0)) {
            port = any.getLocalPort();
        }
        statistics = directory.resolve("s");
        String yaml = VIP
                + ProxyUnderTest.yaml("backlog: 4096", pool, servers)
                        .replace("127.0.0.1:1'", "*:" + port + "'")
                        .replace("{threads: 2, drain: 1s}", "{" + process + "}");
        Path file = Files.writeString(directory.resolve("proxy.yml"), yaml);
        this.process = new ProcessBuilder(
                        "prlimit",
                        "--nofile=" + openFiles + ":" + openFiles,
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xms32m",
                        "-Xmx192m",
                        "-XX:MaxDirectMemorySize=512m",
                        "-Xss512k",
                        "-XX:+UseSerialGC",
                        "-cp",
                        jars(directory),
                        ProxyProcess.class.getName(),
                        "run",
                        "-f",
                        file.toString(),
                        "--events",
                        "json",
                        "--stats",
                        statistics.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        Thread reader = new Thread(this::read, "events-of-proxy");
        reader.setDaemon(true);
        reader.start();
    }

    /** The main program of the other JVM. */
    public static void main(String[] arguments) {
        SimulatedLan lan = SimulatedLan.realTime();
        System.exit(TcpProxy.execute(
                new Surroundings(System.out, System.err, () -> lan.node("a").platform(), new ProcessSignals()),
                arguments));
    }

    /** The class path in jars, as it is when it is installed: classes in directories need a descriptor each. */
    private static String jars(Path directory) {
        List<String> jars = new ArrayList<>();
        ToolProvider jar = ToolProvider.findFirst("jar").orElseThrow();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            if (Files.isDirectory(Path.of(entry))) {
                Path packed = directory.resolve(jars.size() + ".jar");
                jar.run(
                        System.out,
                        System.err,
                        "--create",
                        "--no-compress",
                        "--file",
                        packed.toString(),
                        "-C",
                        entry,
                        ".");
                jars.add(packed.toString());
            } else {
                jars.add(entry);
            }
        }
        return String.join(File.pathSeparator, jars);
    }

    private void read() {
        try (BufferedReader lines = process.inputReader(UTF_8)) {
            lines.lines().forEach(events::add);
        } catch (IOException e) {
            events.add(e.toString());
        }
    }

    /** What it has printed of its router and servers, a line of JSON each. */
    List<String> events() {
        return events;
    }

    /** Its figures, as {@code tcp-proxy stats} gets them; fails while it cannot answer. */
    JsonNode figures() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int code = TcpProxy.execute(
                new Surroundings(
                        new PrintStream(out, true, UTF_8),
                        new PrintStream(err, true, UTF_8),
                        () -> {
                            throw new AssertionError("asks no platform");
                        },
                        (signal, action) -> {}),
                "stats",
                "--socket",
                statistics.toString());
        if (code != ExitCodes.OK) {
            throw new IOException(err.toString(UTF_8));
        }
        return new ObjectMapper().readTree(out.toByteArray());
    }

    /** A client, which waits at most a minute for anything. */
    Socket connect() throws IOException {
        Socket client = new Socket(InetAddress.getLoopbackAddress(), port);
        client.setSoTimeout(60_000);
        return client;
    }

    /** What a new client is greeted with; what went wrong if it is not. */
    String greeting() {
        try (Socket client = connect()) {
            return new String(client.getInputStream().readNBytes(3), US_ASCII).strip();
        } catch (IOException e) {
            return e.toString();
        }
    }

    long residentKib() throws IOException {
        Matcher resident = Pattern.compile("VmRSS:\\s+(\\d+) kB")
                .matcher(Files.readString(Path.of("/proc", Long.toString(process.pid()), "status")));
        if (!resident.find()) {
            throw new IOException("no VmRSS of " + process.pid());
        }
        return Long.parseLong(resident.group(1));
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
