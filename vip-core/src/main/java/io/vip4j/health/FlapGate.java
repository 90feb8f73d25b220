/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.health;

import java.util.OptionalLong;

/**
 * Where a check with {@link FlapDamping} stands: it counts as up when it is up and not held down.
 *
 * <p>A value: each change gives the next gate. Time is nanoseconds, compared by subtraction.
 *
 * @param damping how long it is held down
 * @param seen what was seen last; UNKNOWN: nothing yet
 * @param failures how often it went down, each time within the memory of the one before; the first answer may be one
 * @param upSinceNanos since when it is up; until when it was up, if it is down; 0 before it was up
 */
public record FlapGate(FlapDamping damping, HealthGate.State seen, int failures, long upSinceNanos) {

    /** So often doubled, even a nanosecond is more than the day that {@code most} may be. */
    private static final int MAX_DOUBLINGS = 47;

    /** Nothing was seen yet. */
    public static FlapGate unknown(FlapDamping damping) {
        return new FlapGate(damping, HealthGate.State.UNKNOWN, 0, 0);
    }

    /** The gate after it was seen up or down; that it stays so changes nothing. */
    public FlapGate after(boolean up, long nowNanos) {
        if (up) {
            return seen == HealthGate.State.UP ? this : new FlapGate(damping, HealthGate.State.UP, failures, nowNanos);
        }
        if (seen == HealthGate.State.DOWN) {
            return this;
        }
        boolean remembered =
                failures > 0 && nowNanos - upSinceNanos < damping.memory().toNanos();
        int more = failures == Integer.MAX_VALUE ? failures : failures + 1;
        return new FlapGate(damping, HealthGate.State.DOWN, remembered ? more : 1, nowNanos);
    }

    /** Whether it counts as up. */
    public boolean isUp(long nowNanos) {
        return seen == HealthGate.State.UP && nowNanos - upSinceNanos >= holdNanos();
    }

    /** When it counts as up although nothing else is seen; empty if it does already, or is down. */
    public OptionalLong heldUntilNanos(long nowNanos) {
        return seen == HealthGate.State.UP && !isUp(nowNanos)
                ? OptionalLong.of(upSinceNanos + holdNanos())
                : OptionalLong.empty();
    }

    /** How long it must be up before it counts as up. */
    private long holdNanos() {
        if (failures < 2) {
            return 0;
        }
        long most = damping.most().toNanos();
        int doublings = Math.min(failures - 2, MAX_DOUBLINGS);
        long hold = damping.hold().toNanos();
        return hold > most >> doublings ? most : hold << doublings;
    }
}
