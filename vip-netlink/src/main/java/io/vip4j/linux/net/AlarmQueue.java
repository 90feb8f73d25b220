/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.linux.net;

import java.util.Arrays;

/**
 * Alarms in the order of their deadlines: a binary heap whose entries know their places, so that one is moved or taken
 * out without a search, and without allocation once the heap has its size. Times are nanoseconds, compared by
 * subtraction: all deadlines lie within 292 years.
 */
final class AlarmQueue {

    private static final int ABSENT = -1;

    /** What can be in the queue; in one at a time. */
    static class Entry {
        private int place = ABSENT;
        private long deadlineNanos;
        private long earlyNanos;

        long deadlineNanos() {
            return deadlineNanos;
        }

        long earlyNanos() {
            return earlyNanos;
        }
    }

    private Entry[] heap = new Entry[16];
    private int size;

    /**
     * Puts an entry in, or moves it.
     *
     * @param earlyNanos by how much it may be taken before its deadline, together with one that is due
     */
    void put(Entry entry, long deadlineNanos, long earlyNanos) {
        if (entry.place == ABSENT) {
            if (size == heap.length) {
                heap = Arrays.copyOf(heap, 2 * size);
            }
            entry.place = size;
            heap[size++] = entry;
        }
        entry.deadlineNanos = deadlineNanos;
        entry.earlyNanos = earlyNanos;
        settle(entry);
    }

    /** Takes an entry out, if it is there. */
    void remove(Entry entry) {
        int hole = entry.place;
        if (hole == ABSENT) {
            return;
        }
        entry.place = ABSENT;
        Entry last = heap[--size];
        heap[size] = null;
        if (last != entry) {
            last.place = hole;
            heap[hole] = last;
            settle(last);
        }
    }

    boolean isEmpty() {
        return size == 0;
    }

    /** The first one; there must be one. */
    Entry first() {
        return heap[0];
    }

    /**
     * Takes out those whose time has come, in the order of their deadlines, and with them those that may come early.
     *
     * @param into takes them, from index 0; not more than it has room for
     * @return how many
     */
    int takeDue(long nowNanos, Entry[] into) {
        int count = 0;
        while (size > 0 && count < into.length) {
            Entry first = heap[0];
            if (first.deadlineNanos - nowNanos > (count == 0 ? 0 : first.earlyNanos)) {
                break;
            }
            remove(first);
            into[count++] = first;
        }
        return count;
    }

    private void settle(Entry entry) {
        int place = entry.place;
        while (place > 0 && isBefore(entry, heap[(place - 1) / 2])) {
            place = exchange(place, (place - 1) / 2);
        }
        for (; ; ) {
            int child = 2 * place + 1;
            if (child + 1 < size && isBefore(heap[child + 1], heap[child])) {
                child++;
            }
            if (child >= size || !isBefore(heap[child], entry)) {
                return;
            }
            place = exchange(place, child);
        }
    }

    private int exchange(int one, int other) {
        Entry moved = heap[one];
        heap[one] = heap[other];
        heap[other] = moved;
        heap[one].place = one;
        moved.place = other;
        return other;
    }

    private static boolean isBefore(Entry one, Entry other) {
        return one.deadlineNanos - other.deadlineNanos < 0;
    }
}
