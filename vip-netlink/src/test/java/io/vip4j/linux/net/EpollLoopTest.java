/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.linux.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vip4j.linux.ffi.MessageHeader;
import io.vip4j.linux.ffi.NativeMemory;
import io.vip4j.linux.ffi.NativeSocket;
import io.vip4j.spi.Loop;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class EpollLoopTest {

    private static final long MILLISECOND = 1_000_000;

    private final EpollLoop loop = EpollLoop.open(new PlatformThreads(Optional.empty()).named("vip4j-loop"));

    @AfterEach
    void closeLoop() {
        loop.close();
    }

    @Test
    void tasksRunInOrderOnTheNamedDaemonThread() throws Exception {
        List<Integer> order = new ArrayList<>();
        CompletableFuture<Thread> thread = new CompletableFuture<>();
        for (int i = 0; i < 100; i++) {
            int number = i;
            loop.execute(() -> order.add(number));
        }
        loop.execute(() -> thread.complete(Thread.currentThread()));

        assertThat(thread.get().getName()).isEqualTo("vip4j-loop");
        assertThat(thread.get().isDaemon()).isTrue();
        assertThat(order).isSorted().hasSize(100);
        assertThat(loop.inLoop()).isFalse();
    }

    @Test
    void alarmRunsOnceAndNotEarly() throws Exception {
        AlarmRun run = run(alarm -> alarm.armAt(loop.nanoTime() + 5 * MILLISECOND), 5 * MILLISECOND);

        assertThat(run.delayNanos).isGreaterThanOrEqualTo(5 * MILLISECOND);
        assertThat(run.count.get()).isEqualTo(1);
    }

    @Test
    void alarmInThePastRunsAtOnce() throws Exception {
        AlarmRun run = run(alarm -> alarm.armAt(loop.nanoTime() - 1000 * MILLISECOND), 0);

        assertThat(run.count.get()).isEqualTo(1);
    }

    @Test
    void deadlineMovedLaterHoldsTheTaskBack() throws Exception {
        AlarmRun run = run(
                alarm -> {
                    alarm.armAt(loop.nanoTime() + 2 * MILLISECOND);
                    alarm.armAt(loop.nanoTime() + 20 * MILLISECOND);
                },
                20 * MILLISECOND);

        assertThat(run.delayNanos).isGreaterThanOrEqualTo(20 * MILLISECOND);
        assertThat(run.count.get()).isEqualTo(1);
    }

    @Test
    void deadlineMovedEarlierBringsTheTaskForward() throws Exception {
        AlarmRun run = run(
                alarm -> {
                    alarm.armAt(loop.nanoTime() + 15_000 * MILLISECOND);
                    alarm.armAt(loop.nanoTime() + 2 * MILLISECOND);
                },
                2 * MILLISECOND);

        assertThat(run.delayNanos).isLessThan(10_000 * MILLISECOND);
        assertThat(run.count.get()).isEqualTo(1);
    }

    @Test
    void alarmCanBeArmedAgainWithinItsTask() throws Exception {
        CountDownLatch five = new CountDownLatch(5);
        loop.execute(() -> {
            Loop.Alarm[] self = new Loop.Alarm[1];
            self[0] = loop.newAlarm(() -> {
                five.countDown();
                self[0].armAt(loop.nanoTime() + MILLISECOND);
            });
            self[0].armAt(loop.nanoTime());
        });

        assertThat(five.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void disarmedAlarmStaysSilent() throws Exception {
        AtomicInteger count = new AtomicInteger();
        CountDownLatch later = new CountDownLatch(1);
        loop.execute(() -> {
            Loop.Alarm silent = loop.newAlarm(count::incrementAndGet);
            silent.armAt(loop.nanoTime() + 2 * MILLISECOND);
            silent.disarm();
            loop.newAlarm(later::countDown).armAt(loop.nanoTime() + 10 * MILLISECOND);
        });

        assertThat(later.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(count).hasValue(0);
    }

    @Test
    void alarmsThatAreDueRingInOneTurnInTheirOrder() throws Exception {
        List<String> order = new ArrayList<>();
        CountDownLatch turns = new CountDownLatch(2);
        loop.execute(() -> {
            long now = loop.nanoTime();
            loop.newAlarm(() -> order.add("second")).armAt(now - 1);
            loop.newAlarm(() -> {
                        order.add("first");
                        loop.execute(() -> {
                            order.add("task");
                            turns.countDown();
                        });
                    })
                    .armAt(now - 2);
            Loop.Alarm[] again = new Loop.Alarm[1];
            again[0] = loop.newAlarm(() -> {
                order.add("third");
                if (turns.getCount() == 2) {
                    again[0].armAt(now); // Due already, but other things come first.
                } else {
                    turns.countDown();
                }
            });
            again[0].armAt(now);
        });

        assertThat(turns.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(order).containsExactly("first", "second", "third", "task", "third");
    }

    @Test
    void alarmThatMayRingEarlyDoesSoInCompany() throws Exception {
        CountDownLatch rang = new CountDownLatch(1);
        loop.execute(() -> {
            long now = loop.nanoTime();
            loop.newAlarm(rang::countDown).armAt(now + 3_600_000 * MILLISECOND, 3_600_000 * MILLISECOND);
            loop.newAlarm(() -> {}).armAt(now + 5 * MILLISECOND);
        });

        assertThat(rang.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void alarmOfTheSameTurnCanBeTakenBack() throws Exception {
        List<String> order = new ArrayList<>();
        CountDownLatch end = new CountDownLatch(1);
        loop.execute(() -> {
            long now = loop.nanoTime();
            Loop.Alarm disarmed = loop.newAlarm(() -> order.add("disarmed"));
            Loop.Alarm moved = loop.newAlarm(() -> {
                order.add("moved");
                end.countDown();
            });
            loop.newAlarm(() -> {
                        order.add("first");
                        disarmed.disarm();
                        moved.armAt(loop.nanoTime() + 5 * MILLISECOND);
                    })
                    .armAt(now - 3);
            disarmed.armAt(now - 2);
            moved.armAt(now - 1);
            loop.newAlarm(() -> order.add("last")).armAt(now);
        });

        assertThat(end.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(order).containsExactly("first", "last", "moved");
    }

    @Test
    void whenVeryManyAreDueOthersGetTheirTurn() throws Exception {
        List<String> order = new ArrayList<>();
        CountDownLatch end = new CountDownLatch(1);
        loop.execute(() -> {
            long now = loop.nanoTime();
            loop.newAlarm(() -> loop.execute(() -> order.add("task"))).armAt(now - 10);
            for (int i = 0; i < 2 * AlarmClock.MOST_IN_A_TURN; i++) {
                loop.newAlarm(() -> order.add("alarm")).armAt(now - 5);
            }
            loop.newAlarm(end::countDown).armAt(now);
        });

        assertThat(end.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(order.indexOf("task")).isBetween(1, AlarmClock.MOST_IN_A_TURN);
        assertThat(order).hasSize(2 * AlarmClock.MOST_IN_A_TURN + 1);
    }

    @Test
    void whatWaitsForTheAlarmsOfATurnRunsBeforeOneThatIsNoCompany() throws Exception {
        List<String> order = new ArrayList<>();
        CountDownLatch end = new CountDownLatch(1);
        loop.execute(() -> {
            assertThat(loop.runAfterAlarms(() -> order.add("never"))).isFalse();
            long now = loop.nanoTime();
            for (int i = 1; i <= 3; i++) {
                int number = i;
                loop.newAlarm(() -> {
                            order.add("alarm " + number);
                            loop.runAfterAlarms(() -> order.add("after " + number));
                        })
                        .armAt(now + number, number < 3 ? MILLISECOND : 0);
            }
            loop.newAlarm(end::countDown).armAt(now + 5 * MILLISECOND);
        });

        assertThat(end.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(order).containsExactly("alarm 1", "alarm 2", "after 1", "after 2", "alarm 3", "after 3");
    }

    @Test
    void failingTaskStopsNothing() throws Exception {
        CountDownLatch later = new CountDownLatch(1);
        loop.execute(() -> {
            loop.newAlarm(() -> {
                        throw new IllegalStateException("thrown by the test");
                    })
                    .armAt(loop.nanoTime());
            loop.newAlarm(later::countDown).armAt(loop.nanoTime() + MILLISECOND);
        });

        // Far less than the second for which Netty would sleep.
        assertThat(later.await(900, TimeUnit.MILLISECONDS)).isTrue();
    }

    @Test
    void whatEndsATurnTakesNoAlarmWithIt() throws Exception {
        List<String> order = new ArrayList<>();
        CountDownLatch end = new CountDownLatch(1);
        loop.execute(() -> {
            long now = loop.nanoTime();
            loop.newAlarm(() -> order.add("first")).armAt(now - 5);
            loop.newAlarm(() -> sneakyThrow(new IOException("thrown by the test")))
                    .armAt(now - 4);
            Loop.Alarm disarmed = loop.newAlarm(() -> order.add("disarmed"));
            disarmed.armAt(now - 3);
            loop.newAlarm(disarmed::disarm).armAt(now - 6);
            loop.newAlarm(() -> order.add("second")).armAt(now - 2);
            loop.newAlarm(end::countDown).armAt(now - 1);
        });

        assertThat(end.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(order).containsExactly("first", "second");
    }

    @Test
    void waitingDatagramIsReadBeforeAnAlarmThatExpiredMeanwhile() throws Exception { // Loop, second paragraph.
        List<String> order = new ArrayList<>();
        CountDownLatch both = new CountDownLatch(2);
        NativeSocket[] pair = {udp(), udp()};
        int port = bind(pair[0]);
        loop.execute(() -> {
            MessageHeader incoming = new MessageHeader(new NativeMemory(64), 0, 0);
            loop.register(pair[0], () -> {
                while (pair[0].receive(incoming) != NativeSocket.NOTHING) {
                    order.add("datagram");
                    both.countDown();
                }
            });
            long dueAt = loop.nanoTime() + MILLISECOND;
            loop.newAlarm(() -> {
                        order.add("alarm");
                        both.countDown();
                    })
                    .armAt(dueAt);
            // The loop is held up until the alarm is overdue; the datagram comes last.
            while (loop.nanoTime() - dueAt < 2 * MILLISECOND) {
                Thread.onSpinWait();
            }
            sendTo(pair[1], port);
        });

        assertThat(both.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(order).containsExactly("datagram", "alarm");
        pair[1].close();
    }

    @Test
    void socketThatIsReadInTurnsWakesNobodyAndGoesBeforeTheAlarm() throws Exception {
        List<String> order = new ArrayList<>();
        CountDownLatch end = new CountDownLatch(1);
        NativeSocket receiver = udp();
        NativeSocket sender = udp();
        int port = bind(receiver);
        MessageHeader incoming = new MessageHeader(new NativeMemory(64), 0, 0);
        EpollLoop.Registration[] registration = new EpollLoop.Registration[1];
        loop.execute(() -> {
            registration[0] = loop.register(receiver, () -> {
                while (receiver.receive(incoming) != NativeSocket.NOTHING) {
                    order.add("datagram");
                    if (order.size() == 4) {
                        end.countDown();
                    }
                }
            });
            registration[0].readInTurns(true);
            loop.newAlarm(() -> {
                        order.add("alarm");
                        registration[0].readInTurns(false); // What comes from now on wakes it again.
                        sendTo(sender, port);
                    })
                    .armAt(loop.nanoTime() + 100 * MILLISECOND);
            sendTo(sender, port);
            sendTo(sender, port);
        });
        CompletableFuture<List<String>> meanwhile = new CompletableFuture<>();
        loop.execute(() -> loop.execute(() -> meanwhile.complete(List.copyOf(order))));

        assertThat(meanwhile.get()).isEmpty();
        assertThat(end.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(order).containsExactly("datagram", "datagram", "alarm", "datagram");
        sender.close();
    }

    @Test
    void socketsThatAreReadInTurnsMayCloseEachOther() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        AtomicInteger reads = new AtomicInteger();
        loop.execute(() -> {
            List<EpollLoop.Registration> all = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                all.add(loop.register(udp(), () -> {
                    reads.incrementAndGet();
                    all.forEach(EpollLoop.Registration::close);
                }));
            }
            all.forEach(each -> each.readInTurns(true));
            loop.newAlarm(() -> all.forEach(each -> each.readInTurns(true))).armAt(loop.nanoTime());
            loop.newAlarm(end::countDown).armAt(loop.nanoTime() + 5 * MILLISECOND);
        });

        assertThat(end.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(reads).hasValue(1);
    }

    /** As after SIGCONT, when Netty runs expired tasks without having asked the kernel for events. */
    @Test
    void datagramThatComesAfterTheLookAtTheSocketsIsReadBeforeALateAlarm() throws Exception {
        List<String> order = new ArrayList<>();
        CompletableFuture<List<String>> seen = new CompletableFuture<>();
        NativeSocket receiver = udp();
        NativeSocket sender = udp();
        int port = bind(receiver);
        MessageHeader incoming = new MessageHeader(new NativeMemory(64), 0, 0);
        loop.execute(() -> {
            loop.register(receiver, () -> {
                if (receiver.receive(incoming) > 0) {
                    order.add("datagram");
                }
            });
            long deadline = loop.nanoTime() + 5 * MILLISECOND;
            // Both expire while the loop is busy, so they run one after the other without a look at the sockets
            // between.
            loop.newAlarm(() -> sendTo(sender, port)).armAt(deadline);
            loop.newAlarm(() -> {
                        order.add("alarm");
                        seen.complete(order);
                    })
                    .armAt(deadline + MILLISECOND);
            while (loop.nanoTime() - deadline < 10 * MILLISECOND) {
                Thread.onSpinWait();
            }
        });

        assertThat(seen.get()).containsExactly("datagram", "alarm");
        sender.close();
    }

    /** An alarm that may be early hurries nobody, but after a pause within the turn it must know what has come. */
    @Test
    void datagramThatComesWhileATurnStandsStillIsReadBeforeAnEarlyAlarm() throws Exception {
        List<String> order = new ArrayList<>();
        CompletableFuture<List<String>> seen = new CompletableFuture<>();
        NativeSocket receiver = udp();
        NativeSocket sender = udp();
        int port = bind(receiver);
        MessageHeader incoming = new MessageHeader(new NativeMemory(64), 0, 0);
        loop.execute(() -> {
            loop.register(receiver, () -> {
                if (receiver.receive(incoming) > 0) {
                    order.add("datagram");
                }
            });
            long deadline = loop.nanoTime() + 5 * MILLISECOND;
            loop.newAlarm(() -> {
                        sendTo(sender, port);
                        long pausedAt = loop.nanoTime();
                        while (loop.nanoTime() - pausedAt < 2 * AlarmClock.PAUSE_NANOS) {
                            Thread.onSpinWait();
                        }
                    })
                    .armAt(deadline);
            loop.newAlarm(() -> {
                        order.add("alarm");
                        seen.complete(order);
                    })
                    .armAt(deadline + 3_600_000 * MILLISECOND, 3_600_000 * MILLISECOND);
        });

        assertThat(seen.get()).containsExactly("datagram", "alarm");
        sender.close();
    }

    @Test
    void socketThatWasClosedInThisTurnIsNotReadAnyMore() throws Exception {
        CompletableFuture<List<String>> read = new CompletableFuture<>();
        loop.execute(() -> {
            List<String> callers = new ArrayList<>();
            EpollLoop.Registration[] both = new EpollLoop.Registration[2];
            for (int i = 0; i < both.length; i++) {
                int other = 1 - i;
                both[i] = loop.register(udp(), () -> {
                    callers.add("closes " + other);
                    both[other].close();
                });
            }
            loop.newAlarm(() -> read.complete(callers))
                    .armAt(loop.nanoTime() - 1000 * MILLISECOND); // Late: it looks first.
        });

        assertThat(read.get()).hasSize(1);
    }

    @Test
    void exceptionWhileReadingDoesNotStallTheLoop() throws Exception {
        CountDownLatch failed = new CountDownLatch(1);
        CountDownLatch later = new CountDownLatch(1);
        NativeSocket[] pair = {udp(), udp()};
        int port = bind(pair[0]);
        loop.execute(() -> {
            MessageHeader incoming = new MessageHeader(new NativeMemory(64), 0, 0);
            loop.register(pair[0], () -> {
                pair[0].receive(incoming);
                failed.countDown();
                throw new IllegalStateException("thrown by the test");
            });
            sendTo(pair[1], port);
        });
        assertThat(failed.await(10, TimeUnit.SECONDS)).isTrue();

        loop.execute(later::countDown);

        assertThat(later.await(900, TimeUnit.MILLISECONDS)).isTrue();
        pair[1].close();
    }

    @Test
    void tasksBeyondTheBoundAreRefused() throws Exception {
        CountDownLatch hold = new CountDownLatch(1);
        CountDownLatch held = new CountDownLatch(1);
        loop.execute(() -> {
            held.countDown();
            try {
                hold.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        held.await();
        try {
            assertThatThrownBy(() -> {
                        for (int i = 0; i <= EpollLoop.MAX_WAITING; i++) {
                            loop.execute(() -> {});
                        }
                    })
                    .isInstanceOf(RejectedExecutionException.class);
        } finally {
            hold.countDown();
        }
    }

    @Test
    void closedLoopRefusesTasksAndClosesTwice() {
        loop.close();
        loop.close();

        assertThatThrownBy(() -> loop.execute(() -> {})).isInstanceOf(RejectedExecutionException.class);
    }

    private static final class AlarmRun {
        final AtomicInteger count = new AtomicInteger();
        volatile long delayNanos;
    }

    /** Arms an alarm and waits until it has run and as much time as it was armed for has passed once more. */
    private AlarmRun run(Consumer<Loop.Alarm> arm, long span) throws InterruptedException {
        AlarmRun run = new AlarmRun();
        CountDownLatch over = new CountDownLatch(1);
        loop.execute(() -> {
            long startedAt = loop.nanoTime();
            arm.accept(loop.newAlarm(() -> {
                run.delayNanos = loop.nanoTime() - startedAt;
                run.count.incrementAndGet();
                loop.newAlarm(over::countDown).armAt(loop.nanoTime() + span);
            }));
        });
        assertThat(over.await(10, TimeUnit.SECONDS)).isTrue();
        return run;
    }

    /** As code of other languages may: what is neither RuntimeException nor Error. */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <T extends Exception> void sneakyThrow(Exception checked) throws T {
        throw (T) checked;
    }

    private static NativeSocket udp() {
        return NativeSocket.openNonBlocking("UDP", 2, 2, 0);
    }

    private static int bind(NativeSocket socket) throws IOException {
        int port;
        try (DatagramSocket probe = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            port = probe.getLocalPort();
        }
        NativeMemory address = new NativeMemory(16);
        address.nativeOrder().putShort(0, (short) 2);
        address.networkOrder().putShort(2, (short) port).putInt(4, 0x7F000001);
        socket.bind(address);
        return port;
    }

    private static void sendTo(NativeSocket socket, int port) {
        MessageHeader header = new MessageHeader(new NativeMemory(8), 16, 0);
        header.nativeOrder().putShort(MessageHeader.NAME, (short) 2);
        header.networkOrder().putShort(MessageHeader.NAME + 2, (short) port);
        header.networkOrder().putInt(MessageHeader.NAME + 4, 0x7F000001);
        assertThat(socket.send(header, 1)).isZero();
    }
}
