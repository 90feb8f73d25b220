/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.driver;

import java.util.OptionalLong;

/** What the store of a vote has said last, and the greatest token that it ever gave to this router. Used on the loop. */
final class StoreWord {

    // Written by the loop.
    private String trouble = "";
    private boolean failing;
    private OptionalLong refusedAtNanos = OptionalLong.empty();
    private OptionalLong greatestToken = OptionalLong.empty();

    /** Why a vote with another token than before must not be believed in; empty text if it may. */
    String objectionTo(long token) {
        return greatestToken.isPresent() && token <= greatestToken.getAsLong()
                ? "it gave token " + token + " after " + greatestToken.getAsLong() + ", and tokens must rise"
                : "";
    }

    void granted(long token) {
        greatestToken = OptionalLong.of(token);
        forget();
    }

    /** It has given a vote, for too short a time. */
    void grantedInVain() {
        trouble = "its votes end too early to use them";
        failing = true;
    }

    void refused(String holder, long now) {
        trouble = holder + " has it";
        failing = false;
        refusedAtNanos = OptionalLong.of(now);
    }

    void failed(String why) {
        trouble = why;
        failing = true;
        refusedAtNanos = OptionalLong.empty();
    }

    /** What it said does not matter any more, tokens apart. */
    void forget() {
        trouble = "";
        failing = false;
        refusedAtNanos = OptionalLong.empty();
    }

    /** Whether the last call was of no use, so that it is not known who has the vote. */
    boolean isFailing() {
        return failing;
    }

    /** Whether it has said within this time that another router has the vote, and nothing else since. */
    boolean hasRefusedWithin(long nanos, long now) {
        return refusedAtNanos.isPresent() && now - refusedAtNanos.getAsLong() < nanos;
    }

    /** Why there is no vote, behind what is said before it; empty if nothing is known. */
    String after(String words) {
        return trouble.isEmpty() ? words : words + ": " + trouble;
    }
}
