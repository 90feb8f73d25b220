/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.driver;

/** Hears what becomes of the vote of a router, on the loop. */
interface VoteOutcomes {

    /** Whether the vote may be asked for: the routers of a group do so one after the other. */
    boolean isInTurn();

    /** The role may be claimed now. */
    void mayClaim();

    /** The addresses are about to be bound with this vote. */
    void voted(long token);

    /** The claim waited for the vote in vain: the role, which nobody knows more of than the advertisements, must go. */
    void claimFailed(String why);

    /** The addresses must go. */
    void mustRelease(String why);

    /** The store has failed, or does not answer. */
    void storeLost(String why);

    /** The store has answered, or does not matter any more. */
    void storeBack();

    /** Whether the addresses are held beyond the vote. */
    void holdsWithoutVote(boolean value);
}
