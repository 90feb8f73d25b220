/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.lab;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** What a client missed. */
final class Gaps {

    private Gaps() {}

    /**
     * The longest time without a reply inside a window. Both ends of the window count as if a reply had arrived there,
     * so a window without any reply is one gap of its whole length.
     *
     * @param replies times of arrival, oldest first
     */
    static Duration longest(List<Instant> replies, Instant from, Instant to) {
        Duration longest = Duration.ZERO;
        Instant previous = from;
        for (Instant reply : replies) {
            if (reply.isAfter(to)) {
                break;
            }
            if (reply.isAfter(previous)) {
                longest = longer(longest, Duration.between(previous, reply));
                previous = reply;
            }
        }
        return longer(longest, Duration.between(previous, to));
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) >= 0 ? one : other;
    }
}
