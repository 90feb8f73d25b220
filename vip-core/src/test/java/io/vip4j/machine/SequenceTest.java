/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.machine;

import static io.vip4j.machine.TableWords.BASE;
import static io.vip4j.machine.TableWords.BOUND;
import static io.vip4j.machine.TableWords.DOWN;
import static io.vip4j.machine.TableWords.HIGHER_ADDRESS;
import static io.vip4j.machine.TableWords.INITIALIZE;
import static io.vip4j.machine.TableWords.MS;
import static io.vip4j.machine.TableWords.NO_PREEMPT;
import static io.vip4j.machine.TableWords.NS;
import static io.vip4j.machine.TableWords.OWNER;
import static io.vip4j.machine.TableWords.RENEW;
import static io.vip4j.machine.TableWords.RESIGN;
import static io.vip4j.machine.TableWords.S;
import static io.vip4j.machine.TableWords.SKEW;
import static io.vip4j.machine.TableWords.STARTUP;
import static io.vip4j.machine.TableWords.T;
import static io.vip4j.machine.TableWords.TICK;
import static io.vip4j.machine.TableWords.UNBOUND;
import static io.vip4j.machine.TableWords.advert;
import static io.vip4j.machine.TableWords.backup;
import static io.vip4j.machine.TableWords.holding;
import static io.vip4j.machine.TableWords.router;
import static io.vip4j.machine.TableWords.send;
import static org.assertj.core.api.Assertions.assertThat;

import io.vip4j.vrrp.VrrpVersion;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** Scenarios that need more than one step. */
final class SequenceTest {

    /** One router that hears what it is told and wakes exactly at its deadlines. */
    private static final class Router {
        private final Parameters parameters;
        private RouterState state = INITIALIZE;
        private int delivered;
        private final List<Action> actions = new ArrayList<>();
        private final List<Rule> rules = new ArrayList<>();

        Router(Parameters parameters) {
            this.parameters = parameters;
        }

        void hear(Input input, long now) {
            Step step = VirtualRouterMachine.step(parameters, state, input, now);
            state = step.state();
            actions.addAll(step.actions());
            rules.add(step.rule());
        }

        void runUntil(long now) {
            while (true) {
                OptionalLong deadline = VirtualRouterMachine.deadlineNanos(state);
                if (deadline.isEmpty() || deadline.getAsLong() - now > 0) {
                    return;
                }
                hear(TICK, deadline.getAsLong());
            }
        }

        /** Lets another router hear the next advertisement that it has not heard yet; false if there is none. */
        boolean deliver(Router other, long now) {
            while (delivered < actions.size()) {
                if (actions.get(delivered++) instanceof Action.SendAdvertisement sent) {
                    other.hear(
                            new Input.AdvertisementReceived(
                                    parameters.primaryAddress(), sent.priority(), parameters.advertisementInterval()),
                            now);
                    return true;
                }
            }
            return false;
        }

        long count(Action action) {
            return actions.stream().filter(action::equals).count();
        }
    }

    /** 5/B6: lower advertisements do not keep a preempting Backup back. */
    @Test
    void lowerAdvertisementsEverySecondDoNotStopPreemption() {
        Router router = new Router(BASE);
        router.hear(STARTUP, T);
        for (int second = 1; second <= 3; second++) {
            router.hear(advert(99, 100), T + second * S);
        }
        router.runUntil(T + DOWN - NS);
        assertThat(router.state).isEqualTo(backup(100, T + DOWN));
        router.runUntil(T + DOWN);
        assertThat(router.rules).endsWith(Rule.ACTIVE_DOWN);
    }

    /** 5/B7: and without Preempt_Mode they keep it back for ever. */
    @Test
    void lowerAdvertisementsEverySecondKeepABackupWithoutPreemption() {
        Router router = new Router(NO_PREEMPT);
        router.hear(STARTUP, T);
        for (int second = 1; second <= 1_000; second++) {
            router.runUntil(T + second * S);
            router.hear(advert(99, 100), T + second * S);
        }
        assertThat(router.state).isEqualTo(backup(100, T + 1_000 * S + DOWN));
        assertThat(router.actions).isEmpty();
    }

