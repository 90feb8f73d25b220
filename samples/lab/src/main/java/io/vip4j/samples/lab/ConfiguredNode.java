/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.lab;

import java.time.Duration;
import java.util.Map;
import java.util.OptionalInt;

/**
 * A daemon that runs whatever a keepalived.conf says: scripts, several routers. Who holds what is seen from outside. It
 * can be started again after it ended. Safe from any thread.
 */
final class ConfiguredNode {

    private final Product product;
    private final LabHost host;
    private final Daemon daemon;
    private final EventLog<String> output;

    ConfiguredNode(Product product, LabHost host) {
        this.product = product;
        this.host = host;
        this.daemon = new Daemon(product.title(), host);
        this.output = new EventLog<>("log of " + product.title() + " on " + host);
    }

    LabHost host() {
        return host;
    }

    boolean isRunning() {
        return daemon.isRunning();
    }

    /** What it printed, over all its starts. */
    EventLog<String> output() {
        return output;
    }

    /** Starts it with this text and returns at once. */
    void start(String configuration) {
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
    void kill() {
        daemon.process().kill();
    }

    @Override
    public String toString() {
        return product.title() + " on " + host;
    }
}
