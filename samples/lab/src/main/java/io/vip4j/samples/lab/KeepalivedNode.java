/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Stock keepalived, its VRRP part only. */
public final class KeepalivedNode implements VrrpNode {

    // Mon Nov 23 19:26:13 2026: (VI_1) Entering MASTER STATE
    private static final Pattern ENTERING = Pattern.compile(".*\\([^)]*\\) Entering (MASTER|BACKUP|FAULT) STATE.*");

    private final LabHost host;
    private final RouterSettings settings;
    private final Daemon daemon;
    private final EventLog<StateChange> stateChanges;
    private final EventLog<String> output;

    // Written by start.
    private volatile int statesBeforeStart;

    /** A node that is not started yet. */
    public KeepalivedNode(LabHost host, RouterSettings settings) {
        this.host = host;
        this.settings = settings;
        this.daemon = new Daemon("keepalived", host);
        this.stateChanges = new EventLog<>("states of keepalived on " + host);
        this.output = new EventLog<>("log of keepalived on " + host);
    }

    @Override
    public String product() {
        return "keepalived";
    }

    @Override
    public LabHost host() {
        return host;
    }

    @Override
    public RouterSettings settings() {
        return settings;
    }

    @Override
    public void start() {
        Path directory = host.lab().directory();
        Path file = directory.resolve(host.name() + "-keepalived.conf");
        writeConfiguration(file);
        List<String> command = List.of(
                "keepalived",
                "-n",
                "-l",
                "-P",
                "-f",
                file.toString(),
                "-p",
                directory.resolve(host.name() + "-keepalived.pid").toString(),
                "-r",
                directory.resolve(host.name() + "-vrrp.pid").toString());
        statesBeforeStart = stateChanges.mark();
        daemon.start(command, Map.of(), StreamReader.lines(this::line), StreamReader.lines(this::line));
    }

    private void writeConfiguration(Path file) {
        try {
            Files.writeString(file, settings.keepalivedConf(host.name()));
            // It refuses files that others may write.
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        } catch (IOException e) {
            throw new LabException("write " + file + ": " + e.getMessage(), e);
        }
    }

    private void line(String line) {
        output.append(line);
        entered(line).ifPresent(to -> {
            List<StateChange> earlier = stateChanges.since(statesBeforeStart);
            RouterState from = earlier.isEmpty()
                    ? RouterState.INITIALIZE
                    : earlier.get(earlier.size() - 1).to();
            stateChanges.append(new StateChange(Instant.now(), from, to, ""));
        });
    }

    /** The state that a line of the log reports, if it reports one. */
    static Optional<RouterState> entered(String line) {
        Matcher matcher = ENTERING.matcher(line);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        return Optional.of(
                switch (matcher.group(1)) {
                    case "MASTER" -> RouterState.ACTIVE;
                    case "BACKUP" -> RouterState.BACKUP;
                    default -> RouterState.INITIALIZE;
                });
    }

    @Override
    public EventLog<StateChange> stateChanges() {
        return stateChanges;
    }

    @Override
    public int statesBeforeStart() {
        return statesBeforeStart;
    }

    @Override
    public EventLog<String> output() {
        return output;
    }

    @Override
    public Daemon daemon() {
        return daemon;
    }
}
