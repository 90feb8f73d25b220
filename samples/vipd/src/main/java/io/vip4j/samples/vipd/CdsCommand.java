/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.vipd;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vip4j.VipHost;
import io.vip4j.linux.LinuxVipPlatform;
import io.vip4j.simulation.SimulatedLan;
import io.vip4j.simulation.SimulatedNode;
import io.vip4j.spi.PlatformException;
import io.vip4j.vrrp.IpAddress;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;

/**
 * Does what a start does, so that the JVM has loaded what a start loads; the script lets it keep that in an archive
 * (class data sharing). A router becomes Active on a LAN in memory, and as far as the privileges go the platform of this
 * host is opened and closed again. No address and no packet is real.
 */
@Command(
        name = "cds",
        description = "Goes through a start in memory and keeps its classes in an archive for this Java, so that later"
                + " starts are quicker. Done when vipd is installed.",
        mixinStandardHelpOptions = true,
        versionProvider = Vipd.Version.class)
final class CdsCommand implements Callable<Integer> {

    private static final String CONFIGURATION = """
            vrrp_instance rehearsal {
              interface %s
              virtual_router_id 1
              priority 254
              version 3
              advert_int 0.01
              virtual_ipaddress {
                198.51.100.222/24
              }
            }
            """.formatted(SimulatedNode.INTERFACE);

    private static final Logger LOG = LoggerFactory.getLogger(CdsCommand.class);
    private static final IpAddress ADDRESS = IpAddress.parse("198.51.100.222");
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final Duration POLL = Duration.ofMillis(5);

    private final Surroundings surroundings;

    CdsCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        try {
            Path directory = Files.createTempDirectory("vipd-cds");
            Path file = Files.writeString(directory.resolve("keepalived.conf"), CONFIGURATION);
            try {
                int exitCode = rehearse(file, directory.resolve("status"));
                rehearseThisHost();
                return exitCode;
            } finally {
                Files.delete(file);
                Files.delete(directory);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A whole run, which SIGTERM ends when its router is Active. */
    private int rehearse(Path file, Path socket) {
        Map<String, Runnable> signals = new ConcurrentHashMap<>();
        try (SimulatedLan lan = SimulatedLan.realTime();
                PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, UTF_8)) {
            Surroundings inMemory = new Surroundings(
                    nowhere, surroundings.err(), lan.node("a")::platform, signals::put, () -> false, Map.of());
            Thread end = new Thread(
                    () -> {
                        awaitActive(lan);
                        Vipd.execute(inMemory, "status", "--status", socket.toString());
                        signals.getOrDefault("TERM", () -> {}).run();
                    },
                    "vipd-cds");
            end.setDaemon(true);
            end.start();
            return Vipd.execute(
                    inMemory,
                    "run",
                    "-f",
                    file.toString(),
                    "--events",
                    "json",
                    "--log-level",
                    "error",
                    "--status",
                    socket.toString());
        }
    }

    private static void awaitActive(SimulatedLan lan) {
        long endAtNanos = System.nanoTime() + LIMIT.toNanos();
        while (lan.holders(ADDRESS).isEmpty() && System.nanoTime() - endAtNanos < 0) {
            LockSupport.parkNanos(POLL.toNanos());
        }
    }

    /** Where it may: opens and warms up, binds nothing. */
    private static void rehearseThisHost() {
        try {
            LinuxVipPlatform platform = LinuxVipPlatform.create();
            try (VipHost host = VipHost.open(platform)) {
                platform.loop().execute(platform::warmUp);
                host.lateness(); // Comes after it.
            }
        } catch (PlatformException e) {
            LOG.debug("the archive has no classes of this host's sockets: {}", e.getMessage());
        }
    }
}
