/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.simulation;

import io.vip4j.quorum.Ballot;
import io.vip4j.quorum.QuorumGate;
import io.vip4j.quorum.Vote;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * A store of votes in the time of a {@link SimulatedLan}, reached over links of its own, which can be slow and be cut one by
 * one. It stands for all of its servers: while they have no leader it is stopped. Safe from any thread.
 */
public final class SimulatedVoteStore {

    private static final long NO_ANSWER_NANOS = Duration.ofSeconds(1).toNanos();

    private record Held(Object candidate, String name, long token, long endsAtNanos) {}

    private final Engine engine;
    private final Random random;

    // Guarded by this.
    private final Map<String, Held> votes = new HashMap<>();
    private final Set<String> cutOff = new HashSet<>();
    private boolean stopped;
    private Duration maxDelay = Duration.ZERO;
    private long lastToken;
    private long calls;

    SimulatedVoteStore(Engine engine, long seed) {
        this.engine = engine;
        this.random = new Random(~seed); // Not the numbers of the cables.
    }

    /**
     * A way to a vote: a candidate. One for each virtual router of each process.
     *
     * @param vote which vote
     * @param node over whose link; also what other candidates hear of who has it
     */
    public QuorumGate gate(String vote, String node) {
        return new Candidate(vote, node);
    }

    /** Cuts the link of a node to the store: requests and answers that are under way are lost. */
    public synchronized void cut(String node) {
        cutOff.add(node);
    }

    /** Mends the links of all nodes. */
    public synchronized void heal() {
        cutOff.clear();
    }

    /** Nobody is answered until {@link #start}; what was given is kept, and its time goes on. */
    public synchronized void stop() {
        stopped = true;
    }

    /** Ends {@link #stop}. */
    public synchronized void start() {
        stopped = false;
    }

    /** Delays each request and each answer at random, up to this. */
    public synchronized void maxDelay(Duration delay) {
        maxDelay = delay;
    }

    /** The node that has a vote now; empty if nobody has. */
    public synchronized Optional<String> holder(String vote) {
        return current(vote).map(Held::name);
    }

    /** How many requests have reached it. */
    public synchronized long calls() {
        return calls;
    }

    private Optional<Held> current(String vote) {
        return Optional.ofNullable(votes.get(vote)).filter(held -> engine.nanoTime() - held.endsAtNanos() < 0);
    }

    private synchronized boolean reaches(String node) {
        return !stopped && !cutOff.contains(node);
    }

    private synchronized long delayNanos() {
        return maxDelay.isZero() ? 0 : random.nextLong(maxDelay.toNanos() + 1);
    }

    private synchronized Ballot acquire(Candidate candidate, Duration ttl) {
        calls++;
        Optional<Held> other = current(candidate.vote).filter(held -> held.candidate() != candidate);
        return other.isPresent() ? new Ballot.Refused(other.get().name()) : give(candidate, ++lastToken, ttl);
    }

    private synchronized Ballot renew(Candidate candidate, long token, Duration ttl) {
        calls++;
        Held latest = votes.get(candidate.vote); // Be it over: nobody else has had it since.
        return latest == null || latest.candidate() != candidate || latest.token() != token
                ? new Ballot.Refused(latest == null ? "" : latest.name())
                : give(candidate, token, ttl);
    }

    private Ballot give(Candidate candidate, long token, Duration ttl) {
        votes.put(candidate.vote, new Held(candidate, candidate.node, token, engine.nanoTime() + ttl.toNanos()));
        return new Ballot.Granted(new Vote(token, ttl));
    }

    private synchronized boolean release(Candidate candidate, long token) {
        calls++;
        Held latest = votes.get(candidate.vote);
        return latest != null
                && latest.candidate() == candidate
                && latest.token() == token
                && votes.remove(candidate.vote, latest);
    }

    private final class Candidate implements QuorumGate {

        private final String vote;
        private final String node;

        Candidate(String vote, String node) {
            this.vote = vote;
            this.node = node;
        }

        @Override
        public CompletionStage<Ballot> acquire(Duration ttl) {
            return ask(() -> SimulatedVoteStore.this.acquire(this, ttl));
        }

        @Override
        public CompletionStage<Ballot> renew(Vote held, Duration ttl) {
            return ask(() -> SimulatedVoteStore.this.renew(this, held.token(), ttl));
        }

        @Override
        public CompletionStage<Void> release(Vote held) {
            return ask(() -> SimulatedVoteStore.this.release(this, held.token()))
                    .thenAccept(unused -> {});
        }

        /** There and back; what is lost on either way fails when this side stops waiting. */
        private <T> CompletableFuture<T> ask(Supplier<T> request) {
            CompletableFuture<T> answer = new CompletableFuture<>();
            long now = engine.nanoTime();
            engine.at(
                    now + NO_ANSWER_NANOS,
                    Engine.ARRIVAL,
                    () -> answer.completeExceptionally(new IllegalStateException("no answer")));
            engine.at(now + delayNanos(), Engine.ARRIVAL, () -> {
                if (!reaches(node)) {
                    return;
                }
                T result = request.get();
                engine.at(engine.nanoTime() + delayNanos(), Engine.ARRIVAL, () -> {
                    if (reaches(node)) {
                        answer.complete(result);
                    }
                });
            });
            return answer;
        }
    }
}
