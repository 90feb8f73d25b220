/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.driver.checks;

import io.vip4j.health.OnFailure;
import io.vip4j.health.Reading;
import io.vip4j.spi.Loop;
import java.time.Duration;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.concurrent.RejectedExecutionException;

/** What an application says about itself under one name. Its public methods are safe from any thread. */
public final class PushedHealth {

    /** Hears what comes of it, on the loop. */
    interface Listener {
        /**
         * It counts so from now on.
         *
         * @param detail as causes and the status show it
         * @param seen what the application said, or did not say
         * @param timedOut whether it has fallen silent
         */
        void says(PushedHealth handle, Reading reading, String detail, String seen, boolean timedOut);

        /** It is closed. */
        void gone(PushedHealth handle);
    }

    private record Word(Reading reading, String detail, String seen) {}

    private static final Word UP = new Word(Reading.UP, "UP", "up");

    private final String name;
    private final OnFailure onFailure;
    private final Loop loop;
    private final Listener listener;
    private final Heartbeat heartbeat;

    // Written by the loop.
    private Word last = UP;
    private boolean closed;

    /** Made on the loop; up. */
    PushedHealth(String name, OnFailure onFailure, Loop loop, Listener listener) {
        this.name = name;
        this.onFailure = onFailure;
        this.loop = loop;
        this.listener = listener;
        this.heartbeat = new Heartbeat(loop, new Silence());
    }

    /** Its name. */
    public String name() {
        return name;
    }

    /** What its failure does. */
    public OnFailure onFailure() {
        return onFailure;
    }

    /** It works. */
    public void up() {
        say(UP);
    }

    /** It does not work. */
    public void down(String reason) {
        say(new Word(Reading.DOWN, "DOWN: " + reason, reason));
    }

    /**
     * It works in part.
     *
     * @param fraction above 0, at most 1
     * @param reason may be empty
     * @throws IllegalArgumentException if the fraction is out of range
     */
    public void degraded(double fraction, String reason) {
        if (!(fraction > 0 && fraction <= 1)) {
            throw new IllegalArgumentException(
                    "fraction must be above 0 and at most 1: " + fraction + "; say down(reason) for nothing at all");
        }
        String seen = percent(fraction) + (reason.isEmpty() ? "" : ": " + reason);
        say(new Word(new Reading(true, fraction, OptionalInt.empty()), "DEGRADED " + seen, seen));
    }

    private static String percent(double fraction) {
        long tenths = Math.max(1, Math.round(fraction * 1000));
        return String.format(Locale.ROOT, tenths % 10 == 0 ? "%.0f %%" : "%.1f %%", tenths / 10.0);
    }

    /** It is there; says nothing about how it is. */
    public void beat() {
        heartbeat.beat();
    }

    /**
     * From now on it is down when nothing is heard of it for so long.
     *
     * @throws IllegalArgumentException if the interval is not 10 ms..1 h
     */
    public void expectEvery(Duration interval) {
        if (interval.compareTo(Heartbeat.SHORTEST) < 0 || interval.compareTo(Heartbeat.LONGEST) > 0) {
            throw new IllegalArgumentException("interval must be 10 ms..1 h: " + interval);
        }
        onLoop(() -> {
            heartbeat.expect(interval);
            if (!last.reading().up()) {
                return; // It runs as soon as it is up.
            }
            boolean wasSilent = heartbeat.isSilent();
            heartbeat.begin();
            if (wasSilent) {
                listener.says(this, last.reading(), last.detail(), last.seen(), false);
            }
        });
    }

    /** Forgets it, however it is. Idempotent. */
    public void close() {
        onLoop(() -> {
            end();
            listener.gone(this);
        });
    }

    /** On the loop: nothing more is heard of it. */
    void end() {
        closed = true;
        heartbeat.pause();
    }

    private void say(Word word) {
        onLoop(() -> {
            last = word;
            if (word.reading().up()) {
                heartbeat.begin();
            } else {
                heartbeat.pause(); // Who has said that it is down need not say it again and again.
            }
            listener.says(this, word.reading(), word.detail(), word.seen(), false);
        });
    }

    private void onLoop(Runnable task) {
        Runnable unlessClosed = () -> {
            if (!closed) {
                task.run();
            }
        };
        if (loop.inLoop()) {
            unlessClosed.run();
            return;
        }
        try {
            loop.execute(unlessClosed);
        } catch (RejectedExecutionException e) {
            // The host is closed, and with it the addresses are gone already.
        }
    }

    /** What the heartbeat tells. */
    private final class Silence implements Heartbeat.Listener {

        @Override
        public void silent(long silentNanos, long expectedNanos) {
            String seen = "silent for " + silentNanos / 1_000_000 + " ms, expected every " + expectedNanos / 1_000_000
                    + " ms";
            listener.says(PushedHealth.this, Reading.DOWN, "DOWN: " + seen, seen, true);
        }

        @Override
        public void heardAgain() {
            listener.says(PushedHealth.this, last.reading(), last.detail(), last.seen(), false);
        }
    }
}
