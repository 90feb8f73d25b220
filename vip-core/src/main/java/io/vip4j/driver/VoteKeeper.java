/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.driver;

import io.vip4j.config.Quorum;
import io.vip4j.config.VirtualRouterConfig;
import io.vip4j.driver.checks.FailureWords;
import io.vip4j.machine.RouterState;
import io.vip4j.machine.Rule;
import io.vip4j.quorum.Ballot;
import io.vip4j.quorum.OnStoreLoss;
import io.vip4j.spi.Loop;
import io.vip4j.spi.VipPlatform;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the vote of one router: asks for it when the role is wanted, renews it while the addresses are held, gives it back
 * when they are gone. Not in RFC. Used on the loop.
 *
 * <pre>
 * Active_Down_Timer has expired         ask the store, silent on the wire; ask again until it says yes
 *   granted                             claim, bind
 *   refused, and a lower one is heard   claim, which makes it release; bind when the vote is granted
 *   no answer                           stay silent: a router that cannot hold the addresses keeps nobody away
 *   granted, and its group not ready    keep it for a while, then let others have it for as long
 * holding                               renew after a third of the usable time
 *   refused                             release: somebody else has it
 *   no answer                           as {@link OnStoreLoss} says, at the latest when the lease would outlive the vote
 * released, addresses confirmed gone    give the vote back
 * released, and they may be there       keep silent: the lease ends before the vote does
 * </pre>
 */
final class VoteKeeper implements Leave {

    /** For so many of their questions others have a vote to themselves that was left to expire. */
    private static final int OTHERS_POLLS = 4;

    private static final long CLOSE_LIMIT_NANOS = Duration.ofSeconds(1).toNanos();

    private final Quorum quorum;
    private final VoteCalls calls;
    private final Loop loop;
    private final Tenure tenure;
    private final Validity validity;
    private final VoteOutcomes outcomes;
    private final StoreWord word = new StoreWord();
    private final Loop.Alarm alarm;
    private final CompletableFuture<Void> closed = new CompletableFuture<>();

    // Written by the loop.
    private VoteTimes times;
    private VoteWish wish = VoteWish.NOTHING;
    private @Nullable HeldVote held;
    private @Nullable Runnable waitingBind;
    private long waitsUntilNanos;
    private long askAgainAtNanos;
    private long restsUntilNanos;
    private long unusedSinceNanos;
    private OptionalLong otherHeardAtNanos = OptionalLong.empty();
    private long roleWantedAtNanos;
    private boolean overdue;
    private boolean kept;
    private boolean closing;
    private long closesAtNanos;

    VoteKeeper(
            Quorum quorum,
            VirtualRouterConfig config,
            VipPlatform platform,
            Tenure tenure,
            Validity validity,
            VoteOutcomes outcomes) {
        this.quorum = quorum;
        this.times = VoteTimes.of(quorum, config);
        this.calls = new VoteCalls(quorum.gate(), platform);
        this.loop = platform.loop();
        this.tenure = tenure;
        this.validity = validity;
        this.outcomes = outcomes;
        this.restsUntilNanos = loop.nanoTime();
        this.alarm = loop.newAlarm(this::ring);
    }

    /** The leave that a configuration asks for. */
    static Leave of(
            VirtualRouterConfig config, VipPlatform platform, Tenure tenure, Validity validity, VoteOutcomes outcomes) {
        return config.quorum()
                .<Leave>map(quorum -> new VoteKeeper(quorum, config, platform, tenure, validity, outcomes))
                .orElse(Leave.ALWAYS);
    }

    @Override
    public boolean isConditional() {
        return true;
    }

    /** With a longer lease the addresses must be let go earlier; what is added with it counts already. */
    @Override
    public void prepare(VirtualRouterConfig next) {
        VoteTimes others = VoteTimes.of(quorum, next);
        if (others.reserveNanos() > times.reserveNanos()) {
            follow(others);
        }
    }

