/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.lab;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** samples/tcp-proxy, which owns its address itself. */
final class TcpProxyNode extends ProxyNode {

    private static final Path SCRIPT = Path.of("samples", "tcp-proxy", "tcp-proxy");
    private static final Path JAR = Path.of("samples", "tcp-proxy", "target", "tcp-proxy.jar");

    private final Path file;
    private final String configuration;
    private final Daemon daemon;

    // Written by start.
    private int outputBeforeStart;

    TcpProxyNode(LabHost host, Forwarding forwarding, RouterSettings router) {
        super(host);
        this.file = host.lab().directory().resolve(host.name() + ".yml");
        this.configuration = vip(router) + forwarding.tcpProxyYaml();
        this.daemon = new Daemon("tcp-proxy", host);
    }

    /** The section for the address: honest about the death of the process, which the peer hears of at once. */
    private static String vip(RouterSettings router) {
        return """
                process: {threads: 1, drain: 1s}
                vip:
                  routers:
                    - name: VI_1
                      network-interface: eth0
                      vrid: %d
                      priority: %s
                      addresses: [%s]
                      advertisement-interval: %dms
                      peer-watch: true
                      binding: process
                      drain: 1s
                """.formatted(
                        router.vrid(),
                        router.priority(),
                        String.join(", ", router.addresses()),
                        router.advertisementInterval().centiseconds() * 10);
    }

    static Optional<Path> search() {
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            if (Files.isExecutable(at.resolve(SCRIPT)) && Files.exists(at.resolve(JAR))) {
                return Optional.of(at.resolve(SCRIPT));
            }
        }
        return Optional.empty();
    }

    /** How the program is started with a configuration. */
    static List<String> command(Path configuration, String... options) {
        Path script = search().orElseThrow(() -> new LabException("no built " + SCRIPT + " above "
                + Path.of("").toAbsolutePath() + ": run inside the source tree, after ./mvnw package"));
        List<String> command = new ArrayList<>(List.of(script.toString(), "run", "-f", configuration.toString()));
        command.addAll(List.of(options));
        return command;
    }

    @Override
    void start() {
        if (daemon.isRunning()) {
            return;
        }
        StreamReader reader = StreamReader.lines(output()::append);
        outputBeforeStart = output().mark();
        daemon.start(command(LabFiles.write(file, configuration)), Map.of(), reader, reader);
    }

    @Override
    void awaitTakesPart(Duration limit) {
        output().await("the election on " + host(), outputBeforeStart, line -> line.contains("->BACKUP"), limit);
    }

    @Override
    Instant killProxy() {
        Instant at = daemon.process().killNow();
        daemon.process().kill();
        return at;
    }

    @Override
    Instant freezeProxy() {
        Instant at = Instant.now();
        daemon.process().signalGroup("STOP");
        return at;
    }

    @Override
    void thawProxy() {
        daemon.process().signalGroup("CONT");
    }

    @Override
    void stop(Duration limit) {
        daemon.process().signal("TERM");
        if (daemon.process().awaitExit(limit).isEmpty()) {
            throw new LabException("still runs " + limit.toMillis() + " ms after SIGTERM: " + this);
        }
    }

    @Override
    List<Long> forwarders() {
        return List.of(daemon.process().pid());
    }

    @Override
    long residentKib() {
        return daemon.residentKib();
    }
}
