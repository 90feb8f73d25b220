/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.vip4j.config.AddressLease;
import io.vip4j.config.Quorum;
import io.vip4j.config.SyncGroup;
import io.vip4j.config.VirtualRouterConfig;
import io.vip4j.event.Anomaly;
import io.vip4j.event.AnomalyKind;
import io.vip4j.event.Term;
import io.vip4j.event.Transition;
import io.vip4j.event.Trigger;
import io.vip4j.event.VipState;
import io.vip4j.quorum.Ballot;
import io.vip4j.quorum.OnStoreLoss;
import io.vip4j.quorum.QuorumGate;
import io.vip4j.quorum.Vote;
import io.vip4j.vrrp.AddressFamily;
import io.vip4j.vrrp.IpAddress;
import io.vip4j.vrrp.IpPrefix;
import io.vip4j.vrrp.VirtualRoute;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/**
 * When a router asks for the vote, what it does with it and without it. Votes of 10 s, advertisements each second: the
 * addresses are let go 4.35 s before the vote ends, and calls are due after 1.87 s.
 */
final class VoteKeeperTest {

    private static final Duration SKEW_OF_B = Duration.ofNanos(609_375_000);

    private QuorumBench bench = new QuorumBench(OnStoreLoss.KEEP_UNTIL_EXPIRY, 1);

    private void startBoth() {
        bench.start("a", 200);
        bench.start("b", 100);
        bench.runSeconds(10);
        assertThat(bench.active()).isEqualTo("a");
    }

    private Transition last(String host) {
        return bench.host(host).lastTransition("web");
    }

    private static List<AnomalyKind> anomalies(HostBench host) {
        return host.elector("web").status().anomalies().stream()
                .map(Anomaly::kind)
                .toList();
    }

    @Test
    void tokenIsInTheEventAndInTheAnswer() {
        startBoth();
        assertThat(last("a").term()).contains(new Term.FencingToken(1));
        assertThat(last("a").toString()).contains("BACKUP->ACTIVE token=1 cause=ACTIVE_DOWN (");
        assertThat(last("a").cause().chain()).contains("the vote was given with token 1");
        assertThat(bench.host("a").elector("web").activeTerm()).contains(new Term.FencingToken(1));
        assertThat(bench.host("a").elector("web").status().term()).contains(new Term.FencingToken(1));
        assertThat(bench.host("b").elector("web").activeTerm()).isEmpty();
    }

    @Test
    void tokenOfATenureIsToldAgainAtItsEndAndTheNextOneIsGreater() {
        startBoth();
        bench.host("a").health("web", "handle", false);
        bench.runSeconds(3);
        assertThat(last("a").term()).contains(new Term.FencingToken(1));
        assertThat(last("b").term()).contains(new Term.FencingToken(2));
    }

    @Test
    void withoutAQuorumTheNumberIsALocalEpoch() {
        HostBench alone = new HostBench();
        alone.apply(HostBench.router("web", 10, QuorumBench.VIP.toString()).build());
        alone.runSeconds(5);
        assertThat(alone.lastTransition("web").term()).contains(new Term.LocalEpoch(1));
        alone.health("web", "handle", false);
        alone.health("web", "handle", true);
        assertThat(alone.elector("web").activeTerm()).isEmpty();
        alone.runSeconds(5);
        assertThat(alone.elector("web").activeTerm()).contains(new Term.LocalEpoch(2));
    }

    @Test
    void releaseGivesTheVoteBackSoThatTheNextOneWaitsForSkewTimeOnly() {
        startBoth();
        bench.host("a").health("web", "handle", false);
        assertThat(bench.owners()).isEmpty();
        assertThat(bench.untilOwnedBy("b")).isEqualTo(SKEW_OF_B);
    }

    @Test
    void deadOwnerIsFollowedWhenItsVoteHasEnded() {
        startBoth();
        bench.host("a").node.kill();
        Duration waited = bench.untilOwnedBy("b");
        // Its last renewal was 1.87 s ago at most, and who waits asks every 250 ms.
        assertThat(waited).isBetween(Duration.ofMillis(10_000 - 1_870), Duration.ofMillis(10_250));
    }