    @Override
    public void configure(VirtualRouterConfig config) {
        follow(VoteTimes.of(quorum, config));
    }

    private void follow(VoteTimes others) {
        times = others;
        HeldVote vote = held;
        if (vote != null) {
            held = new HeldVote(vote.vote(), vote.askedAtNanos(), times.reserveNanos());
        }
    }

    /** With the vote, or to make a lower router release that may have it. */
    @Override
    public boolean mayClaim(long now) {
        return isUsable(now) || (word.hasRefusedWithin(times.callLimitNanos(), now) && isOtherHeard(now));
    }

    @Override
    public void bind(Runnable bind) {
        long now = loop.nanoTime();
        if (isUsable(now)) {
            start(bind);
        } else {
            waitingBind = bind;
            waitsUntilNanos = now + times.patienceNanos();
        }
    }

    @Override
    public void unbinding() {
        waitingBind = null;
    }

    @Override
    public void unbound() {
        if (wish == VoteWish.PATIENCE) {
            wish = VoteWish.NOTHING;
            forgetStore();
            proceed(loop.nanoTime());
        }
    }

    @Override
    public boolean mayRenew(long now) {
        return kept || isUsable(now);
    }

    @Override
    public void stepped(RouterState state, Rule rule, long now) {
        switch (rule) {
            case LOWER_PRIORITY_IN_BACKUP, LOWER_IGNORED, ASSERT, ASSERT_LIMITED ->
                otherHeardAtNanos = OptionalLong.of(now);
            default -> {
                // Nobody lower has spoken; a better one is followed, and has its own way to the vote.
            }
        }
        VoteWish before = wish;
        wish = VoteWish.of(state, tenure.isUnbinding(), now);
        if (wish == VoteWish.ROLE && before != VoteWish.ROLE) {
            endKept();
            held = null; // One that was used is taken anew, so that each tenure has its own token.
            word.forget();
            roleWantedAtNanos = now;
            askAgainAtNanos = now - restsUntilNanos < 0 ? restsUntilNanos : now;
        } else if (wish == VoteWish.NOTHING && before != VoteWish.NOTHING) {
            forgetStore();
        }
        lookAt(now);
    }

    /** Whether it fails is nothing to those who ask nothing of it. */
    private void forgetStore() {
        word.forget();
        outcomes.storeBack();
    }

    private void ring() {
        calls.deliver();
        lookAt(loop.nanoTime());
    }

    /** The end of the vote comes first: no other thing that is due at the same time may let the addresses outlive it. */
    @Override
    public void lookAt(long now) {
        if (wish == VoteWish.ADDRESSES && waitingBind == null && !kept && !isUsable(now)) {
            expired(now);
        } else if (wish == VoteWish.ADDRESSES && kept && isOtherHeard(now)) {
            outcomes.mustRelease("another router is Active, and the vote is over");
        } else if (waitingBind != null && now - waitsUntilNanos >= 0) {
            giveUpClaim();
        } else if (calls.isBusy() && !overdue && now - calls.askedAtNanos() >= times.callLimitNanos()) {
            overdue = true;
            failed("no answer within " + times.callLimitNanos() / 1_000_000 + " ms", now);
        } else if (isUnusedTooLong(now)) {
            giveOthersTheirTurn(now);
        } else if (closing && now - closesAtNanos >= 0) {
            closed.complete(null);
        } else {
            proceed(now);
        }
    }

    /** The lease would outlive the vote from now on. A store that never failed has not been asked for too long. */
    private void expired(long now) {
        if (quorum.onStoreLoss() == OnStoreLoss.KEEP_WHILE_PEERS_SILENT
                && held != null
                && word.isFailing()
                && !isOtherHeard(now)) {
            kept = true;
            validity.votedWithoutEnd();
            outcomes.holdsWithoutVote(true);
            proceed(now);
        } else {
            outcomes.mustRelease(word.after("the vote is about to end"));
        }
    }

