/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.event;

/**
 * The number of one tenure, from the addresses being bound to their release. Its type says what it is worth.
 */
public sealed interface Term {

    /** The number; within a process that of a later tenure is greater. */
    long number();

    /** What its type says, in one word for documents and logs: {@code epoch} or {@code token}. */
    String kind();

    /**
     * VRRP alone decided. The number is counted by this process, from 1, and means nothing to anybody else: two routers may
     * have the same one, even at the same time. Good for telling apart the tenures of this process.
     */
    record LocalEpoch(long number) implements Term {

        @Override
        public String kind() {
            return "epoch";
        }

        @Override
        public String toString() {
            return kind() + " " + number;
        }
    }

    /**
     * A store gave the vote with this number, which is greater than that of every earlier vote, whoever had it. A true
     * fence: hand it to what must not be written to by two, and let it refuse a smaller one than it has seen.
     */
    record FencingToken(long number) implements Term {

        @Override
        public String kind() {
            return "token";
        }

        @Override
        public String toString() {
            return kind() + " " + number;
        }
    }
}
