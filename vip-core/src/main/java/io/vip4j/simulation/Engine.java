/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.simulation;

import java.time.Instant;

/**
 * Runs the events of a LAN one after the other, in the order of their time, then of their rank, then of their making.
 */
interface Engine extends AutoCloseable {

    /** The rank of an event that brings something from outside; goes before an alarm of the same time. */
    int ARRIVAL = 0;

    /** The rank of an alarm. */
    int ALARM = 1;

    long nanoTime();

    Instant now();

    /** Whether the caller is inside an event. */
    boolean inEvent();

    /** Plans an event; a time that has passed means as soon as possible. Safe from any thread. */
    void at(long nanos, int rank, Runnable event);

    /** Runs work that may block. Virtual time: as an event. */
    void work(Runnable task);

    /** Runs a listener task, in order. Virtual time: as an event. */
    void listen(Runnable task);

    /** Waits a second at most until the listener tasks of before have run; not at all where it would wait for itself. */
    void awaitListeners();

    @Override
    void close();
}
