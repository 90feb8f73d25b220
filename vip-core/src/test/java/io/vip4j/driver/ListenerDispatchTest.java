/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.driver;

import static org.assertj.core.api.Assertions.assertThat;

import io.vip4j.event.Cause;
import io.vip4j.event.CheckResult;
import io.vip4j.event.Transition;
import io.vip4j.event.Trigger;
import io.vip4j.event.VipListener;
import io.vip4j.event.VipState;
import io.vip4j.vrrp.Vrid;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

class ListenerDispatchTest {

    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private final ListenerDispatch dispatch = new ListenerDispatch("web", waiting::add, Runnable::run);
    private final List<Transition> heard = new ArrayList<>();

    private static Transition transition(long sequence) {
        return new Transition(
                sequence,
                Instant.EPOCH,
                "web",
                new Vrid(10),
                "eth0",
                VipState.BACKUP,
                VipState.ACTIVE,
                Cause.of(Trigger.ACTIVE_DOWN, "test"));
    }

    private void runWaiting() {
        while (!waiting.isEmpty()) {
            waiting.remove().run();
        }
    }

    @Test
    void listenersHearTheReplayAndThenEveryTransitionInOrder() {
        dispatch.add(heard::add, List.of(transition(1)));
        dispatch.publish(transition(2));
        dispatch.publish(transition(3));
        runWaiting();
        assertThat(heard).extracting(Transition::sequence).containsExactly(1L, 2L, 3L);
    }

    @Test
    void listenerThatIsAddedLaterHearsNothingTwice() {
        dispatch.publish(transition(1));
        dispatch.add(heard::add, List.of(transition(1)));
        runWaiting();
        assertThat(heard).extracting(Transition::sequence).containsExactly(1L);
    }

    @Test // 5/O2
    void failingListenerHarmsNobodyAndIsLogged() {
        try (LogCapture log = new LogCapture(ListenerDispatch.class)) {
            dispatch.add(
                    unused -> {
                        throw new AssertionError("on purpose");
                    },
                    List.of());
            dispatch.add(heard::add, List.of());
            dispatch.publish(transition(1));
            dispatch.publish(transition(2));
            runWaiting();
            assertThat(heard).hasSize(2);
            assertThat(log.lines())
                    .hasSize(2)
                    .allMatch(line -> line.startsWith("A listener failed on \"vip router=web"));
        }
    }

    @Test
    void endedListenerHearsNothingMoreEvenOfWhatWaits() {
        ListenerDispatch.Registration registration = dispatch.add(heard::add, List.of(transition(1)));
        dispatch.publish(transition(2));
        registration.end();
        dispatch.publish(transition(3));
        runWaiting();
        assertThat(heard).isEmpty();
    }

    @Test
    void endingOneRegistrationTwiceLeavesTheOtherOfTheSameListener() {
        ListenerDispatch.Registration first = dispatch.add(heard::add, List.of());
        List<Transition> other = new ArrayList<>();
        VipListener same = other::add;
        ListenerDispatch.Registration one = dispatch.add(same, List.of());
        dispatch.add(same, List.of());
        one.end();
        one.end();
        first.end();
        dispatch.publish(transition(1));
        runWaiting();
        assertThat(other).hasSize(1);
    }

    @Test
    void boundedQueueSaysOnceThatEventsAreLostAndLaterHowMany() {
        try (LogCapture log = new LogCapture(ListenerDispatch.class)) {
            dispatch.add(heard::add, List.of());
            int lost = 7;
            for (int i = 1; i < ListenerDispatch.MAX_PENDING + lost; i++) {
                dispatch.publish(transition(i)); // The replay of the listener is the first task that waits.
            }
            assertThat(waiting).hasSize(ListenerDispatch.MAX_PENDING);
            assertThat(dispatch.lost()).isEqualTo(lost);
            assertThat(log.lines())
                    .singleElement()
                    .asString()
                    .contains("web the listeners do not return: 1024 events wait");

            runWaiting();
            dispatch.publish(transition(5000));
            runWaiting();
            assertThat(heard).hasSize(ListenerDispatch.MAX_PENDING);
            assertThat(heard.get(heard.size() - 1).sequence()).isEqualTo(5000);
            assertThat(dispatch.lost()).isZero();
            assertThat(log.lines()).hasSize(2).last().asString().contains("web 7 events were lost");
        }
    }

    private static CheckResult result(String detail) {
        return new CheckResult("web", "proxy", Instant.EPOCH, true, detail, Duration.ZERO, true, false);
    }

    /** Hears both, in one list. */
    private static VipListener bothInto(List<Object> all) {
        return new VipListener() {
            @Override
            public void onTransition(Transition transition) {
                all.add(transition.sequence());
            }

            @Override
            public void onCheckResult(CheckResult result) {
                all.add(result.detail());
                if (result.detail().equals("bad")) {
                    throw new IllegalStateException("on purpose");
                }
            }
        };
    }

    @Test
    void resultsOfChecksComeInOrderWithTransitionsAndAreNotReplayed() {
        dispatch.publish(result("before anybody listens"));
        assertThat(waiting).isEmpty();
        List<Object> all = new ArrayList<>();
        dispatch.add(bothInto(all), List.of(transition(1)));
        dispatch.publish(result("one"));
        dispatch.publish(transition(2));
        try (LogCapture log = new LogCapture(ListenerDispatch.class)) {
            dispatch.publish(result("bad"));
            dispatch.publish(transition(3));
            runWaiting();
            assertThat(log.lines()).singleElement().asString().startsWith("A listener failed on \"CheckResult[");
        }
        assertThat(all).containsExactly(1L, "one", 2L, "bad", 3L);
    }

    @Test
    void floodOfResultsTakesNoRoomFromEventsAndIsSaidTwice() {
        try (LogCapture log = new LogCapture(ListenerDispatch.class)) {
            List<Object> all = new ArrayList<>();
            dispatch.add(bothInto(all), List.of());
            for (int i = 0; i < 5000; i++) {
                dispatch.publish(result("flood"));
            }
            assertThat(waiting).hasSize(ListenerDispatch.MAX_PENDING_FOR_RESULTS);
            for (int i = 1; i <= ListenerDispatch.MAX_PENDING_FOR_RESULTS; i++) {
                dispatch.publish(transition(i));
            }
            long lost = 5000 - (ListenerDispatch.MAX_PENDING_FOR_RESULTS - 1);
            assertThat(dispatch.lost()).isEqualTo(lost);
            runWaiting();
            assertThat(all.stream().filter(Long.class::isInstance)).hasSize(ListenerDispatch.MAX_PENDING_FOR_RESULTS);
            assertThat(log.lines())
                    .hasSize(2)
                    .satisfies(lines -> assertThat(lines.get(0)).contains("512 events wait"))
                    .satisfies(lines -> assertThat(lines.get(1)).contains(lost + " events were lost"));
        }
    }

    @Test
    void closedExecutorsAreNobodysProblem() {
        ListenerDispatch closed = new ListenerDispatch(
                "web",
                unused -> {
                    throw new RejectedExecutionException("closed");
                },
                unused -> {
                    throw new RejectedExecutionException("closed");
                });
        closed.add(heard::add, List.of(transition(1)));
        for (int i = 0; i < 2 * ListenerDispatch.MAX_PENDING; i++) {
            closed.publish(transition(i));
        }
        assertThat(heard).isEmpty();
        assertThat(closed.lost()).isZero();
    }
}
