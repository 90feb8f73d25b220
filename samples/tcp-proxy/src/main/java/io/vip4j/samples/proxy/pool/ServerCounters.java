/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.proxy.pool;

import java.util.concurrent.atomic.LongAdder;

/** What a server has done since it is known. Any thread. */
public final class ServerCounters {

    /** Connections that it was chosen for. */
    public final LongAdder connections = new LongAdder();
    /** Of these, such as it did not take. */
    public final LongAdder connectFailures = new LongAdder();
    /** Connections that it reset, or that broke on its side. */
    public final LongAdder resets = new LongAdder();
    /** Octets from clients to it. */
    public final LongAdder octetsTo = new LongAdder();
    /** Octets from it to clients. */
    public final LongAdder octetsFrom = new LongAdder();
    /** How often it came up. */
    public final LongAdder ups = new LongAdder();
    /** How often it went down. */
    public final LongAdder downs = new LongAdder();
}
