/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.proxy.net;

import java.util.concurrent.atomic.LongAdder;

/** What a listener has done since it is known. Any thread. */
public final class ListenerCounters {

    /** Connections that were accepted. */
    public final LongAdder accepted = new LongAdder();
    /** Connections that were relayed to a server. */
    public final LongAdder relayed = new LongAdder();
    /** Connections whose PROXY header was missing or malformed. */
    public final LongAdder proxyFaults = new LongAdder();
    /** Connections whose PROXY header did not come in time. */
    public final LongAdder proxyTimeouts = new LongAdder();
    /** Connections that got no server: none up, queue full, or waited in vain. */
    public final LongAdder refused = new LongAdder();
    /** Connections that no server took. */
    public final LongAdder connectFailures = new LongAdder();
    /** Connections that got no socket to a server, for want of descriptors or memory. */
    public final LongAdder socketFailures = new LongAdder();
    /** Clients that went away before they had a server. */
    public final LongAdder clientsGone = new LongAdder();
    /** Connections that broke on the client's side. */
    public final LongAdder clientResets = new LongAdder();
    /** Connections that broke on the server's side. */
    public final LongAdder serverResets = new LongAdder();
    /** Connections on which nothing moved for too long. */
    public final LongAdder idleTimeouts = new LongAdder();
    /** Connections that were cut because a drain was over or the address was lost. */
    public final LongAdder cut = new LongAdder();
    /** Connections that came while their address was being given away. */
    public final LongAdder turnedAway = new LongAdder();
    /** Times that the kernel refused to accept, for want of descriptors or memory. */
    public final LongAdder acceptFailures = new LongAdder();
    /** Octets from clients to servers. */
    public final LongAdder octetsIn = new LongAdder();
    /** Octets from servers to clients. */
    public final LongAdder octetsOut = new LongAdder();
}
