/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.proxy;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.unix.UnixChannel;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.codec.haproxy.HAProxyMessage;
import io.netty.resolver.NameResolver;
import io.netty.util.NetUtil;
import io.vip4j.VipHost;
import io.vip4j.linux.LinuxVipPlatform;
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
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import org.yaml.snakeyaml.Yaml;
import picocli.CommandLine;

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
                        classPath(directory),
                        Program.class.getName(),
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

    /** The other JVM. */
    static final class Program {

        private Program() {}

        /** Runs a command; its platform is a LAN in memory. */
        public static void main(String[] arguments) {
            SimulatedLan lan = SimulatedLan.realTime();
            System.exit(TcpProxy.execute(
                    new Surroundings(System.out, System.err, () -> lan.node("a").platform(), new ProcessSignals()),
                    arguments));
        }
    }

    /** What it needs, in jars as when it is installed: each class of a directory would need a descriptor. */
    private static String classPath(Path directory) {
        ToolProvider jar = ToolProvider.findFirst("jar").orElseThrow();
        List<String> path = new ArrayList<>();
        for (Path place : places()) {
            if (Files.isDirectory(place)) {
                Path packed = directory.resolve(path.size() + ".jar");
                jar.run(System.out, System.err, "-cf0", packed.toString(), "-C", place.toString(), ".");
                path.add(packed.toString());
            } else {
                path.add(place.toString());
            }
        }
        return String.join(File.pathSeparator, path);
    }

    /** Where its classes come from; {@code java.class.path} is only that of whatever runs the tests. */
    private static Set<Path> places() {
        Set<Path> places = new LinkedHashSet<>();
        for (Class<?> type : List.of(
                ProxyProcess.class,
                TcpProxy.class,
                ProcessSignals.class,
                VipHost.class,
                LinuxVipPlatform.class,
                CommandLine.class,
                JsonFactory.class,
                Yaml.class,
                org.slf4j.Logger.class,
                ch.qos.logback.classic.Logger.class,
                ch.qos.logback.core.Context.class,
                NetUtil.class,
                ByteBuf.class,
                NameResolver.class,
                Channel.class,
                Epoll.class,
                UnixChannel.class,
                ByteToMessageDecoder.class,
                HAProxyMessage.class)) {
            places.add(Path.of(URI.create(
                    type.getProtectionDomain().getCodeSource().getLocation().toString())));
        }
        for (String library : List.of("x86_64", "aarch_64")) {
            URL found = Epoll.class.getResource("/META-INF/native/libnetty_transport_native_epoll_" + library + ".so");
            if (found != null) { // jar:file:/PATH!/ENTRY
                places.add(Path.of(
                        URI.create(found.getPath().substring(0, found.getPath().indexOf('!')))));
            }
        }
        return places;
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
