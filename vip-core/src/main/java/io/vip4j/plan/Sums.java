/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.plan;

import io.vip4j.health.OnFailure.Effect;

/** What priorities and weights add up to. */
final class Sums {

    private Sums() {}

    /** When all is well, without bounds. */
    static int healthy(Member member) {
        return without(member, new Failure(Failure.Kind.CRASH, "", ""));
    }

    /** When all is well, if a check or interface did not count. */
    static int without(Member member, Failure failure) {
        int sum = member.config().priority().value();
        for (Watched watched : Watched.allOf(member)) {
            boolean counts =
                    watched.kind() != failure.kind() || !watched.subject().equals(failure.subject());
            sum += counts
                    ? watched.onFailure().contribution(!watched.onFailure().reversed())
                    : 0;
        }
        return sum;
    }

    /** The lowest that weights can make it, without bounds. */
    static int lowest(Member member) {
        int sum = member.config().priority().value();
        for (Watched watched : Watched.allOf(member)) {
            sum += watched.onFailure().contribution(watched.onFailure().reversed());
        }
        return sum;
    }

    static boolean hasWeights(Member member) {
        return Watched.allOf(member).stream()
                .anyMatch(watched -> watched.onFailure().effect() == Effect.WEIGHT);
    }
}
