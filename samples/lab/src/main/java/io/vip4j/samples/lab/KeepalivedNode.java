/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Stock keepalived, its VRRP part only. */
public final class KeepalivedNode extends VrrpNode {

    // Mon Nov 23 19:26:13 2026: (VI_1) Entering MASTER STATE
    private static final Pattern ENTERING = Pattern.compile(".*\\([^)]*\\) Entering (MASTER|BACKUP|FAULT) STATE.*");

    // What it says of packets that it does not believe.
    private static final Pattern COMPLAINT =
            Pattern.compile(".*\\(VI_1\\).*(?i:checksum|invalid|mismatch|expect|wrong version|packet too|not present in"
                    + "|not a unicast peer|not in range|AH header|IPSEC-AH).*");

    /** A node that is not started yet. */
    public KeepalivedNode(LabHost host, RouterSettings settings) {
        super("keepalived", "keepalived", host, settings);
    }

    @Override
    public void start() {
        List<String> command = command(host(), settings().keepalivedConf(host().name()));
        launch(command, StreamReader.lines(this::line), StreamReader.lines(this::line));
    }

    /** Writes the configuration file of a host, and tells how keepalived is started with it. */
    static List<String> command(LabHost host, String configuration) {
        Path directory = host.lab().directory();
        Path file = directory.resolve(host.name() + "-keepalived.conf");
        Path pidFile = directory.resolve(host.name() + "-keepalived.pid");
        Path childPidFile = directory.resolve(host.name() + "-vrrp.pid");
        write(file, configuration);
        // A killed one leaves its pid files, and refuses to start while one of those pids is in use: by a zombie, say.
        delete(pidFile);
        delete(childPidFile);
        return List.of(
                "keepalived",
                "-n",
                "-l",
                "-P",
                "-f",
                file.toString(),
                "-p",
                pidFile.toString(),
                "-r",
                childPidFile.toString());
    }

    private static void write(Path file, String configuration) {
        try {
            Files.writeString(file, configuration);
            // It refuses files that others may write.
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        } catch (IOException e) {
            throw new LabException("write " + file + ": " + e.getMessage(), e);
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new LabException("delete " + file + ": " + e.getMessage(), e);
        }
    }

    @Override
    public List<String> complaints() {
        return output().all().stream()
                .filter(line -> COMPLAINT.matcher(line).matches())
                .toList();
    }

    /** It leaves its addresses when both its processes are killed. */
    @Override
    public void clearAfterCrash() {
        settings().bareAddresses().forEach(host()::deleteAddress);
    }

    private void line(String line) {
        output().append(line);
        entered(line).ifPresent(to -> {
            List<StateChange> earlier = stateChanges().since(statesBeforeStart());
            RouterState from = earlier.isEmpty()
                    ? RouterState.INITIALIZE
                    : earlier.get(earlier.size() - 1).to();
            stateChanges().append(new StateChange(Instant.now(), from, to, ""));
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
}