    @Test
    void frozenOwnerHasLostTheAddressBeforeAnotherGetsItAndStaysSilentWhenItWakes() {
        startBoth();
        bench.host("a").node.freeze();
        bench.untilOwnedBy("b");
        assertThat(bench.host("a").elector("web").activeTerm()).isEmpty();
        bench.runSeconds(5);
        HostBench a = bench.host("a");
        a.words.clear();
        a.node.thaw();
        assertThat(a.words).doesNotContain("renew", "announce", "advertise(200)");
        assertThat(a.state("web")).isEqualTo(VipState.BACKUP);
    }

    @Test
    void frozenOwnerThatHearsNobodyWhenItWakesLooksAtItsVoteFirst() {
        startBoth();
        HostBench a = bench.host("a");
        a.node.freeze();
        bench.lan.split("a");
        bench.untilOwnedBy("b");
        bench.runSeconds(1);
        bench.lan.heal();
        bench.lan.cut("b", "a");
        bench.runSeconds(2);
        a.words.clear();
        a.node.thaw();
        assertThat(a.words).startsWith("unbind").doesNotContain("renew", "advertise(200)");
        assertThat(bench.owners()).containsExactly("b");
    }

    /** A way to the store on which renewals hang from a moment on. */
    private static final class Hanging implements QuorumGate {

        private final QuorumGate gate;
        private boolean hangs;
        private int calls;

        Hanging(QuorumGate gate) {
            this.gate = gate;
        }

        @Override
        public CompletionStage<Ballot> acquire(Duration ttl) throws Exception {
            return gate.acquire(ttl);
        }

        @Override
        public CompletionStage<Ballot> renew(Vote vote, Duration ttl) throws Exception {
            calls += hangs ? 1 : 0;
            return hangs ? new CompletableFuture<>() : gate.renew(vote, ttl);
        }

        @Override
        public CompletionStage<Void> release(Vote vote) throws Exception {
            return gate.release(vote);
        }
    }

    /** An election without address: no word of the kernel comes before the alarm when the process wakes. */
    private HostBench job(String name, int priority, QuorumGate gate) {
        HostBench host = new HostBench(bench.lan, name);
        host.apply(HostBench.router("job", 10)
                .family(AddressFamily.IPV4)
                .priority(priority)
                .quorum(Quorum.of(gate))
                .build());
        return host;
    }

    @Test
    void ownerThatWasFrozenDuringACallLooksAtItsVoteFirst() {
        Hanging gate = new Hanging(bench.store.gate("job", "a"));
        HostBench a = job("a", 200, gate);
        HostBench b = job("b", 100, bench.store.gate("job", "b"));
        bench.runSeconds(10);
        gate.hangs = true;
        while (gate.calls == 0) {
            bench.lan.runToNextEvent(Duration.ofSeconds(1));
        }
        a.node.freeze();
        bench.lan.split("a");
        bench.runSeconds(12);
        assertThat(b.elector("job").isActive()).isTrue();
        a.words.clear();
        a.node.thaw();
        assertThat(a.words).doesNotContain("advertise(200)");
        assertThat(a.state("job")).isEqualTo(VipState.BACKUP);
    }

    @Test
    void frozenOwnerThatIsOfferedTheRoleWhenItWakesLooksAtItsVoteFirst() {
        HostBench a = job("a", 200, bench.store.gate("job", "a"));
        HostBench b = job("b", 100, bench.store.gate("job", "b"));
        bench.runSeconds(10);
        a.node.freeze();
        bench.lan.split("a");
        bench.runSeconds(12);
        assertThat(b.elector("job").isActive()).isTrue();
        bench.lan.heal();
        b.health("job", "handle", false);
        a.words.clear();
        a.node.thaw();
        assertThat(a.words).doesNotContain("advertise(200)");
    }

