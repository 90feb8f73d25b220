/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.lab;

import java.time.Duration;
import java.util.Map;
import java.util.OptionalInt;

/**
 * A daemon that runs whatever a keepalived.conf says: scripts, several routers. Who holds what is seen from outside. It
 * can be started again after it ended. Safe from any thread.
 */
public final class ConfiguredNode {

    private final Product product;
    private final LabHost host;
    private final Daemon daemon;
    private final EventLog<String> output;

    /** A node that is not started yet. */
    public ConfiguredNode(Product product, LabHost host) {
        this.product = product;
        this.host = host;
        this.daemon = new Daemon(product.title(), host);
        this.output = new EventLog<>("log of " + product.title() + " on " + host);
    }

    /** The host that it runs on. */
    public LabHost host() {
        return host;
    }

    boolean isRunning() {
        return daemon.isRunning();
    }

    /** What it printed, over all its starts. */
    public EventLog<String> output() {
        return output;
    }

    /** Starts it with this text and returns at once. */
    public void start(String configuration) {
        daemon.start(
                product.command(host, configuration),
                Map.of(),
                StreamReader.lines(output::append),
                StreamReader.lines(output::append));
    }

    /** Asks it to end, by SIGTERM, and waits for that. */
    void terminate(Duration limit) {
        daemon.process().signal("TERM");
        OptionalInt exit = daemon.process().awaitExit(limit);
        if (exit.isEmpty()) {
            throw new LabException(this + " still runs " + limit.toMillis() + " ms after SIGTERM");
        }
    }

    /** Kills all its processes with SIGKILL and waits until they are gone. */
    public void kill() {
        daemon.process().kill();
    }

    /** Resident memory of all its processes, in KiB. */
    public long residentKib() {
        return daemon.residentKib();
    }

    /** What all its processes have used of the processor. */
    public ThreadTimes threadTimes() {
        return daemon.threadTimes();
    }

    @Override
    public String toString() {
        return product.title() + " on " + host;
    }
}
