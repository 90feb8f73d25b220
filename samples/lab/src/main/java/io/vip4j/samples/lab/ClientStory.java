/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.lab;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Tells when the client misses answers and when it gets them again. */
final class ClientStory implements AutoCloseable {

    private static final Duration SILENCE = Duration.ofMillis(200);

    private final Narrator narrator;
    private final String who;
    private final String address;
    private final ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "client-story");
        thread.setDaemon(true);
        return thread;
    });

    // Guarded by this. The times of the last reply and of the start, whichever is later.
    private Instant lastReplyAt = Instant.now();
    private boolean silent = true;
    private boolean everAnswered;

    ClientStory(Narrator narrator, String who, String address) {
        this.narrator = narrator;
        this.who = who;
        this.address = address;
    }

    /** Tells of the answers whose times come to a log. */
    void follow(EventLog<Instant> answers) {
        answers.addListener(this::replied);
        long period = SILENCE.toMillis() / 10;
        var unused = watch.scheduleAtFixedRate(this::look, period, period, TimeUnit.MILLISECONDS);
    }

    private synchronized void replied(Instant at) {
        if (silent) {
            String what = everAnswered
                    ? "answered again after " + seconds(Duration.between(lastReplyAt, at))
                    : "answered for the first time";
            narrator.highlight(at, who, what, "");
        }
        silent = false;
        everAnswered = true;
        lastReplyAt = at;
    }

    private synchronized void look() {
        if (!silent && Duration.between(lastReplyAt, Instant.now()).compareTo(SILENCE) > 0) {
            silent = true;
            narrator.highlight(lastReplyAt.plus(SILENCE), who, "no answer from " + address + " any more", "");
        }
    }

    private static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.2f s", duration.toMillis() / 1e3);
    }

    @Override
    public void close() {
        watch.shutdownNow();
    }
}