    @Test
    void frozenOwnerWhoseStoreHasNotFailedKeepsNothing() {
        bench = new QuorumBench(OnStoreLoss.KEEP_WHILE_PEERS_SILENT, 1);
        HostBench a = bench.start("a", 200);
        bench.runSeconds(10);
        a.node.freeze();
        bench.runSeconds(12);
        a.words.clear();
        a.node.thaw();
        assertThat(a.words).startsWith("unbind").doesNotContain("renew", "advertise(200)");
        bench.untilOwnedBy("a");
        assertThat(a.elector("web").activeTerm()).contains(new Term.FencingToken(2));
    }

    @Test
    void shortFailureOfTheStoreIsNotNoticed() {
        startBoth();
        bench.store.stop();
        bench.runSeconds(3);
        bench.store.start();
        bench.runSeconds(20);
        assertThat(last("a").sequence()).isEqualTo(2);
        assertThat(bench.owners()).containsExactly("a");
        assertThat(anomalies(bench.host("a"))).doesNotContain(AnomalyKind.VOTE_STORE_LOST);
    }

    @Test
    void lostStoreIsToldAndTheAddressIsGoneBeforeTheVoteIs() {
        startBoth();
        bench.store.cut("a");
        bench.runSeconds(3);
        assertThat(anomalies(bench.host("a"))).contains(AnomalyKind.VOTE_STORE_LOST);
        assertThat(bench.owners()).containsExactly("a");
        bench.runSeconds(3);
        assertThat(bench.owners()).isEmpty();
        assertThat(bench.store.holder("web")).contains("a");
        assertThat(last("a").cause().trigger()).isEqualTo(Trigger.VOTE);
        assertThat(last("a").cause().chain()).first().isEqualTo("the vote is about to end: no answer");
    }

    @Test
    void longerLeaseIsLetGoEarlierFromTheChangeOn() {
        startBoth();
        HostBench a = bench.host("a");
        AddressLease lease = AddressLease.of(Duration.ofSeconds(3));
        a.apply(a.elector("web").config().toBuilder().lease(lease).build());
        bench.store.cut("a");
        bench.run(Duration.ofMillis(3_700)); // 6.35 s before the end, and not 4.35 s.
        assertThat(bench.owners()).isEmpty();
    }

    @Test
    void longerLeaseThatTheVoteDoesNotCoverIsNotBegun() {
        startBoth();
        HostBench a = bench.host("a");
        bench.store.cut("a");
        bench.run(Duration.ofMillis(3_650)); // Usable until 5.6 s of age, with the longer lease until 3.6 s.
        a.words.clear();
        AddressLease lease = AddressLease.of(Duration.ofSeconds(3));
        a.apply(a.elector("web").config().toBuilder().lease(lease).build());
        assertThat(a.words).startsWith("unbind").doesNotContain("bind", "renew");
        assertThat(bench.owners()).isEmpty();
    }

    @Test
    void routerThatClaimedWithoutTheVoteBindsNothingWhenItIsChanged() {
        HostBench a = claimingWithoutTheVote();
        a.apply(a.elector("web").config().toBuilder()
                .address("198.51.100.223/24")
                .build());
        assertThat(a.words).doesNotContain("bind", "renew");
        bench.runSeconds(2);
        bench.host("b").node.kill();
        bench.untilOwnedBy("a");
        assertThat(a.holds("198.51.100.223")).isTrue();
    }

    /** a, which hears b and is not heard by it. */
    private HostBench claimingWithoutTheVote() {
        bench.start("b", 100);
        bench.runSeconds(5);
        bench.lan.cut("a", "b");
        HostBench a = bench.start("a", 200);
        while (a.words.stream().noneMatch("advertise(200)"::equals)) {
            bench.lan.runToNextEvent(Duration.ofSeconds(1));
        }
        return a;
    }

    @Test
    void standbyWaitsAndNothingIsInItsWay() {
        HostBench a = claimingWithoutTheVote();
        assertThat(a.elector("web").status().waitsFor()).isEqualTo("the vote: b has it");
        assertThat(a.obstacle("web")).isEmpty();
        bench.store.cut("a");
        bench.runSeconds(3);
        assertThat(a.elector("web").status().waitsFor()).isEmpty();
    }

