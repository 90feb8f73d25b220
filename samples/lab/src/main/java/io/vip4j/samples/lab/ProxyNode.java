/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.lab;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** A node that forwards connections and shares its address with others; one process, or two. One thread. */
abstract sealed class ProxyNode permits TcpProxyNode, HaproxyKeepalivedNode {

    private final LabHost host;
    private final EventLog<String> output;

    ProxyNode(LabHost host) {
        this.host = host;
        this.output = new EventLog<>("log of the proxy on " + host);
    }

    final LabHost host() {
        return host;
    }

    /** What it printed, over all its starts. */
    final EventLog<String> output() {
        return output;
    }

    /** Starts what does not run. */
    abstract void start();

    /** Waits until the node that was started last takes part in the election. */
    abstract void awaitTakesPart(Duration limit);

    /** SIGKILL to what forwards; when. What else there is on the node goes on. */
    abstract Instant killProxy();

    /** SIGSTOP to what forwards; when. */
    abstract Instant freezeProxy();

    /** SIGCONT to what forwards. */
    abstract void thawProxy();

    /** Stops the whole node in good order, as before a reboot, and waits until it has ended. */
    abstract void stop(Duration limit);

    /** The processes that forward. */
    abstract List<Long> forwarders();

    /** Resident memory of all its processes, in KiB. */
    abstract long residentKib();

    @Override
    public final String toString() {
        return host + ":\n  " + String.join("\n  ", output.all());
    }
}
