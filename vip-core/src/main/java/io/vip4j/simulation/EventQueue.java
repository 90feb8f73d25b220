/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.simulation;

import java.util.Optional;
import java.util.PriorityQueue;

/** Events by time, rank and order of making. Not thread-safe. */
final class EventQueue {

    /** One planned event. */
    record Event(long atNanos, int rank, long number, Runnable task) implements Comparable<Event> {
        @Override
        public int compareTo(Event other) {
            int byTime = Long.compare(atNanos - other.atNanos, 0);
            if (byTime != 0) {
                return byTime;
            }
            int byRank = Integer.compare(rank, other.rank);
            return byRank != 0 ? byRank : Long.compare(number, other.number);
        }
    }

    private final PriorityQueue<Event> events = new PriorityQueue<>();
    private long made;

    void add(long atNanos, int rank, Runnable task) {
        events.add(new Event(atNanos, rank, made++, task));
    }

    /** Takes the first event that is due at this time. */
    Optional<Event> pollDue(long nowNanos) {
        Event first = events.peek();
        if (first == null || first.atNanos() - nowNanos > 0) {
            return Optional.empty();
        }
        return Optional.of(events.remove());
    }

    Optional<Long> firstAtNanos() {
        return Optional.ofNullable(events.peek()).map(Event::atNanos);
    }
}
