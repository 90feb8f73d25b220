/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.lab;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A program of samples/zookeeper-gate on a host of the lab. One thread. */
final class VoteNode {

    private static final String PACKAGE = "io.vip4j.samples.zookeeper.";
    private static final int SHOWN_LINES = 8;
    private static final Duration LIMIT = Duration.ofSeconds(40);

    private final LabHost host;
    private final Daemon daemon;
    private final EventLog<String> output;

    VoteNode(LabHost host) {
        this.host = host;
        this.daemon = new Daemon("vote", host);
        this.output = new EventLog<>("the output on " + host);
    }

    LabHost host() {
        return host;
    }

    EventLog<String> output() {
        return output;
    }

    /** The newest lines of its output. */
    List<String> lastWords() {
        return output.since(Math.max(0, output.mark() - SHOWN_LINES));
    }

    /** Starts a program and waits until it takes part; one that runs is killed first. */
    void start(String program, List<String> arguments) {
        if (daemon.isRunning()) {
            daemon.process().kill();
        }
        int mark = output.mark();
        StreamReader reader = StreamReader.lines(output::append);
        daemon.start(
                VoteProgram.command(PACKAGE + program, arguments.toArray(String[]::new)), Map.of(), reader, reader);
        output.await("the election on " + host, mark, line -> line.contains("->BACKUP"), LIMIT);
    }

    void kill() {
        daemon.process().kill();
    }

    void signal(String signal) {
        daemon.process().signalGroup(signal);
    }
}
