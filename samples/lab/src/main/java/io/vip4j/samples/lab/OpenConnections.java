/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.lab;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Silent TCP connections of the client to the virtual address; the nodes serve them. One thread. */
final class OpenConnections {

    private static final String SCRIPT = "connections.py";
    private static final Duration LIMIT = Deadline.GENEROUS;
    private static final int PORT = 8000;

    private final EventLog<String> answers = new EventLog<>("what the holder of connections says");
    private final ChildProcess holder;

    private OpenConnections(LabHost client, int count) {
        holder =
                start(client, answers, "hold", RouterSettings.ADDRESS, Integer.toString(PORT), Integer.toString(count));
    }

    /** Lets every node serve, and the client open connections; they end with the lab. */
    static OpenConnections open(FaultLab lab, int count) {
        for (VrrpNode node : lab.nodes()) {
            start(node.host(), new EventLog<>("server on " + node.host()), "serve", Integer.toString(PORT));
        }
        return new OpenConnections(lab.client(), count);
    }

    private static ChildProcess start(LabHost host, EventLog<String> said, String... arguments) {
        List<String> command = Scripts.command(host.lab(), SCRIPT, arguments);
        ChildProcess process = host.start(
                "connections", command, Map.of(), StreamReader.lines(said::append), StreamReader.lines(said::append));
        said.await("connections", 0, "ready"::equals, LIMIT);
        return process;
    }

    /** How many of them the client believes to be open. */
    int count() {
        int mark = answers.mark();
        holder.send("count");
        String answer = answers.await("a count of connections", mark, line -> line.startsWith("open "), LIMIT);
        return Integer.parseInt(answer.substring(answer.indexOf(' ') + 1));
    }
}