    @Test
    void claimThatWaitedInVainSaysSo() {
        HostBench a = claimingWithoutTheVote();
        bench.runSeconds(12);
        assertThat(a.state("web")).isEqualTo(VipState.BACKUP);
        assertThat(a.elector("web").resignation())
                .isEqualTo(Resignation.of(Trigger.VOTE, "the claim has waited for the vote in vain: b has it", false));
        bench.runSeconds(30);
        assertThat(a.words).as("not again").containsOnlyOnce("advertise(0)");
    }

    @Test
    void voteStaysWhenAFailedBindMayHaveLeftTheAddress() {
        HostBench a = new HostBench(bench.lan, "a");
        a.node.failRoutes("refused");
        a.node.failUnbinds("timeout");
        a.apply(bench.router("a", 200)
                .route(VirtualRoute.via(IpPrefix.parse("203.0.113.0/24"), IpAddress.parse("198.51.100.1")))
                .build());
        bench.start("b", 100);
        bench.runSeconds(4);
        assertThat(a.words).contains("bind", "unbind");
        assertThat(bench.store.holder("web")).contains("a");
        a.node.unplug();
        bench.untilOwnedBy("b");
    }

    @Test
    void routerThatCannotBindLetsTheVoteExpireForOthers() {
        HostBench a = new HostBench(bench.lan, "a");
        a.node.failBinds("EPERM");
        a.apply(bench.router("a", 200).build());
        bench.start("b", 100);
        assertThat(bench.untilOwnedBy("b")).isLessThan(Duration.ofSeconds(14)); // 3.2 s until a claims, and the vote.
        bench.runSeconds(60);
        assertThat(bench.owners()).containsExactly("b");
    }

    @Test
    void strictRouterReleasesWithTheFirstFailure() {
        bench = new QuorumBench(OnStoreLoss.RELEASE, 1);
        startBoth();
        bench.store.cut("a");
        bench.run(Duration.ofMillis(1_870 + 1_000)); // Until the next call is due, and has failed.
        assertThat(bench.owners()).isEmpty();
        assertThat(last("a").cause().chain()).first().isEqualTo("the store of the vote: no answer");
    }

    @Test
    void routerThatCannotReachTheStoreDisturbsNobody() {
        bench.start("b", 100);
        bench.runSeconds(5);
        bench.store.cut("a");
        HostBench a = bench.start("a", 200);
        bench.runSeconds(60);
        assertThat(bench.owners()).containsExactly("b");
        assertThat(a.words).noneMatch(word -> word.startsWith("advertise"));
        assertThat(a.obstacle("web")).isEqualTo("waits for the vote: no answer");
        assertThat(last("b").sequence()).isEqualTo(2);
    }

    @Test
    void higherRouterThatReachesTheStorePreempts() {
        bench.start("b", 100);
        bench.runSeconds(5);
        bench.start("a", 200);
        bench.runSeconds(2);
        assertThat(bench.owners()).containsExactly("b");
        while (bench.owners().contains("b")) {
            bench.run(Duration.ofMillis(1));
        }
        assertThat(bench.untilOwnedBy("a")).isLessThanOrEqualTo(Duration.ofMillis(250));
        assertThat(last("b").cause().trigger()).isEqualTo(Trigger.HIGHER_PRIORITY);
    }

    @Test
    void preemptorWhoseStoreFailsMeanwhileGivesTheRoleBack() {
        bench.start("b", 100);
        bench.runSeconds(5);
        HostBench a = bench.start("a", 200);
        while (a.words.stream().noneMatch("advertise(200)"::equals)) {
            bench.lan.runToNextEvent(Duration.ofSeconds(1));
        }
        bench.store.cut("a");
        bench.runSeconds(4);
        assertThat(bench.owners()).containsExactly("b");
        assertThat(a.words).containsOnlyOnce("advertise(0)");
        bench.runSeconds(30);
        assertThat(a.words).as("not again").containsOnlyOnce("advertise(0)");
    }

