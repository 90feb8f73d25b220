/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.vipd;

import io.vip4j.samples.support.status.JsonTree;
import io.vip4j.samples.vipd.terminal.Glyphs;
import io.vip4j.samples.vipd.terminal.Size;
import io.vip4j.samples.vipd.terminal.Terminal;
import io.vip4j.spi.PlatformException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

/**
 * One session of {@code vipd watch}: a thread of its own looks at the daemon, so that a daemon that does not answer
 * delays no key; the calling thread draws.
 */
final class Watch {

    /** Quicker than people notice, and little work for the daemon. */
    private static final Duration PAUSE = Duration.ofMillis(200);

    /** After this a daemon counts as not answering. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    /** What an expensive answer may cost: one part of asking in so many of pausing. */
    private static final int PAUSE_PER_ANSWER = 4;

    private static final int CTRL_C = 3; // Delivered as a key where the terminal makes no signals.

    private final Surroundings surroundings;
    private final Function<Duration, JsonTree> source;
    private final Duration interval;
    private final Glyphs glyphs;

    private final Semaphore wake = new Semaphore(0);
    private final AtomicBoolean quitAsked = new AtomicBoolean();
    private final AtomicBoolean resized = new AtomicBoolean();
    private final AtomicReference<Optional<Look>> look = new AtomicReference<>(Optional.empty());

    // Of the drawing thread.
    private final LatenessHistory lateness = new LatenessHistory();
    private JsonTree document;
    private Instant heardAt = Instant.now();
    private Optional<String> silence = Optional.empty();

    /** What a look at the daemon gave: a document, or why there is none. */
    private record Look(Optional<JsonTree> document, String failure) {}

    /**
     * @param source asks the daemon, within a time
     * @param first what it said already
     * @param interval from picture to picture while nothing happens
     */
    Watch(
            Surroundings surroundings,
            Function<Duration, JsonTree> source,
            JsonTree first,
            Duration interval,
            Glyphs glyphs) {
        this.surroundings = surroundings;
        this.source = source;
        this.document = first;
        this.interval = interval;
        this.glyphs = glyphs;
    }

    /** Shows the daemon until somebody quits. */
    void run(boolean coloured) throws InterruptedException {
        List.of("INT", "TERM", "HUP").forEach(signal -> surroundings.signals().on(signal, this::quit));
        surroundings.signals().on("WINCH", () -> {
            resized.set(true);
            wake.release();
        });
        try (Terminal terminal = Terminal.open(surroundings.out(), coloured)) {
            terminal.listen(this::pressed);
            Thread eyes = new Thread(this::lookOn, "vipd-watch");
            eyes.setDaemon(true);
            eyes.start();
            show(terminal);
            eyes.interrupt();
        }
    }

    private void show(Terminal terminal) throws InterruptedException {
        Size size = Terminal.size().orElse(Size.USUAL);
        lateness.add(document, heardAt);
        long drawAtNanos = System.nanoTime();
        while (!quitAsked.get()) {
            boolean changed = take(look.getAndSet(Optional.empty()));
            if (resized.getAndSet(false)) {
                size = Terminal.size().orElse(size);
                changed = true;
            }
            long nowNanos = System.nanoTime();
            if (changed || nowNanos - drawAtNanos >= 0) {
                terminal.draw(new WatchView(document, heardAt, silence, lateness, Instant.now()).picture(size, glyphs));
                drawAtNanos = nowNanos + interval.toNanos();
            }
            if (wake.tryAcquire(drawAtNanos - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                wake.drainPermits();
            }
        }
    }

    /** Whether there is something that people must see at once. */
    private boolean take(Optional<Look> seen) {
        if (seen.isEmpty()) {
            return false;
        }
        Optional<JsonTree> answer = seen.get().document();
        boolean wasSilent = silence.isPresent();
        silence = answer.isPresent() ? Optional.empty() : Optional.of(seen.get().failure());
        if (answer.isEmpty()) {
            return !wasSilent;
        }
        List<String> before = events(document);
        document = answer.get();
        heardAt = Instant.now();
        lateness.add(document, heardAt);
        return wasSilent || !before.equals(events(document));
    }

    /** The last event of each router. */
    private static List<String> events(JsonTree document) {
        return document.list("routers").stream()
                .map(router -> {
                    List<JsonTree> timeline = router.list("timeline");
                    return router.text("name") + " " + router.text("state") + " "
                            + (timeline.isEmpty()
                                    ? ""
                                    : timeline.get(timeline.size() - 1).text("sequence"));
                })
                .toList();
    }

    private void lookOn() {
        try {
            while (!quitAsked.get()) {
                long beganNanos = System.nanoTime();
                look.set(Optional.of(look()));
                wake.release();
                long tookNanos = System.nanoTime() - beganNanos;
                TimeUnit.NANOSECONDS.sleep(Math.max(PAUSE.toNanos(), PAUSE_PER_ANSWER * tookNanos));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // Nobody watches any more.
        }
    }

    private Look look() {
        try {
            return new Look(Optional.of(source.apply(PATIENCE)), "");
        } catch (PlatformException e) {
            return new Look(Optional.empty(), String.valueOf(e.getMessage()));
        }
    }

    private void pressed(int key) {
        if (key == 'q' || key == 'Q' || key == CTRL_C || key == Terminal.END) {
            quit();
        }
    }

    private void quit() {
        quitAsked.set(true);
        wake.release();
    }
}
