/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.proxy.pool;

import java.util.concurrent.atomic.LongAdder;

/** What a pool has done since it is known. Any thread. */
public final class PoolCounters {

    /** Connections that had to wait. */
    public final LongAdder queued = new LongAdder();
    /** Connections that got no server: all are down, or all that could be tried have been. */
    public final LongAdder noServer = new LongAdder();
    /** Connections that got no server because the queue was full. */
    public final LongAdder queueFull = new LongAdder();
    /** Connections that waited in vain. */
    public final LongAdder queueTimeouts = new LongAdder();
    /** Connections that went to another server because one did not take them. */
    public final LongAdder redispatches = new LongAdder();

    void count(Refusal why) {
        switch (why) {
            case NO_SERVER -> noServer.increment();
            case QUEUE_FULL -> queueFull.increment();
            case QUEUE_TIMEOUT -> queueTimeouts.increment();
        }
    }
}