    @Test
    void backupsAskNothing() {
        startBoth();
        bench.start("c", 50);
        long before = bench.store.calls();
        bench.runSeconds(187);
        assertThat(bench.store.calls() - before).isBetween(99L, 102L); // The owner, each 1.87 s.
    }

    @Test
    void slowStoreIsEnough() {
        startBoth();
        bench.store.maxDelay(Duration.ofMillis(490));
        bench.runSeconds(300);
        assertThat(last("a").sequence()).isEqualTo(2);
        assertThat(bench.owners()).containsExactly("a");
    }

    @Test
    void voteStaysUntilTheKernelHasConfirmedThatTheAddressIsGone() {
        startBoth();
        HostBench a = bench.host("a");
        a.platform.binderHangs(true);
        a.health("web", "handle", false);
        bench.runSeconds(1);
        assertThat(a.state("web")).isEqualTo(VipState.INITIALIZE);
        assertThat(bench.store.holder("web")).contains("a");
        bench.untilOwnedBy("b");
        assertThat(bench.store.holder("web")).contains("b");
    }

    @Test
    void switchoverThatNobodyFollowsComesBackWithAnotherToken() {
        HostBench a = bench.start("a", 200);
        bench.runSeconds(5);
        var result = a.onLoop(() -> a.elector("web").steering().switchover(Duration.ofMillis(500)));
        bench.runSeconds(3);
        assertThat(HostBench.joined(result).newActive()).isEmpty();
        assertThat(bench.owners()).containsExactly("a");
        assertThat(a.elector("web").activeTerm()).contains(new Term.FencingToken(2));
    }

    @Test
    void ownerOfTheAddressesWaitsForTheVoteToo() {
        bench.store.stop();
        HostBench a = bench.start("a", 255);
        bench.runSeconds(10);
        assertThat(bench.owners()).isEmpty();
        assertThat(a.words).noneMatch(word -> word.startsWith("advertise"));
        bench.store.start();
        bench.runSeconds(2);
        assertThat(bench.owners()).containsExactly("a");
    }

    @Test
    void closedRouterHasGivenTheVoteBack() {
        startBoth();
        HostBench a = bench.host("a");
        var closed = a.onLoop(a.host::closeAll);
        bench.run(Duration.ofMillis(100));
        assertThat(closed).isCompleted();
        assertThat(bench.store.holder("web")).isEmpty();
        assertThat(a.platform.armedAlarms()).isZero();
    }

    @Test
    void closeWaitsASecondForAStoreThatDoesNotAnswer() {
        startBoth();
        HostBench a = bench.host("a");
        bench.store.stop();
        var closed = a.onLoop(a.host::closeAll);
        bench.run(Duration.ofMillis(900));
        assertThat(closed).isNotCompleted();
        bench.run(Duration.ofMillis(200));
        assertThat(closed).isCompleted();
    }

    @Test
    void electionWithoutAddressEndsWithTheVote() {
        HostBench a = new HostBench(bench.lan, "a");
        a.apply(HostBench.router("job", 10)
                .family(AddressFamily.IPV4)
                .quorum(Quorum.of(bench.store.gate("job", "a")))
                .build());
        bench.runSeconds(5);
        assertThat(a.elector("job").activeTerm()).contains(new Term.FencingToken(1));
        bench.store.stop();
        bench.runSeconds(10);
        assertThat(a.elector("job").activeTerm()).isEmpty();
    }

    @Test
    void groupsOfTwoHostsDoNotWaitForEachOther() {
        group("a", web("a", 200), mail("a", 100));
        group("b", web("b", 100), mail("b", 200));
        bench.runSeconds(60);
        assertThat(bench.owners()).hasSize(1);
        assertThat(bench.store.holder("mail")).isEqualTo(bench.store.holder("web"));
    }

