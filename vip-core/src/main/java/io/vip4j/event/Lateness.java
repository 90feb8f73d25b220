/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.event;

import java.time.Duration;

/**
 * How late the loop was with what was due at a certain time, since the start. Everything above a threshold is a stall:
 * the process did not run, because of a garbage collection, a busy machine, or because somebody stopped it.
 *
 * @param turns how many times were looked at
 * @param last lateness of the last one
 * @param mean mean lateness
 * @param p99 99 of 100 were at most this late, rounded up to the next power of two of a microsecond, but not beyond {@code max}
 * @param max the latest
 * @param stalls how many were later than the threshold
 * @param threshold from which lateness on it is a stall
 * @param suspended how long the host was suspended in all
 */
public record Lateness(
        long turns,
        Duration last,
        Duration mean,
        Duration p99,
        Duration max,
        long stalls,
        Duration threshold,
        Duration suspended) {}
