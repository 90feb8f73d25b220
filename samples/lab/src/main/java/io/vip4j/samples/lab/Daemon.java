/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The process of a daemon in the foreground, which may be started several times. Safe from any thread. */
public final class Daemon {

    private final String name;
    private final LabHost host;

    // Written by start.
    private volatile Optional<ChildProcess> running = Optional.empty();

    Daemon(String name, LabHost host) {
        this.name = name;
        this.host = host;
    }

    synchronized void start(List<String> command, Map<String, String> environment, StreamReader out, StreamReader err) {
        if (isRunning()) {
            throw new LabException(name + " on " + host + " runs already");
        }
        running = Optional.of(host.start(name, command, environment, out, err));
    }

    /** Whether its process lives at this moment. */
    boolean isRunning() {
        return running.filter(ChildProcess::isAlive).isPresent();
    }

    boolean isStarted() {
        return running.isPresent();
    }

    ChildProcess process() {
        return running.orElseThrow(() -> new LabException(name + " on " + host + " was not started"));
    }

    /** Resident memory of the process and all that it forked, in KiB. */
    public long residentKib() {
        return processes().mapToLong(process -> residentKib(process.pid())).sum();
    }

    /** What the process and all that it forked have used of the processor. */
    ThreadTimes threadTimes() {
        return ThreadTimes.of(processes().mapToLong(ProcessHandle::pid));
    }

    private Stream<ProcessHandle> processes() {
        ProcessHandle main = ProcessHandle.of(process().pid())
                .orElseThrow(() -> new LabException(name + " on " + host + " is gone"));
        return Stream.concat(Stream.of(main), main.descendants());
    }

    /** Resident memory of one process, in KiB. */
    static long residentKib(long pid) {
        Path status = Path.of("/proc", Long.toString(pid), "status");
        try {
            // VmRSS:     98304 kB
            return Files.readAllLines(status).stream()
                    .filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            throw new LabException("read " + status + ": " + e.getMessage(), e);
        }
    }
}
