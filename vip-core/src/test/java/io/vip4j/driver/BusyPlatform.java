/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.driver;

import io.vip4j.spi.AddressBinder;
import io.vip4j.spi.AdvertisementChannel;
import io.vip4j.spi.AdvertisementReceiver;
import io.vip4j.spi.InterfaceMonitor;
import io.vip4j.spi.Loop;
import io.vip4j.spi.NeighborAnnouncer;
import io.vip4j.spi.VipPlatform;
import io.vip4j.vrrp.AddressFamily;
import io.vip4j.vrrp.IpAddress;
import io.vip4j.vrrp.VirtualAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/**
 * A host that is alone on its links, in virtual time, on which work takes time: what the driver asks of the platform keeps
 * the loop for so long, and the kernel answers one request after the other. A turn of the loop does what has arrived, then
 * rings what is due; what is armed or arrives meanwhile waits for the next one. It counts what it is asked.
 */
final class BusyPlatform implements VipPlatform {

    static final long PACKET_NANOS = 5_000;
    static final long FRAME_NANOS = 10_000;
    static final long REQUEST_NANOS = 20_000;
    private static final long ADDRESS_IN_KERNEL_NANOS = 4_000;

    private static final int VRID_AT = 1;
    private static final IpAddress OWN = IpAddress.parse("198.51.100.1");

    /** An advertisement that was sent. */
    record Sent(long atNanos, String networkInterface, int vrid) {}

    private record Event(long atNanos, long number, Runnable task) {}

    private final List<String> interfaces;
    private final BusyLoop loop = new BusyLoop();
    private final List<Sent> sent = new ArrayList<>();
    private long kernelFreeAtNanos;
    private long frames;
    private long operations;

    BusyPlatform(List<String> interfaces) {
        this.interfaces = List.copyOf(interfaces);
    }

    /** Lets time pass. */
    void run(Duration time) {
        loop.runUntil(loop.nanos + time.toNanos());
    }

    /** The advertisements so far. */
    List<Sent> sent() {
        return sent;
    }

    /** How many announcements were sent so far. */
    long frames() {
        return frames;
    }

    /** How often the clock was read, an alarm moved, a task handed in or the platform asked for something. */
    long operations() {
        return operations;
    }

    /** The loop is busy with it. */
    private void work(long nanos) {
        operations++;
        loop.nanos += nanos;
    }

    @Override
    public Loop loop() {
        return loop;
    }

    @Override
    public InterfaceMonitor interfaces() {
        return new InterfaceMonitor() {
            @Override
            public Watch watch(String networkInterface, Listener listener) {
                int index = 1 + interfaces.indexOf(networkInterface);
                listener.changed(new InterfaceState(networkInterface, index, true, List.of(OWN)));
                return () -> {};
            }

            @Override
            public List<String> names() {
                return interfaces;
            }
        };
    }

    @Override
    public AdvertisementChannel openChannel(
            String networkInterface, AddressFamily family, AdvertisementReceiver receiver) {
        return new AdvertisementChannel() {
            @Override
            public void send(IpAddress source, IpAddress destination, int timeToLive, ByteBuffer message) {
                sent.add(new Sent(loop.nanos, networkInterface, message.get(message.position() + VRID_AT) & 0xFF));
                work(PACKET_NANOS);
            }

            @Override
            public void join(IpAddress group) {}

            @Override
            public void close() {}
        };
    }

    @Override
    public AddressBinder binder() {
        return new AddressBinder() {
            @Override
            public CompletionStage<Void> bind(
                    String networkInterface, List<VirtualAddress> addresses, Optional<Duration> lifetime) {
                return request(addresses);
            }

            @Override
            public CompletionStage<Void> renew(
                    String networkInterface, List<VirtualAddress> addresses, Optional<Duration> lifetime) {
                return request(addresses);
            }

            @Override
            public CompletionStage<Void> unbind(String networkInterface, List<VirtualAddress> addresses) {
                return request(addresses);
            }
        };
    }

    private CompletionStage<Void> request(List<VirtualAddress> addresses) {
        work(REQUEST_NANOS);
        CompletableFuture<Void> answer = new CompletableFuture<>();
        kernelFreeAtNanos = Math.max(loop.nanos, kernelFreeAtNanos) + addresses.size() * ADDRESS_IN_KERNEL_NANOS;
        loop.arrive(kernelFreeAtNanos, () -> answer.complete(null));
        return answer;
    }

    @Override
    public NeighborAnnouncer announcer() {
        return new NeighborAnnouncer() {
            @Override
            public void announce(String networkInterface, IpAddress address, Form form) {
                frames++;
                work(FRAME_NANOS);
            }

            @Override
            public void ask(String networkInterface, IpAddress asking, IpAddress neighbor) {
                work(FRAME_NANOS);
            }
        };
    }

    @Override
    public Executor listenerExecutor() {
        return Runnable::run;
    }

    @Override
    public Executor workExecutor() {
        return Runnable::run;
    }

    @Override
    public void close() {}

    private final class BusyLoop implements Loop {

        private final PriorityQueue<Event> arrivals = queue();
        private final PriorityQueue<Event> alarms = queue();
        private long nanos;
        private long made;
        private boolean running;

        private PriorityQueue<Event> queue() {
            return new PriorityQueue<>(Comparator.comparingLong(Event::atNanos).thenComparingLong(Event::number));
        }

        void runUntil(long end) {
            while (nextNanos() <= end) {
                nanos = Math.max(nanos, nextNanos());
                List<Event> turn = new ArrayList<>(due(arrivals));
                turn.addAll(due(alarms));
                running = true;
                turn.forEach(event -> event.task().run());
                running = false;
            }
            nanos = Math.max(nanos, end);
        }

        private long nextNanos() {
            long arrival = arrivals.isEmpty() ? Long.MAX_VALUE : arrivals.peek().atNanos();
            long alarm = alarms.isEmpty() ? Long.MAX_VALUE : alarms.peek().atNanos();
            return Math.min(arrival, alarm);
        }

        private List<Event> due(PriorityQueue<Event> events) {
            List<Event> due = new ArrayList<>();
            while (!events.isEmpty() && events.peek().atNanos() <= nanos) {
                due.add(events.remove());
            }
            return due;
        }

        void arrive(long atNanos, Runnable task) {
            arrivals.add(new Event(atNanos, made++, task));
        }

        @Override
        public long nanoTime() {
            operations++;
            return nanos;
        }

        @Override
        public Instant now() {
            return Instant.EPOCH.plusNanos(nanos);
        }

        @Override
        public boolean inLoop() {
            return running;
        }

        @Override
        public void execute(Runnable task) {
            operations++;
            if (running) {
                arrive(nanos, task);
                return;
            }
            running = true;
            task.run();
            running = false;
        }

        @Override
        public Alarm newAlarm(Runnable task) {
            return new Alarm() {
                private long armed;

                @Override
                public void armAt(long deadlineNanos) {
                    operations++;
                    long mine = ++armed;
                    alarms.add(new Event(deadlineNanos, made++, () -> {
                        if (mine == armed) {
                            task.run();
                        }
                    }));
                }

                @Override
                public void disarm() {
                    operations++;
                    armed++;
                }
            };
        }
    }
}
