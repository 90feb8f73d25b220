/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.lab;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What the machine runs out of. */
final class ResourceFaults {

    private static final Duration WHILE = Duration.ofSeconds(4);
    private static final int HOGS_PER_PROCESSOR = 2;
    private static final int CALLERS = 8;

    private ResourceFaults() {}

    /** Other programs want all processors, and are as important as the nodes. */
    static void processors(FaultRun run) {
        hogs(run, 0);
    }

    /** Other programs want all processors, when nobody else does. */
    static void idleProcessors(FaultRun run) {
        hogs(run, 19);
    }

    private static void hogs(FaultRun run, int niceness) {
        run.phase("all processors busy", run.promises().undisturbed(), run.owner(), () -> {
            List<ChildProcess> hogs = new ArrayList<>();
            int count = Runtime.getRuntime().availableProcessors() * HOGS_PER_PROCESSOR;
            for (int hog = 0; hog < count; hog++) {
                hogs.add(run.lab()
                        .client()
                        .start(
                                "hog",
                                List.of("nice", "-n", Integer.toString(niceness), "sh", "-c", "while :; do :; done"),
                                Map.of(),
                                StreamReader.lines(line -> {}),
                                StreamReader.lines(line -> {})));
            }
            Deadline.pause(WHILE);
            hogs.forEach(ChildProcess::kill);
        });
    }

    /** The Backup cannot open a file descriptor any more, callers knock at its status socket, and the owner dies. */
    static void descriptors(FaultRun run) {
        VrrpNode backup = run.backup();
        long pid = backup.daemon().process().pid();
        Path socket = VipdNode.socket(backup.host());
        limitDescriptors(pid, Long.toString(Belongings.of(pid).descriptors()));
        List<SocketChannel> callers = new ArrayList<>();
        try {
            for (int caller = 0; caller < CALLERS; caller++) {
                callers.add(SocketChannel.open(UnixDomainSocketAddress.of(socket)));
            }
            run.phase("no descriptor left", run.promises().undisturbed(), run.owner(), () -> Deadline.pause(WHILE));
            run.phase("and SIGKILL", run.promises().death(), backup, run.owner()::kill);
        } catch (IOException e) {
            throw new LabException("connect to " + socket + ": " + e.getMessage(), e);
        } finally {
            limitDescriptors(pid, "1024");
            callers.forEach(ResourceFaults::hangUp);
        }
        ProcessFaults.startAgain(run, run.owner());
    }

    private static void limitDescriptors(long pid, String limit) {
        Command.run("prlimit", "--pid", Long.toString(pid), "--nofile=" + limit + ":");
    }

    private static void hangUp(SocketChannel caller) {
        try {
            caller.close();
        } catch (IOException e) {
            throw new LabException("close: " + e.getMessage(), e);
        }
    }
}
