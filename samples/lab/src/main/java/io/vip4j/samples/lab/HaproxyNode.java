/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A node of the tutorial: haproxy, and beside it a daemon that watches it by a script. One thread. */
final class HaproxyNode {

    private static final Path PROGRAM = Path.of("/usr/sbin/haproxy");

    private final ConfiguredNode daemon;
    private final LabHost host;
    private final Path program;
    private final Path configuration;
    private final Path hidden;
    private final EventLog<String> output;

    // Written by startHaproxy.
    private final Daemon haproxy;

    /** A node that forwards as the tutorial does. */
    HaproxyNode(Product product, LabHost host) {
        this(product, host, Tutorial.haproxyConfiguration(), new EventLog<>("haproxy on " + host));
    }

    /** A node that forwards by this haproxy.cfg. */
    HaproxyNode(Product product, LabHost host, String haproxyConfiguration, EventLog<String> output) {
        this.daemon = new ConfiguredNode(product, host);
        this.host = host;
        Path directory = host.lab().directory();
        this.program = directory.resolve(uniqueName(host));
        this.configuration = directory.resolve(host.name() + "-haproxy.cfg");
        this.hidden = directory.resolve(host.name() + "-haproxy.hidden");
        this.output = output;
        this.haproxy = new Daemon("haproxy", host);
        LabFiles.write(configuration, haproxyConfiguration);
        try {
            // The kernel calls a process after the last part of the name that it was started with.
            Files.createSymbolicLink(program, PROGRAM);
        } catch (IOException e) {
            throw new LabException("link " + program + ": " + e.getMessage(), e);
        }
    }

    /** What haproxy is called on a host, in the 15 characters that the kernel keeps: the hosts see each other's processes. */
    static String uniqueName(LabHost host) {
        String lab = host.lab().bridgeNamespace().replace("vip4j-", "ha").replace("-bridge", "");
        return lab + "-" + host.name().substring(host.name().length() - 1);
    }

    LabHost host() {
        return host;
    }

    ConfiguredNode daemon() {
        return daemon;
    }

    /** Starts haproxy, as systemd would have done at boot, and the daemon. */
    void start(int priority, String weight) {
        startHaproxy();
        startDaemon(priority, weight);
    }

    void startHaproxy() {
        StreamReader reader = StreamReader.lines(output::append);
        haproxy.start(List.of(program.toString(), "-db", "-f", configuration.toString()), Map.of(), reader, reader);
    }

    void startDaemon(int priority, String weight) {
        Path script = Tutorial.writeScript(
                host.lab().directory().resolve(host.name() + "-check_haproxy.sh"), program, configuration);
        daemon.start(Tutorial.configuration(host.name(), priority, script, weight));
    }

    /** Kills haproxy. The script can start it again. */
    void killHaproxy() {
        haproxy.process().kill();
    }

    /** Makes that haproxy cannot be started: its configuration is gone. */
    void breakHaproxy() {
        move(configuration, hidden);
    }

    /** Makes that haproxy can be started again; does not start it. */
    void mendHaproxy() {
        move(hidden, configuration);
    }

    private static void move(Path from, Path to) {
        try {
            Files.move(from, to);
        } catch (IOException e) {
            throw new LabException("move " + from + ": " + e.getMessage(), e);
        }
    }

    @Override
    public String toString() {
        return daemon + ": " + String.join("\n  ", daemon.output().all()) + "\nhaproxy: "
                + String.join("\n  ", output.all());
    }
}
