/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.driver.checks;

import io.vip4j.health.FlapDamping;
import io.vip4j.health.FlapGate;
import io.vip4j.health.Reading;
import io.vip4j.spi.Loop;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** How one check counts: what its source says, held down when it goes up and down too often. */
final class CheckStanding implements CheckReport {

    private static final String NOT_ANSWERED = "has not answered yet";

    private final String path;
    private final Loop loop;
    private final CheckEvents events;
    private final Runnable changed;
    private final Loop.Alarm release;

    // Written by the loop.
    private @Nullable FlapGate flaps;
    private Reading seen;
    private String seenDetail = NOT_ANSWERED;
    private Reading reading;
    private String detail = NOT_ANSWERED;
    private boolean answered;
    private boolean closed;

    /**
     * @param assumed how it counts before the first answer
     * @param changed runs when it counts otherwise or for another reason
     */
    CheckStanding(
            String path,
            Reading assumed,
            Optional<FlapDamping> damping,
            Loop loop,
            CheckEvents events,
            Runnable changed) {
        this.path = path;
        this.loop = loop;
        this.events = events;
        this.changed = changed;
        this.seen = assumed;
        this.reading = assumed;
        this.flaps = damping.map(FlapGate::unknown).orElse(null);
        this.release = loop.newAlarm(this::holdIsOver);
    }

    String path() {
        return path;
    }

    Reading reading() {
        return reading;
    }

    String detail() {
        return detail;
    }

    /** Whether it counts as it does because of what was seen. */
    boolean hasAnswered() {
        return answered;
    }

    @Override
    public void answered(Answer answer, Reading newReading, String newDetail) {
        if (closed) {
            return;
        }
        boolean before = reading.up();
        boolean differs = see(newReading, newDetail);
        events.answered(path, answer, reading.up(), reading.up() != before);
        tell(differs);
    }

    @Override
    public void counts(Reading newReading, String newDetail) {
        if (!closed) {
            tell(see(newReading, newDetail));
        }
    }

    void close() {
        closed = true;
        release.disarm();
    }

    private void holdIsOver() {
        counts(seen, seenDetail);
    }

    /** Whether it counts otherwise or for another reason now. */
    private boolean see(Reading newReading, String newDetail) {
        answered = true;
        seen = newReading;
        seenDetail = newDetail;
        Reading counting = newReading;
        String why = newDetail;
        if (flaps != null) {
            long now = loop.nanoTime();
            flaps = flaps.after(newReading.up(), now);
            OptionalLong heldUntil = flaps.heldUntilNanos(now);
            if (heldUntil.isPresent()) {
                counting = new Reading(false, 0, newReading.value());
                why = heldDetail(flaps, heldUntil.getAsLong() - now);
                release.armAt(heldUntil.getAsLong());
            } else {
                release.disarm();
            }
        }
        boolean differs = !counting.equals(reading) || !why.equals(detail);
        reading = counting;
        detail = why;
        return differs;
    }

    private String heldDetail(FlapGate gate, long remainingNanos) {
        // To the next full second, so that each answer gives the same text.
        var until = loop.now().plusNanos(remainingNanos + 500_000_000).truncatedTo(ChronoUnit.SECONDS);
        return "DOWN: held down until " + until + " because it failed " + gate.failures()
                + " times in a short while; it must stay UP until then";
    }

    private void tell(boolean differs) {
        if (differs) {
            events.counts(path, reading, detail);
            changed.run();
        }
    }
}
