/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.plan;

/** What a failure does to a virtual router; from good to bad. */
public enum Verdict {
    /** The failure does not concern the node that holds it: it stays where it is. */
    UNTOUCHED("stays"),
    /** It goes to another node. */
    MOVES("moves"),
    /** It stays on the node that has failed, and no other one is in a better way. */
    NO_BETTER("stays, none is better"),
    /** It stays on the node that has failed, or may stay there, though another one is well. */
    STUCK("STAYS"),
    /** It goes back and forth. */
    UNSETTLED("NEVER SETTLES"),
    /** Two nodes hold it, or may hold it, at once. */
    SPLIT("SPLIT"),
    /** Nobody holds it, or it may be that nobody does. */
    NOBODY("NOBODY");

    private final String words;

    Verdict(String words) {
        this.words = words;
    }

    /** Whether the failover works, as far as there is anything to fail over to. */
    public boolean works() {
        return compareTo(NO_BETTER) <= 0;
    }

    /** For people. */
    @Override
    public String toString() {
        return words;
    }
}
