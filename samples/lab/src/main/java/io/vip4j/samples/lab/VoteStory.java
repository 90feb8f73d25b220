/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.lab;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/** What can happen to the store of the vote and its clients, and what becomes of the owner, a. */
enum VoteStory {

    /** The server has given up the session of the owner's client, and the vote is no session. */
    SESSION_EXPIRY("the owner's session expires") {
        @Override
        void tell(VoteLab lab) {
            int mark = lab.a().output().mark();
            lab.withoutStore(lab.a(), Duration.ofMillis(4_200)); // A session of 3.3 s; the vote is good for 7.6 s.
            lab.a()
                    .output()
                    .await(
                            "the end of the session",
                            mark,
                            line -> line.contains("Session expired"),
                            Duration.ofSeconds(20));
            lab.expect(Set.of("a"));
        }

        @Override
        boolean ownerStays() {
            return true;
        }
    },

    /** The two that are left elect another leader. */
    LEADER_LOSS("the leader of the store is killed") {
        @Override
        void tell(VoteLab lab) {
            LabHost leader = lab.store().leader().orElseThrow(() -> new LabException("the store has no leader"));
            lab.store().kill(leader);
            Deadline.pause(Duration.ofSeconds(12)); // Longer than a vote.
            lab.expect(Set.of("a"));
            lab.store().start();
        }

        @Override
        boolean ownerStays() {
            return true;
        }
    },

    /** Every call takes up to a second. */
    SLOW_STORE("the store stands still for one second in each two") {
        @Override
        void tell(VoteLab lab) {
            for (int i = 0; i < 8; i++) {
                lab.store().signalAll("STOP");
                Deadline.pause(Duration.ofSeconds(1));
                lab.store().signalAll("CONT");
                Deadline.pause(Duration.ofSeconds(1));
            }
            lab.expect(Set.of("a"));
        }

        @Override
        boolean ownerStays() {
            return true;
        }
    },

    /** Nobody owns the address while there is no store, and a does again afterwards. */
    STORE_RESTART("all servers are killed, and started when the vote is over") {
        @Override
        void tell(VoteLab lab) {
            lab.store().hosts().forEach(lab.store()::kill);
            lab.expect(Set.of());
            Deadline.pause(Duration.ofSeconds(3));
            lab.expect(Set.of());
            lab.store().start();
            lab.expect(Set.of("a"));
        }
    },

    /** The kernel removes its address, the vote ends, b takes over; when it goes on it is the Backup, and preempts. */
    FROZEN_OWNER("the owner stands still for longer than its vote") {
        @Override
        void tell(VoteLab lab) {
            lab.a().signal("STOP");
            lab.expect(Set.of("b"));
            lab.a().signal("CONT");
            lab.expect(Set.of("a"));
        }
    };

    private final String words;

    VoteStory(String words) {
        this.words = words;
    }

    /** Makes it happen; throws if it ends otherwise than it must. */
    abstract void tell(VoteLab lab);

    /** Whether the owner must not change at any time. */
    boolean ownerStays() {
        return false;
    }

    /** Tells it and looks at the owners meanwhile. */
    void play(VoteLab lab) {
        Instant from = Instant.now();
        tell(lab);
        lab.requireOneOwner(from);
        if (ownerStays() && !lab.ownerStayedSince(from)) {
            throw new LabException(words + ": the owner changed");
        }
    }

    /** For people. */
    @Override
    public String toString() {
        return words;
    }
}