    /** Whether the others of its group let a vote lie idle for so long that another host may do better with it. */
    private boolean isUnusedTooLong(long now) {
        return wish == VoteWish.ROLE
                && held != null
                && !calls.isBusy()
                && now - unusedSinceNanos >= times.patienceNanos();
    }

    private void giveOthersTheirTurn(long now) {
        askAgainAtNanos = now + times.patienceNanos();
        giveBack();
        arm(now);
    }

    /** Makes the call that is due, if any, and sees to it that time is looked at again. */
    private void proceed(long now) {
        if (!calls.isBusy()) {
            switch (wish) {
                case NOTHING -> giveBack();
                case PATIENCE -> {
                    // The answer of the platform decides.
                }
                case ROLE, ADDRESSES -> ask(now);
            }
        }
        if (closing && !calls.isBusy()) {
            closed.complete(null);
        }
        arm(now);
    }

    private void ask(long now) {
        HeldVote vote = held;
        if (now - askAgainAtNanos < 0 || (vote != null && now - vote.renewAtNanos() < 0)) {
            return;
        }
        if (vote == null && !outcomes.isInTurn()) {
            askAgainAtNanos = now + times.pollNanos();
            return;
        }
        overdue = false;
        if (vote == null) {
            calls.acquire(quorum.ttl(), this::answered);
        } else {
            calls.renew(vote.vote(), quorum.ttl(), this::answered);
        }
    }

    private void giveBack() {
        HeldVote vote = held;
        held = null;
        endKept();
        if (vote == null) {
            return;
        }
        if (tenure.mayHaveLeftAddresses()) {
            // Without a bind that succeeds it would take the vote for ever: first others get the chance to ask.
            restsUntilNanos = vote.endsAtNanos() + OTHERS_POLLS * times.pollNanos();
        } else {
            overdue = true; // Nobody waits for the answer.
            calls.release(vote.vote(), (askedAt, nothing, failure) -> proceed(loop.nanoTime()));
        }
    }

    private void answered(long askedAtNanos, @Nullable Ballot ballot, @Nullable Throwable failure) {
        long now = loop.nanoTime();
        if (wish == VoteWish.ROLE && askedAtNanos - roleWantedAtNanos < 0) {
            proceed(now); // The answer belongs to an earlier tenure.
        } else if (ballot instanceof Ballot.Granted granted) {
            granted(new HeldVote(granted.vote(), askedAtNanos, times.reserveNanos()), now);
        } else if (ballot instanceof Ballot.Refused refused) {
            refused(refused.holder().isEmpty() ? "another router" : refused.holder(), now);
        } else {
            failed(failure == null ? "no answer" : FailureWords.of(failure), now);
        }
    }

    private void granted(HeldVote vote, long now) {
        HeldVote before = held;
        long token = vote.vote().token();
        boolean renewed = before != null && before.vote().token() == token;
        if (wish == VoteWish.ADDRESSES && before != null && !renewed) {
            refused("another router, for the store has renewed the vote with another token", now);
            return;
        }
        String objection = renewed ? "" : word.objectionTo(token);
        if (!objection.isEmpty()) {
            failed(objection, now);
            return;
        }
        outcomes.storeBack();
        word.granted(token);
        if (before == null) {
            unusedSinceNanos = now;
        }
        held = vote;
        if (!vote.isUsable(now)) {
            word.grantedInVain();
            askAgainAtNanos = now + times.pollNanos();
            lookAt(now);
            return;
        }
        endKept();
        validity.votedUntil(vote.endsAtNanos());
        Runnable bind = waitingBind;
        if (bind != null) {
            waitingBind = null;
            start(bind);
        } else if (wish == VoteWish.ROLE) {
            outcomes.mayClaim();
        }
        proceed(now);
    }

    private void start(Runnable bind) {
        if (held != null) {
            outcomes.voted(held.vote().token());
        }
        bind.run();
    }

