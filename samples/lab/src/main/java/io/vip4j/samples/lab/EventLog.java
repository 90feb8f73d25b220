/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.lab;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * An append-only list that threads can wait on. Positions in it ("marks") say "from here on", so that a test waits for
 * what happens after its own action and never for an older entry. Safe from any thread.
 */
public final class EventLog<T> {

    // A ping every millisecond for half an hour; nothing in the lab lasts longer.
    private static final int CAPACITY = 2_000_000;

    private final String name;
    private final List<T> entries = new ArrayList<>();
    private final List<Consumer<T>> listeners = new ArrayList<>();

    /** An empty log; the name appears in messages. */
    public EventLog(String name) {
        this.name = name;
    }

    /**
     * Adds an entry, wakes the waiting threads and calls the listeners in the calling thread.
     *
     * @throws LabException if the log is full
     */
    public void append(T entry) {
        List<Consumer<T>> called;
        synchronized (this) {
            if (entries.size() == CAPACITY) {
                throw new LabException(name + " is full: " + CAPACITY + " entries");
            }
            entries.add(entry);
            called = List.copyOf(listeners);
            notifyAll();
        }
        called.forEach(listener -> listener.accept(entry));
    }

    /** Calls the listener for every later entry, in the thread that appends it. */
    public synchronized void addListener(Consumer<T> listener) {
        listeners.add(listener);
    }

    /** The position after the newest entry. */
    public synchronized int mark() {
        return entries.size();
    }

    /** A copy of the entries from a position on. */
    public synchronized List<T> since(int mark) {
        return List.copyOf(entries.subList(mark, entries.size()));
    }

    /** A copy of all entries. */
    public List<T> all() {
        return since(0);
    }

    /** The newest entry. */
    public synchronized Optional<T> last() {
        return entries.isEmpty() ? Optional.empty() : Optional.of(entries.get(entries.size() - 1));
    }

    /** Waits for the first entry at or after the position that matches; empty if the time limit passes first. */
    public synchronized Optional<T> poll(int mark, Predicate<? super T> match, Duration limit) {
        Deadline deadline = Deadline.after(limit);
        int next = mark;
        while (true) {
            for (; next < entries.size(); next++) {
                if (match.test(entries.get(next))) {
                    return Optional.of(entries.get(next));
                }
            }
            if (!deadline.waitOn(this)) {
                return Optional.empty();
            }
        }
    }

    /** Waits until the newest entry matches and is at or after the position; empty if the time limit passes first. */
    public synchronized Optional<T> pollLast(int mark, Predicate<? super T> match, Duration limit) {
        Deadline deadline = Deadline.after(limit);
        while (entries.size() <= mark || !match.test(entries.get(entries.size() - 1))) {
            if (!deadline.waitOn(this)) {
                return Optional.empty();
            }
        }
        return last();
    }

    /**
     * As {@link #poll}, for something that must happen.
     *
     * @throws LabException with the entries seen since the position, if the time limit passes first
     */
    public T await(String what, int mark, Predicate<? super T> match, Duration limit) {
        return poll(mark, match, limit)
                .orElseThrow(() -> new LabException(what + " did not happen within " + limit.toMillis() + " ms; " + name
                        + " since then: " + tail(mark)));
    }

    private String tail(int mark) {
        List<T> seen = since(mark);
        List<T> newest = seen.subList(Math.max(0, seen.size() - 20), seen.size());
        return newest.isEmpty() ? "(nothing)" : newest.toString();
    }
}