    /** 5/A14: a flood makes this router send five advertisements a second, its own one included. */
    @Test
    void aFloodOfLowerAdvertisementsIsAnsweredFourTimesAnInterval() {
        Router router = new Router(BASE);
        router.state = holding(T + S, T);
        for (int millisecond = 0; millisecond < 10_000; millisecond++) {
            router.runUntil(T + millisecond * MS);
            router.hear(advert(99, 100), T + millisecond * MS);
        }
        assertThat(router.rules.stream().filter(Rule.ASSERT::equals)).hasSize(40);
        assertThat(router.rules.stream().filter(Rule.ASSERT_LIMITED::equals)).hasSize(9_960);
        assertThat(router.count(send(100))).isEqualTo(40 + 9);
        assertThat(router.count(RENEW)).isEqualTo(9);
    }

    /** SA6: priority zero restarts the timer, but never keeps the lifetime of the addresses from being renewed. */
    @Test
    void aStreamOfPriorityZeroDoesNotLetTheAddressesExpire() {
        Router router = new Router(BASE);
        router.state = holding(T + S, T);
        for (int i = 1; i <= 100; i++) {
            router.runUntil(T + i * 900L * MS);
            router.hear(advert(0, 100), T + i * 900L * MS);
        }
        assertThat(router.count(RENEW)).isEqualTo(100);
    }

    /** 5/A19: two Active routers meet; each hears the other once, and one remains. */
    @Test
    void aHealedSplitLeavesOneActiveAfterOneAdvertisementEach() {
        Router high = new Router(router(VrrpVersion.V3, 200, 100, true, "192.0.2.252"));
        Router low = new Router(router(VrrpVersion.V3, 100, 100, true, HIGHER_ADDRESS));
        high.state = holding(T + S, T);
        low.state = holding(T + S, T);
        high.hear(advert(100, 100, HIGHER_ADDRESS), T + 10 * MS);
        assertThat(high.actions).containsExactly(send(200), TableWords.ANNOUNCE_CONTESTED);
        low.hear(advert(200, 100, "192.0.2.252"), T + 10 * MS);
        assertThat(low.actions).containsExactly(send(100), TableWords.UNBIND);
        assertThat(low.state).isEqualTo(backup(100, T + 10 * MS + DOWN));
        assertThat(high.state).isEqualTo(holding(T + S, T + 260 * MS));
    }

    /** 5/A19: the higher one speaks first; the last word of the lower one makes it announce again, and that is all. */
    @Test
    void aHealedSplitIsAnnouncedAgainWhoeverSpeaksFirst() {
        Router high = new Router(router(VrrpVersion.V3, 200, 100, true, "192.0.2.252"));
        Router low = new Router(router(VrrpVersion.V3, 100, 100, true, HIGHER_ADDRESS));
        high.state = holding(T + S, T);
        low.state = holding(T + S, T);
        low.hear(advert(200, 100, "192.0.2.252"), T + 10 * MS);
        assertThat(low.actions).containsExactly(send(100), TableWords.UNBIND);
        high.hear(advert(100, 100, HIGHER_ADDRESS), T + 10 * MS);
        assertThat(high.actions).containsExactly(send(200), TableWords.ANNOUNCE_CONTESTED);
        low.hear(advert(200, 100, "192.0.2.252"), T + 10 * MS);
        assertThat(low.actions).hasSize(2);
        assertThat(low.rules).endsWith(Rule.ACTIVE_ACCEPTED);
    }

    /**
     * Two routers that hear each other at once, in every pair of phases: they fall silent after a few advertisements, and
     * one is Active. Neither answers without end.
     */
    @Test
    void twoActiveRoutersNeverAnswerEachOtherWithoutEnd() {
        for (int priority : new int[] {99, 100, 101}) {
            for (boolean firstHolds : new boolean[] {true, false}) {
                for (boolean secondHolds : new boolean[] {true, false}) {
                    Router first = new Router(router(VrrpVersion.V3, 100, 100, true, "192.0.2.252"));
                    Router second = new Router(router(VrrpVersion.V3, priority, 100, true, HIGHER_ADDRESS));
                    first.state = firstHolds ? holding(T + S, T) : TableWords.claiming(T + S, T);
                    second.state = secondHolds ? holding(T + S, T) : TableWords.claiming(T + S, T);
                    first.hear(TICK, T + S);
                    int delivered = 0;
                    while (delivered < 100 && (first.deliver(second, T + S) || second.deliver(first, T + S))) {
                        delivered++;
                    }
                    assertThat(delivered).as("messages until silence").isLessThanOrEqualTo(4);
                    assertThat(List.of(first.state, second.state))
                            .as("priority %d", priority)
                            .filteredOn(RouterState.Active.class::isInstance)
                            .hasSize(1);
                }
            }
        }
    }