    private void refused(String holder, long now) {
        outcomes.storeBack();
        word.refused(holder, now);
        askAgainAtNanos = now + times.pollNanos();
        held = null;
        if (wish == VoteWish.ADDRESSES && waitingBind == null) {
            outcomes.mustRelease(word.after("the vote is gone"));
        } else if (wish == VoteWish.ROLE && mayClaim(now)) {
            outcomes.mayClaim();
        }
        proceed(now);
    }

    private void failed(String why, long now) {
        word.failed(why);
        askAgainAtNanos = now + times.pollNanos();
        if (wish != VoteWish.NOTHING) {
            outcomes.storeLost(why);
        }
        if (waitingBind != null) {
            giveUpClaim();
        } else if (wish == VoteWish.ADDRESSES && quorum.onStoreLoss() == OnStoreLoss.RELEASE) {
            outcomes.mustRelease("the store of the vote: " + why);
        } else {
            proceed(now);
        }
    }

    private void giveUpClaim() {
        waitingBind = null;
        outcomes.claimFailed(word.after("the claim has waited for the vote in vain"));
    }

    private void endKept() {
        if (kept) {
            kept = false;
            outcomes.holdsWithoutVote(false);
        }
    }

    private void arm(long now) {
        long soonest = Long.MAX_VALUE;
        if (calls.isBusy() && !overdue) {
            soonest = Math.min(soonest, calls.askedAtNanos() + times.callLimitNanos() - now);
        } else if (calls.isBusy() && wish != VoteWish.NOTHING) {
            soonest = Math.min(soonest, times.pollNanos()); // The loop may have had no room for the answer.
        }
        if (waitingBind != null) {
            soonest = Math.min(soonest, waitsUntilNanos - now);
        }
        HeldVote vote = held;
        if (wish == VoteWish.ADDRESSES && vote != null && !kept) {
            soonest = Math.min(soonest, vote.letGoAtNanos() - now);
        }
        if (!calls.isBusy() && (wish == VoteWish.ROLE || wish == VoteWish.ADDRESSES)) {
            long renewal = vote == null ? askAgainAtNanos - now : vote.renewAtNanos() - now;
            soonest = Math.min(soonest, Math.max(renewal, askAgainAtNanos - now));
        }
        if (!calls.isBusy() && wish == VoteWish.ROLE && vote != null) {
            soonest = Math.min(soonest, unusedSinceNanos + times.patienceNanos() - now);
        }
        if (closing && !closed.isDone()) {
            soonest = Math.min(soonest, closesAtNanos - now);
        }
        if (soonest == Long.MAX_VALUE) {
            alarm.disarm();
        } else {
            alarm.armAt(now + Math.max(0, soonest));
        }
    }

    private boolean isUsable(long now) {
        return held != null && held.isUsable(now);
    }

    private boolean isOtherHeard(long now) {
        return otherHeardAtNanos.isPresent() && now - otherHeardAtNanos.getAsLong() < times.silenceLimitNanos();
    }

    @Override
    public OptionalLong token() {
        return held == null ? OptionalLong.empty() : OptionalLong.of(held.vote().token());
    }

    @Override
    public Optional<String> obstacle() {
        if (kept) {
            return Optional.of(word.after("holds the addresses without a vote"));
        }
        return isWaiting() && word.isFailing() ? Optional.of(word.after("waits for the vote")) : Optional.empty();
    }

    @Override
    public Optional<String> waitsFor() {
        return isWaiting() && !word.isFailing() ? Optional.of(word.after("the vote")) : Optional.empty();
    }

    private boolean isWaiting() {
        return wish == VoteWish.ROLE || waitingBind != null;
    }

    @Override
    public CompletableFuture<Void> close() {
        closing = true;
        wish = VoteWish.NOTHING;
        closesAtNanos = loop.nanoTime() + CLOSE_LIMIT_NANOS;
        proceed(loop.nanoTime());
        return closed.thenRun(alarm::disarm);
    }
}
