/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.proxy.net;

import io.vip4j.samples.proxy.pool.Server;

/** The middle of a session: both sides are there, and octets go. On the event loop of the session. */
final class Relay {

    private final ListenerCounters counters;
    private final Server server;
    private final Side client;
    private final Side serverSide;

    // Written by the event loop.
    private long lastMovedNanos = System.nanoTime();

    Relay(ListenerCounters counters, Server server, Side client, Side serverSide) {
        this.counters = counters;
        this.server = server;
        this.client = client;
        this.serverSide = serverSide;
    }

    /** Begins, with what the client has sent already. */
    void start() {
        counters.relayed.increment();
        client.relayTo(serverSide);
        serverSide.relayTo(client);
    }

    /** So many octets have come from a side and gone to the other one. */
    void moved(Side from, long octets) {
        lastMovedNanos = System.nanoTime();
        if (from == client) {
            counters.octetsIn.add(octets);
            server.counters().octetsTo.add(octets);
        } else {
            counters.octetsOut.add(octets);
            server.counters().octetsFrom.add(octets);
        }
    }

    /** For how long nothing has moved. */
    long idleNanos() {
        return System.nanoTime() - lastMovedNanos;
    }

    /** One side sends no more: the other one shall hear of it. */
    void inputEnded(Side side) {
        other(side).endOutput();
    }

    /** Whether both sides have said all, and heard all. */
    boolean isOver() {
        return client.hasOutputEnded() && serverSide.hasOutputEnded();
    }

    /** A side broke. What has come from it is still for the other one, which then hears that the rest is missing. */
    void broke(Side side) {
        if (side == client) {
            counters.clientResets.increment();
        } else {
            counters.serverResets.increment();
            server.counters().resets.increment();
        }
        Side rest = other(side);
        rest.letGo();
        rest.channel().config().setAutoRead(false);
        rest.resetAfterFlush();
    }

    private Side other(Side side) {
        return side == client ? serverSide : client;
    }
}
