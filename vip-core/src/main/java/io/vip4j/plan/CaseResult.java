/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.plan;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What one case does to one virtual router.
 *
 * @param failures what goes wrong, one after the other; the last one is the one that is looked at
 * @param router the virtual router
 * @param before who holds it before the last failure
 * @param after who holds it when all has settled
 * @param verdict whether that is good
 * @param takeover how long until somebody else has claimed it at most; empty if nobody does
 * @param priorities of the nodes that take part after the failure
 * @param repaired who holds it when the last failure is repaired and all has settled
 * @param movesBack how long until it has moved once more after the repair, at most; empty if it does not move
 */
public record CaseResult(
        List<Failure> failures,
        VirtualRouter router,
        Owners before,
        Owners after,
        Verdict verdict,
        Optional<TakeoverTime> takeover,
        Map<String, Integer> priorities,
        Owners repaired,
        Optional<TakeoverTime> movesBack) {

    /** Copies the list. */
    public CaseResult {
        failures = List.copyOf(failures);
    }

    /** The failure that is looked at. */
    public Failure failure() {
        return failures.get(failures.size() - 1);
    }

    /** For people: the failures, in order. */
    public String title() {
        return String.join(", then ", failures.stream().map(Failure::toString).toList());
    }
}