    /** 5/P1: the last lower advertisement that is accepted comes at 60 s; those that follow do not restart the timer. */
    @Test
    void aDelayedPreemptionTakesTheRoleAnActiveDownIntervalAfterTheLastAcceptedAdvertisement() {
        Router router = new Router(TableWords.with(BASE, Duration.ofSeconds(60), 3, 1));
        router.hear(STARTUP, T);
        for (int second = 1; second <= 63; second++) {
            router.runUntil(T + second * S);
            router.hear(advert(50, 100), T + second * S);
        }
        router.runUntil(T + 63_609_375_000L - NS);
        assertThat(router.rules).endsWith(Rule.LOWER_PRIORITY_IN_BACKUP);
        router.runUntil(T + 63_609_375_000L);
        assertThat(router.rules).endsWith(Rule.ACTIVE_DOWN);
    }

    /** SA6: a flood of priority zero is answered like a flood of lower advertisements. */
    @Test
    void aFloodOfPriorityZeroIsAnsweredFourTimesAnInterval() {
        Router router = new Router(BASE);
        router.state = holding(T + S, T);
        for (int millisecond = 0; millisecond < 10_000; millisecond++) {
            router.runUntil(T + millisecond * MS);
            router.hear(advert(0, 100), T + millisecond * MS);
        }
        assertThat(router.count(send(100))).isEqualTo(40);
        assertThat(router.count(RENEW)).isEqualTo(40);
    }

    /** 5/L13: the sockets are read first, so the tick that follows finds the timer restarted. */
    @Test
    void aStalledBackupThatReadsItsSocketsFirstDoesNotTakeOver() {
        Router router = new Router(BASE);
        router.hear(STARTUP, T);
        long wake = T + 10 * S;
        for (int i = 0; i < 6; i++) {
            router.hear(advert(200, 100), wake);
        }
        router.hear(TICK, wake);
        assertThat(router.state).isEqualTo(backup(100, wake + DOWN));
        assertThat(router.actions).isEmpty();
    }

    /** 5/B14, 5/A16: the losing owner tries again when the other one is silent. */
    @Test
    void anOwnerThatLostTheTieTakesOverAfterSilence() {
        Router router = new Router(OWNER);
        router.hear(STARTUP, T);
        router.hear(BOUND, T + MS);
        router.hear(advert(255, 100, HIGHER_ADDRESS), T + 500 * MS);
        long down = T + 500 * MS + 3_003_906_250L;
        router.runUntil(down - NS);
        assertThat(router.state).isEqualTo(backup(100, down));
        router.runUntil(down);
        assertThat(router.actions).endsWith(send(255), TableWords.BIND);
    }

    /** A planned hand-over: the lower successor keeps the role until it leaves by itself. */
    @Test
    void aResignedRouterWaitsUntilItsSuccessorLeaves() {
        Router router = new Router(BASE);
        router.state = holding(T + S, T);
        router.hear(RESIGN, T);
        router.hear(UNBOUND, T + MS);
        for (int second = 1; second <= 100; second++) {
            router.runUntil(T + second * S);
            router.hear(advert(50, 100), T + second * S);
        }
        assertThat(router.count(send(0))).isEqualTo(1);
        assertThat(router.count(send(100))).isZero();
        router.hear(advert(0, 100), T + 101 * S);
        router.runUntil(T + 101 * S + SKEW);
        assertThat(router.rules).endsWith(Rule.ACTIVE_DOWN);
        assertThat(router.count(send(100))).isEqualTo(1);
    }
}
