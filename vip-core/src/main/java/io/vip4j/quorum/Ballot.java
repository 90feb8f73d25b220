/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.quorum;

import java.util.Objects;

/** What the store has said to a candidate. */
public sealed interface Ballot {

    /** The candidate has the vote. */
    record Granted(Vote vote) implements Ballot {

        /** Refuses null, which applications without null checks would give to the loop. */
        public Granted {
            Objects.requireNonNull(vote, "vote");
        }
    }

    /**
     * Another candidate has it.
     *
     * @param holder which one, for people; empty if that is not known
     */
    record Refused(String holder) implements Ballot {

        /** Refuses null likewise. */
        public Refused {
            Objects.requireNonNull(holder, "holder");
        }
    }
}