    @Test
    void groupsAskInOneOrderWhateverTheirHostsStartedFirst() {
        group("a", web("a", 100), mail("a", 100));
        group("b", mail("b", 100), web("b", 100));
        bench.runSeconds(60);
        assertThat(bench.owners()).hasSize(1);
        assertThat(bench.store.holder("mail")).isEqualTo(bench.store.holder("web"));
    }

    @Test
    void groupThatCannotUseAVoteLetsOthersHaveIt() {
        HostBench c = new HostBench(bench.lan, "c");
        c.apply(mail("c", 250));
        bench.runSeconds(5);
        group("a", web("a", 200), mail("a", 200));
        bench.start("b", 100);
        bench.runSeconds(10);
        assertThat(bench.store.holder("web")).contains("a");
        bench.untilOwnedBy("b");
        bench.runSeconds(60);
        assertThat(bench.owners()).containsExactly("b");
    }

    private void group(String name, VirtualRouterConfig... routers) {
        new HostBench(bench.lan, name).apply(SyncGroup.of("both", "web", "mail"), routers);
    }

    private VirtualRouterConfig web(String name, int priority) {
        return bench.router(name, priority).build();
    }

    private VirtualRouterConfig mail(String name, int priority) {
        return HostBench.router("mail", 11, "198.51.100.223/24")
                .priority(priority)
                .quorum(Quorum.of(bench.store.gate("mail", name)))
                .build();
    }

    @Test
    void lossOfTheStoreIsOverForARouterThatAsksNoLonger() {
        bench.store.cut("b");
        HostBench b = bench.start("b", 100);
        bench.runSeconds(10);
        assertThat(anomalies(b)).contains(AnomalyKind.VOTE_STORE_LOST);
        bench.start("a", 200);
        bench.runSeconds(10);
        assertThat(bench.owners()).containsExactly("a");
        assertThat(anomalies(b)).doesNotContain(AnomalyKind.VOTE_STORE_LOST);
    }

    /** A gate as applications write them. */
    private static class Stub implements QuorumGate {

        @Override
        public CompletionStage<Ballot> acquire(Duration ttl) {
            return granted(7, ttl);
        }

        @Override
        public CompletionStage<Ballot> renew(Vote vote, Duration ttl) {
            return granted(7, ttl);
        }

        @Override
        public CompletionStage<Void> release(Vote vote) {
            return CompletableFuture.completedFuture(null);
        }

        static CompletionStage<Ballot> granted(long token, Duration ttl) {
            return CompletableFuture.completedFuture(new Ballot.Granted(new Vote(token, ttl)));
        }
    }

    private HostBench with(QuorumGate gate) {
        HostBench host = new HostBench(bench.lan, "a");
        host.apply(HostBench.router("web", 10, QuorumBench.VIP + "/24")
                .quorum(Quorum.of(gate))
                .build());
        bench.runSeconds(5);
        return host;
    }

    @Test
    void gateThatThrowsHasFailed() {
        HostBench a = with(new Stub() {
            @Override
            public CompletionStage<Ballot> acquire(Duration ttl) {
                throw new IllegalStateException("no leader");
            }
        });
        assertThat(a.obstacle("web")).isEqualTo("waits for the vote: no leader");
        assertThat(a.elector("web").status().anomalies())
                .extracting(Anomaly::kind, Anomaly::text)
                .contains(tuple(AnomalyKind.VOTE_STORE_LOST, "the store of the vote: no leader"));
        assertThat(bench.owners()).isEmpty();
    }

    @Test
    void callThatNeverEndsHasFailedAndIsNotMadeTwice() {
        int[] calls = {0};
        HostBench a = with(new Stub() {
            @Override
            public CompletionStage<Ballot> acquire(Duration ttl) {
                calls[0]++;
                return new CompletableFuture<>();
            }
        });
        bench.runSeconds(20);
        assertThat(a.obstacle("web")).isEqualTo("waits for the vote: no answer within 1883 ms");
        assertThat(calls[0]).isEqualTo(1);
    }

