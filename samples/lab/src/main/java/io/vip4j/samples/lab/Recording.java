/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.lab;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Everything that passes the bridge, whole, in a capture file for other programs. Safe from any thread. */
public final class Recording {

    private final Path file;
    private final EventLog<String> messages = new EventLog<>("tcpdump");
    private final ChildProcess process;

    private Recording(Lab lab, String name) {
        this.file = lab.directory().resolve(name);
        List<String> command = List.of(
                "tcpdump", "-i", Lab.BRIDGE, "-n", "-U", "--immediate-mode", "-Z", "root", "-w", file.toString());
        this.process = lab.start(
                lab.bridgeNamespace(), name, command, Map.of(), StreamReader.lines(messages::append), messages());
    }

    private StreamReader messages() {
        return StreamReader.lines(messages::append);
    }

    /** Starts to write; the file has everything that is sent after this returned. */
    public static Recording start(Lab lab, String name) {
        Recording recording = new Recording(lab, name);
        recording.messages.await("the start of tcpdump", 0, line -> line.contains("listening on"), Deadline.GENEROUS);
        return recording;
    }

    /** Ends it; the file is complete then, and is deleted with the lab. */
    public Path stop() {
        process.signal("TERM");
        if (process.awaitExit(Deadline.GENEROUS).isEmpty()) {
            throw new LabException("tcpdump does not end: " + messages.all());
        }
        return file;
    }
}
