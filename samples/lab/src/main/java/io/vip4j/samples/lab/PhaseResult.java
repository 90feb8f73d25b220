/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.lab;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What was seen during one phase of one run of a fault.
 *
 * @param phase what happened, in two or three words
 * @param bounds what it may have cost
 * @param from just before the fault
 * @param to when all agreed, or when that was given up
 * @param noOwner in sum, no kernel had the address
 * @param twoOwners in sum, the kernels of two nodes had it
 * @param clientGap the longest time without an echo reply
 * @param twoAnswer in sum, two stations answered for it
 * @param newOwner how long it took until the address came to the right owner; empty if that one had it all the time
 * @param disagreement what was still wrong at the end; empty if all agreed on the right owner
 * @param history what the nodes said and who had the address, by time
 */
record PhaseResult(
        String phase,
        Bounds bounds,
        Instant from,
        Instant to,
        Duration noOwner,
        Duration twoOwners,
        Duration clientGap,
        Duration twoAnswer,
        Optional<Duration> newOwner,
        String disagreement,
        List<String> history) {

    PhaseResult {
        history = List.copyOf(history);
    }

    boolean isAgreed() {
        return disagreement.isEmpty();
    }

    /** Each bound that was not kept, in words. */
    List<String> violations() {
        List<String> found = new ArrayList<>();
        judge(found, "no owner", noOwner, bounds.noOwner());
        judge(found, "two owners", twoOwners, bounds.twoOwners());
        judge(found, "client gap", clientGap, bounds.clientGap());
        judge(found, "two answer", twoAnswer, bounds.twoAnswer());
        if (!isAgreed()) {
            found.add("no agreement: " + disagreement);
        }
        return found;
    }

    private static void judge(List<String> found, String what, Duration measured, Duration bound) {
        if (measured.compareTo(bound) > 0) {
            found.add("%s %d ms > %d ms".formatted(what, measured.toMillis(), bound.toMillis()));
        }
    }
}
