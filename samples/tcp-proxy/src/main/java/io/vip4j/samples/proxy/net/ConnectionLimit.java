/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.proxy.net;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** How many client connections there may be. Any thread. */
public final class ConnectionLimit {

    private final AtomicInteger open = new AtomicInteger();
    private final Set<Runnable> whenRoom = ConcurrentHashMap.newKeySet();
    private volatile int most;

    /** At most so many. */
    public ConnectionLimit(int most) {
        this.most = most;
    }

    /** The bound. */
    public int most() {
        return most;
    }

    /** Another bound; what is open above it stays. */
    public void most(int value) {
        most = value;
        tellRoom();
    }

    /** How many there are. */
    public int open() {
        return open.get();
    }

    boolean isFull() {
        return open.get() >= most;
    }

    void opened() {
        open.incrementAndGet();
    }

    void ended() {
        open.decrementAndGet();
        tellRoom();
    }

    private void tellRoom() {
        if (!isFull()) {
            whenRoom.forEach(Runnable::run);
        }
    }

    /** Runs this, on any thread, whenever there may be room. */
    void onRoom(Runnable task) {
        whenRoom.add(task);
    }

    void forget(Runnable task) {
        whenRoom.remove(task);
    }
}
