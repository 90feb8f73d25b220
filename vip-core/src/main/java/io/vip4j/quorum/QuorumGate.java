/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.quorum;

import java.time.Duration;
import java.util.concurrent.CompletionStage;

/**
 * One candidate's way to a store that gives one vote at a time: ZooKeeper, etcd, a Kubernetes Lease, a database. Each
 * virtual router of each process has a gate of its own; those of one virtual router ask for the same vote.
 *
 * <p>What the store must keep: from the moment at which a call that is answered with {@link Ballot.Granted} <em>began</em>
 * it gives the vote to nobody else for {@link Vote#ttl}, by a clock that runs at most 0.5 % faster than that of the
 * candidate. A token that was given is greater than every earlier one. Whether a call that failed took effect is
 * unknown, and so the next {@link #acquire} of the same candidate must be granted again if it did.
 *
 * <p>Threads: methods are called on a thread for work, never on the loop, and may block it; one call at a time for each
 * gate. A stage may complete on any thread. An answer that comes late counts from the beginning of its call. A call that
 * never ends keeps the router from asking again, so every call needs a time limit of its own: a sixth of the usable time, so
 * that there is time for a second attempt before the router counts the call as failed. Usable is the vote's time without two
 * lifetimes of the addresses and their removal: of 10 s with advertisements each second 5.6 s, and a call may take 0.9 s.
 * A store that cannot be asked fails the stage, or throws; its message is for people.
 */
public interface QuorumGate {

    /**
     * Asks for the vote.
     *
     * @param ttl for how long it shall be given
     * @return granted with a new token, also if this candidate has it already; refused if another one has it
     */
    CompletionStage<Ballot> acquire(Duration ttl) throws Exception;

    /**
     * Asks to have the vote for longer. It may be over: as long as the store has given it to nobody else it may be granted
     * again, with the same token.
     *
     * @param vote what was granted last
     * @param ttl as for {@link #acquire}
     * @return granted with the token of the vote; refused if it is not this candidate's any more
     */
    CompletionStage<Ballot> renew(Vote vote, Duration ttl) throws Exception;

    /** Gives the vote back, so that another candidate can have it at once. Not an error if it is gone already. */
    CompletionStage<Void> release(Vote vote) throws Exception;
}