    @Test
    void refusedRenewalIsTheEndWhateverTheSetting() {
        HostBench a = with(new Stub() {
            @Override
            public CompletionStage<Ballot> renew(Vote vote, Duration ttl) {
                return CompletableFuture.completedFuture(new Ballot.Refused("b"));
            }
        });
        bench.run(Duration.ofMillis(1_150)); // 3.6 s until it is Active, then 1.87 s until it renews.
        Optional<Transition> lost = a.elector("web").status().transitions().stream()
                .filter(transition -> transition.cause().trigger() == Trigger.VOTE)
                .findFirst();
        assertThat(lost.orElseThrow().cause().chain()).first().isEqualTo("the vote is gone: b has it");
    }

    @Test
    void renewalWithAnotherTokenIsTheEndOfTheTenure() {
        HostBench a = with(new Stub() {
            @Override
            public CompletionStage<Ballot> renew(Vote vote, Duration ttl) {
                return granted(vote.token() + 1, ttl);
            }
        });
        bench.run(Duration.ofMillis(1_150));
        assertThat(a.elector("web").status().transitions())
                .anyMatch(transition -> transition.cause().trigger() == Trigger.VOTE);
    }

    @Test
    void voteThatIsTooShortIsOfNoUse() {
        HostBench a = with(new Stub() {
            @Override
            public CompletionStage<Ballot> acquire(Duration ttl) {
                return granted(7, Duration.ofSeconds(2));
            }

            @Override
            public CompletionStage<Ballot> renew(Vote vote, Duration ttl) {
                return granted(7, Duration.ofSeconds(2));
            }
        });
        assertThat(a.obstacle("web")).isEqualTo("waits for the vote: its votes end too early to use them");
        assertThat(bench.owners()).isEmpty();
    }

    @Test
    void tokenThatDoesNotRiseIsNotBelieved() {
        HostBench a = with(new Stub());
        assertThat(a.elector("web").activeTerm()).contains(new Term.FencingToken(7));
        a.health("web", "handle", false);
        a.health("web", "handle", true);
        bench.runSeconds(10);
        assertThat(bench.owners()).isEmpty();
        assertThat(a.obstacle("web")).isEqualTo("waits for the vote: it gave token 7 after 7, and tokens must rise");
    }

    @Test
    void answerForWhichTheLoopHadNoRoomIsFoundLater() {
        CompletableFuture<Ballot> first = new CompletableFuture<>();
        HostBench a = with(new Stub() {
            @Override
            public CompletionStage<Ballot> acquire(Duration ttl) {
                return first;
            }
        });
        a.platform.loopIsFull(true);
        first.complete(new Ballot.Granted(new Vote(7, QuorumBench.TTL)));
        a.platform.loopIsFull(false);
        bench.runSeconds(1);
        assertThat(a.elector("web").activeTerm()).contains(new Term.FencingToken(7));
    }

    @Test
    void valuesThatNobodyMayGiveAreFailures() {
        HostBench a = with(new Stub() {
            @Override
            public CompletionStage<Ballot> acquire(Duration ttl) {
                return granted(7, Duration.ofSeconds(Long.MAX_VALUE));
            }
        });
        assertThat(a.obstacle("web"))
                .isEqualTo("waits for the vote: ttl of a vote must be more than 0 and 1 h at most: "
                        + Duration.ofSeconds(Long.MAX_VALUE));
    }

    @Test
    void failureThatCannotBePutIntoWordsIsOneAllTheSame() {
        HostBench a = with(new Stub() {
            @Override
            public CompletionStage<Ballot> acquire(Duration ttl) {
                return CompletableFuture.failedFuture(new IllegalStateException() {
                    @Override
                    public String getMessage() {
                        throw new IllegalStateException("no words");
                    }
                });
            }
        });
        // What its future says when it tries, which some versions of Java do; else its type.
        assertThat(a.obstacle("web"))
                .matches("waits for the vote: (no words|" + VoteKeeperTest.class.getName() + "\\$.+)");
    }
}
