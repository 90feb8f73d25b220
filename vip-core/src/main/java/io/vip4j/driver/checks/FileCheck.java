/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.driver.checks;

import io.vip4j.health.Reading;
import io.vip4j.spi.Loop;
import io.vip4j.spi.VipPlatform;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Follows the number in a file. It is read off the loop whenever the system tells that it has changed, now and then
 * besides, and at each interval while the system cannot tell, for example because its directory is missing.
 */
final class FileCheck implements RunningCheck {

    /** A path has more places to change than are watched, such as the directories above. */
    private static final long BESIDES_NANOS = Duration.ofSeconds(10).toNanos();

    /** Who writes a file without renaming it empties it first: that it is empty counts only if it stays so. */
    private static final long SETTLE_NANOS = Duration.ofMillis(20).toNanos();

    private final FileLook look;
    private final ProbePace pace;
    private final Loop loop;
    private final Executor workers;
    private final CheckReport report;
    private final Errand errand;
    private final Loop.Alarm alarm;
    private final AtomicBoolean changePosted = new AtomicBoolean();

    // Written by the loop.
    private String shown = "";
    private long lookedAtNanos;
    private long nextLookAtNanos;
    private boolean looking;
    private boolean again;
    private boolean late;
    private boolean empty;
    private long emptySinceNanos;
    private boolean closed;

    FileCheck(Path file, ProbePace pace, VipPlatform platform, DirectoryWatches directories, CheckReport report) {
        this.look = new FileLook(file, directories, this::changed);
        this.pace = pace;
        this.loop = platform.loop();
        this.workers = platform.workExecutor();
        this.report = report;
        this.errand = new Errand(platform);
        this.alarm = loop.newAlarm(this::wake);
    }

    @Override
    public void start() {
        look();
    }

    @Override
    public void close() {
        closed = true;
        alarm.disarm();
        errand.close();
        try {
            workers.execute(look::close);
        } catch (RejectedExecutionException e) {
            // The platform is closed, and with it all watches.
        }
    }

    /** On the thread of the watches; many changes in a row are one look. */
    private void changed() {
        if (changePosted.compareAndSet(false, true)) {
            try {
                loop.execute(() -> {
                    changePosted.set(false);
                    look();
                });
            } catch (RejectedExecutionException e) {
                // The platform is closed.
            }
        }
    }

    private void wake() {
        if (closed) {
            return;
        }
        long now = loop.nanoTime();
        if (looking && !late && now - lookedAtNanos >= pace.timeout().toNanos()) {
            late = true;
            show(FileNumber.none("could not be read within " + pace.timeout().toMillis() + " ms"), true);
        } else if (!looking && now - nextLookAtNanos >= 0) {
            look();
        } else {
            arm();
        }
    }

    private void arm() {
        if (!closed && !(looking && late)) {
            alarm.armAt(looking ? lookedAtNanos + pace.timeout().toNanos() : nextLookAtNanos);
        }
    }

    private void look() {
        if (closed) {
            return;
        }
        if (looking) {
            again = true;
            return;
        }
        looking = true;
        late = false;
        lookedAtNanos = loop.nanoTime();
        try {
            errand.run(
                    look::look,
                    failure -> new FileLook.Seen(
                            FileNumber.none("cannot be read (" + FailureWords.of(failure) + ")"), false),
                    this::seen);
        } catch (RejectedExecutionException e) {
            looking = false;
            nextLookAtNanos = lookedAtNanos + pace.nextNanos(true, false);
            show(FileNumber.none("could not be read: too many probes are under way"), false);
        }
        arm();
    }

    private void seen(FileLook.Seen seen) {
        looking = false;
        long now = loop.nanoTime();
        nextLookAtNanos = now + (seen.watched() ? BESIDES_NANOS : pace.nextNanos(true, false));
        if (seen.number().isEmpty() && !empty) {
            emptySinceNanos = now;
        }
        empty = seen.number().isEmpty();
        if (empty && now - emptySinceNanos < SETTLE_NANOS) {
            nextLookAtNanos = emptySinceNanos + SETTLE_NANOS;
        } else {
            show(seen.number(), false);
        }
        if (again) {
            again = false;
            look();
        } else {
            arm();
        }
    }

    private void show(FileNumber number, boolean timedOut) {
        if (number.words().equals(shown)) {
            return;
        }
        shown = number.words();
        boolean up = number.value() == 0;
        Duration latency = Duration.ofNanos(loop.nanoTime() - lookedAtNanos);
        report.answered(
                new CheckReport.Answer(number.isNumber(), number.words(), latency, timedOut),
                new Reading(up, up ? 1 : 0, OptionalInt.of(number.value())),
                number.words());
    }
}
