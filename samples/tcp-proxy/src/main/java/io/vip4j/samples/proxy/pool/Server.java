/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.proxy.pool;

import io.vip4j.samples.proxy.config.ServerConfig;
import java.net.InetSocketAddress;
import java.time.Duration;

/** A server and how it is. Its pool's lock guards what changes, except the counters. */
public final class Server {

    /** Weights are counted in thousandths, so that a slow start has steps to take. */
    static final long WHOLE = 1000;

    /** What a server gets at the beginning of its slow start: a tenth. */
    private static final long START = WHOLE / 10;

    private final String pool;
    private final ServerCounters counters = new ServerCounters();

    // Written under the lock of the pool.
    private volatile ServerConfig config;
    private volatile InetSocketAddress address;
    private volatile boolean up = true;
    private volatile String detail = "";
    private volatile int connections;
    private boolean starting;
    private long upSinceNanos;
    private long turn;
    private long lastPicked;

    Server(String pool, ServerConfig config, InetSocketAddress address) {
        this.pool = pool;
        this.config = config;
        this.address = address;
    }

    /** Its pool. Any thread. */
    public String pool() {
        return pool;
    }

    /** Its name. Any thread. */
    public String name() {
        return config.name();
    }

    /** What it is told to be. Any thread. */
    public ServerConfig config() {
        return config;
    }

    /** Where it is. Any thread. */
    public InetSocketAddress address() {
        return address;
    }

    /** Whether its check, if it has one, says that it works. Any thread. */
    public boolean isUp() {
        return up;
    }

    /** What its check has said last, for people. Any thread. */
    public String detail() {
        return detail;
    }

    /** Connections that it was granted to. Any thread. */
    public int connections() {
        return connections;
    }

    /** What it has done so far. Any thread. */
    public ServerCounters counters() {
        return counters;
    }

    void configure(ServerConfig next, InetSocketAddress at) {
        config = next;
        address = at;
    }

    /** Returns whether it was otherwise before. */
    boolean say(boolean nowUp, String why, long nowNanos) {
        boolean differs = up != nowUp;
        up = nowUp;
        detail = why;
        if (differs) {
            starting = nowUp; // One that was never down needs no slow start.
            upSinceNanos = nowNanos;
            turn = 0;
            (nowUp ? counters.ups : counters.downs).increment();
        }
        return differs;
    }

    boolean hasRoom() {
        var most = config.maxConnections();
        return most.isEmpty() || connections < most.getAsInt();
    }

    void take(long pick) {
        int before = connections;
        connections = before + 1;
        lastPicked = pick;
        counters.connections.increment();
    }

    void giveBack() {
        int before = connections; // Only the lock's holder writes.
        connections = before - 1;
    }

    long lastPicked() {
        return lastPicked;
    }

    /** Its weight in thousandths, which grows during a slow start. */
    long effectiveWeight(Duration slowStart, long nowNanos) {
        long weight = config.weight();
        long whole = slowStart.toNanos();
        if (!starting || whole == 0) {
            return weight * WHOLE;
        }
        long gone = nowNanos - upSinceNanos;
        if (gone >= whole) {
            starting = false;
            return weight * WHOLE;
        }
        // Rounded down; whole is at most an hour, so that nothing overflows.
        return weight * (START + (WHOLE - START) * gone / whole);
    }

    long turn() {
        return turn;
    }

    void turn(long value) {
        turn = value;
    }

    @Override
    public String toString() {
        return pool + "/" + config.name();
    }
}
