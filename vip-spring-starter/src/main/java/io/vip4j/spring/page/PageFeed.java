/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.spring.page;

import io.vip4j.event.AnomalyEvent;
import io.vip4j.event.Transition;
import io.vip4j.event.VipListener;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Makes one document a second for all who look at the page, and one at once after an event; none while nobody looks.
 * Stops after the addresses are released and before the web server drains, which would otherwise wait for the streams.
 * Safe from any thread.
 */
public final class PageFeed implements VipListener, SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(PageFeed.class);

    /** Streams at one time; further ones are refused. */
    public static final int MOST_STREAMS = 16;

    /** Between the release of the addresses and the drain of the web server. */
    private static final int PHASE = DEFAULT_PHASE - 768;

    private static final long PERIOD_MILLIS = 1000;

    /** Somebody who looks. Called on the thread of the feed, or of who subscribes; must not block. */
    interface Viewer {

        /** The newest document. */
        void show(String document);

        /** There will be no more. */
        void end();
    }

    private final Supplier<String> documents;
    private final List<Viewer> viewers = new CopyOnWriteArrayList<>(); // Changed under the lock of this object.
    private final AtomicBoolean asked = new AtomicBoolean();
    private final ScheduledThreadPoolExecutor thread;
    private final ScheduledFuture<?> ticking;

    private volatile boolean running = true; // Written under the lock of this object.

    /** A feed of what makes the document. */
    PageFeed(Supplier<String> documents) {
        this.documents = documents;
        this.thread = new ScheduledThreadPoolExecutor(1, task -> {
            Thread made = new Thread(task, "vip4j-page");
            made.setDaemon(true);
            return made;
        });
        this.ticking = thread.scheduleAtFixedRate(this::tick, PERIOD_MILLIS, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Adds somebody, who gets a document at once; false if too many look already. */
    synchronized boolean subscribe(Viewer viewer) {
        if (!running || viewers.size() >= MOST_STREAMS) {
            return false;
        }
        viewers.add(viewer);
        askSoon();
        return true;
    }

    synchronized void unsubscribe(Viewer viewer) {
        viewers.remove(viewer);
    }

    private void askSoon() {
        if (!viewers.isEmpty() && !asked.getAndSet(true)) {
            try {
                thread.execute(this::tick);
            } catch (RejectedExecutionException e) {
                asked.set(false); // It is being closed.
            }
        }
    }

    private void tick() {
        asked.set(false);
        if (viewers.isEmpty()) {
            return;
        }
        try {
            String document = documents.get();
            viewers.forEach(viewer -> viewer.show(document));
        } catch (RuntimeException e) {
            log.warn("no document for the status page: {}", e.toString()); // And the next one in a second.
        }
    }

    @Override
    public void onTransition(Transition transition) {
        askSoon();
    }

    @Override
    public void onAnomaly(AnomalyEvent anomaly) {
        askSoon();
    }

    @Override
    public void start() {
        // It runs from the beginning on.
    }

    @Override
    public void stop() {
        List<Viewer> last;
        synchronized (this) {
            running = false;
            last = List.copyOf(viewers);
            viewers.clear();
        }
        ticking.cancel(false);
        thread.shutdownNow();
        last.forEach(Viewer::end);
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }
}
