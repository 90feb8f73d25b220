/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.lab;

import java.time.Duration;

/**
 * What a phase of a fault may cost.
 *
 * @param noOwner in sum, no kernel has the address
 * @param twoOwners in sum, the kernels of two nodes have it
 * @param clientGap the longest time without an echo reply
 * @param twoAnswer in sum, two stations answer for it
 */
record Bounds(Duration noOwner, Duration twoOwners, Duration clientGap, Duration twoAnswer) {

    /** More than anything that is measured. */
    static final Duration NOT_JUDGED = Duration.ofDays(1);

    /** Nothing is judged but that all agree afterwards. */
    static final Bounds AGREEMENT = new Bounds(NOT_JUDGED, NOT_JUDGED, NOT_JUDGED, NOT_JUDGED);

    /** The client may miss this much, and nobody may have the address for this long. */
    Bounds without(Duration limit) {
        return new Bounds(limit, twoOwners, limit, twoAnswer);
    }

    /** Nobody may have the address for this long, whatever the client hears. */
    Bounds noOwner(Duration limit) {
        return new Bounds(limit, twoOwners, clientGap, twoAnswer);
    }

    /** The client may miss this much, whatever the kernels say. */
    Bounds clientGap(Duration limit) {
        return new Bounds(noOwner, twoOwners, limit, twoAnswer);
    }

    /** Two may have the address for this long. */
    Bounds two(Duration limit) {
        return new Bounds(noOwner, limit, clientGap, limit);
    }

    /** Two may be heard for this long, whatever the kernels say. */
    Bounds twoAnswer(Duration limit) {
        return new Bounds(noOwner, twoOwners, clientGap, limit);
    }
}
