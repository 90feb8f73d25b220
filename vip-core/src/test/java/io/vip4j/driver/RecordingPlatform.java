/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.driver;

import io.vip4j.simulation.SimulatedNode;
import io.vip4j.spi.AddressBinder;
import io.vip4j.spi.AddressGate;
import io.vip4j.spi.AdvertisementChannel;
import io.vip4j.spi.AdvertisementReceiver;
import io.vip4j.spi.ConflictMonitor;
import io.vip4j.spi.ConnectionBreaker;
import io.vip4j.spi.EchoRequester;
import io.vip4j.spi.InterfaceMonitor;
import io.vip4j.spi.Loop;
import io.vip4j.spi.NeighborAnnouncer;
import io.vip4j.spi.PeerLinks;
import io.vip4j.spi.PlatformException;
import io.vip4j.spi.ProcessDevices;
import io.vip4j.spi.ProcessMonitor;
import io.vip4j.spi.RouteBinder;
import io.vip4j.spi.VipPlatform;
import io.vip4j.spi.VirtualMacInterfaces;
import io.vip4j.vrrp.AddressFamily;
import io.vip4j.vrrp.IpAddress;
import io.vip4j.vrrp.VirtualAddress;
import io.vip4j.vrrp.VirtualRoute;
import io.vip4j.vrrp.VirtualRule;
import io.vip4j.vrrp.Vrid;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A platform that tells what the driver asks of it, in order, and whose binder can be slow, dead or broken as the real
 * one would be. Words: {@code advertise(200)}, {@code bind}, {@code renew}, {@code unbind}, {@code announce}, and
 * {@code addroutes}, {@code removeroutes}, {@code guard}, {@code open}, {@code shut}, {@code unguard}, and {@code |} when the answer to one that is waited for goes back to the driver.
 */
public final class RecordingPlatform implements VipPlatform {

    /** Ways in which a platform can betray its driver; the invariants of the simulation must notice each of them. */
    public enum Fault {
        /** None. */
        NONE,
        /** Says that addresses are gone and leaves them. */
        UNBIND_DOES_NOTHING,
        /** Says that addresses are there and does not add them. */
        BIND_DOES_NOTHING,
        /** Lets no advertisement through to the driver. */
        DEAF,
        /** Adds addresses without their lifetime, so that a dead process keeps them. */
        LEASE_IS_IGNORED,
        /** Says that the gate is open and leaves it shut. */
        GATE_STAYS_SHUT,
        /** Wakes the driver 60 ms too late, as a machine without exact timers would be. */
        ALARMS_ARE_LATE
    }

    private static final int PRIORITY_AT = 2;
    private static final long LATENESS_NANOS = Duration.ofMillis(60).toNanos();

    private final VipPlatform platform;
    private final WatchedLoop loop;
    private final Consumer<String> words;
    private final Fault fault;
    private Duration answerDelay = Duration.ZERO;
    private boolean binderHangs;
    private boolean companyWaits;
    private final List<Runnable> company = new ArrayList<>();
    private long lastAnswerAtNanos;
    private int openChannels;
    private int openListenings;
    private int connects;
    private boolean noPeerLinks;
    private boolean interfacesCannotBeWatched;
    private @Nullable Executor workExecutor;
    private EchoRequester echoes = EchoRequester.UNSUPPORTED;
    private ProcessMonitor processes = ProcessMonitor.UNSUPPORTED;
    private ConnectionBreaker connections;
    private ProcessDevices processDevices;
    private final Map<Ingress, AdvertisementReceiver> receivers = new HashMap<>();

    /** Where datagrams come in. */
    private record Ingress(String networkInterface, AddressFamily family) {}

    public RecordingPlatform(VipPlatform platform, Consumer<String> words, Fault fault) {
        this.platform = platform;
        this.connections = platform.connections();
        this.processDevices = platform.processDevices();
        this.loop = new WatchedLoop(platform.loop(), fault == Fault.ALARMS_ARE_LATE ? LATENESS_NANOS : 0);
        this.words = words;
        this.fault = fault;
        this.lastAnswerAtNanos = platform.loop().nanoTime();
    }

    /** Lets every later bind, renewal and unbind take this long. */
    void answerDelay(Duration delay) {
        answerDelay = delay;
    }

    /** Lets later operations of the binder neither happen nor be answered. */
    void binderHangs(boolean hangs) {
        binderHangs = hangs;
    }

    /** Lets every later watch fail, after the channel was opened. */
    void interfacesCannotBeWatched() {
        interfacesCannotBeWatched = true;
    }

    /** Replaces the executor of probes, which in virtual time must not block. */
    public void workExecutor(Executor executor) {
        workExecutor = executor;
    }

    /** Replaces what hears the end of processes. */
    public void processes(ProcessMonitor monitor) {
        processes = monitor;
    }

    /** Replaces what sends ICMP echo requests. */
    public void echoes(EchoRequester requester) {
        echoes = requester;
    }

    /** Lets the loop say that the host was suspended for so long in all. */
    void suspended(Duration inAll) {
        loop.suspended(inAll);
    }

    /** Lets the loop take no tasks, as if its queue were full. */
    public void loopIsFull(boolean full) {
        loop.full(full);
    }

    /** Lets alarms ring as early as they may, as if each had company. */
    void alarmsRingEarly() {
        loop.ringsEarly();
    }

    /** Lets advertisements that may wait for company do so until {@link #turnEnds}. */
    void companyWaits() {
        companyWaits = true;
    }

    /** Sends what waits for company. */
    void turnEnds() {
        List<Runnable> leaving = List.copyOf(company);
        company.clear();
        leaving.forEach(Runnable::run);
    }

    /** How many alarms of the driver are still to ring. */
    public int armedAlarms() {
        return loop.armed();
    }

    int openChannels() {
        return openChannels;
    }

    /** At how many addresses and ports it listens for other routers. */
    int openListenings() {
        return openListenings;
    }

    /** How often it has tried to connect to another router. */
    int connects() {
        return connects;
    }

    /** From now on it cannot connect routers. */
    void noPeerLinks() {
        noPeerLinks = true;
    }

    /** Hands the driver a datagram for the group as if it had come down the cable of eth0. */
    void inject(IpAddress source, int timeToLive, byte[] message) {
        inject(source, source.family().vrrpGroup(), timeToLive, message);
    }

    /** Hands the driver a datagram as if it had come down the cable of eth0. */
    void inject(IpAddress source, IpAddress destination, int timeToLive, byte[] message) {
        platform.loop().execute(() -> {
            AdvertisementReceiver target = receivers.get(new Ingress(SimulatedNode.INTERFACE, source.family()));
            if (target != null) {
                target.received(source, destination, timeToLive, ByteBuffer.wrap(message));
            }
        });
    }

    @Override
    public Loop loop() {
        return loop;
    }

    @Override
    public InterfaceMonitor interfaces() {
        InterfaceMonitor monitor = platform.interfaces();
        return new InterfaceMonitor() {
            @Override
            public Watch watch(String networkInterface, Listener listener) {
                if (interfacesCannotBeWatched) {
                    throw new PlatformException("netlink: EPERM");
                }
                return monitor.watch(networkInterface, listener);
            }

            @Override
            public List<String> names() {
                return monitor.names();
            }
        };
    }

    @Override
    public AdvertisementChannel openChannel(
            String networkInterface, AddressFamily family, AdvertisementReceiver channelReceiver) {
        AdvertisementReceiver hearing =
                fault == Fault.DEAF ? (source, destination, timeToLive, message) -> {} : channelReceiver;
        Ingress ingress = new Ingress(networkInterface, family);
        receivers.put(ingress, hearing);
        AdvertisementChannel channel = platform.openChannel(networkInterface, family, hearing);
        openChannels++;
        return new AdvertisementChannel() {
            @Override
            public void send(IpAddress source, IpAddress destination, int timeToLive, ByteBuffer message) {
                words.accept("advertise(" + (message.get(message.position() + PRIORITY_AT) & 0xFF) + ")");
                channel.send(source, destination, timeToLive, message);
            }

            @Override
            public void sendInCompany(
                    IpAddress source, IpAddress destination, int timeToLive, ByteBuffer message, Departure departure) {
                if (!companyWaits) {
                    AdvertisementChannel.super.sendInCompany(source, destination, timeToLive, message, departure);
                    return;
                }
                words.accept("wait");
                ByteBuffer copy = ByteBuffer.allocate(message.remaining());
                copy.put(0, message, message.position(), message.remaining());
                company.add(() ->
                        AdvertisementChannel.super.sendInCompany(source, destination, timeToLive, copy, departure));
            }

            @Override
            public void flush() {
                turnEnds();
            }

            @Override
            public void join(IpAddress group) {
                channel.join(group);
            }

            @Override
            public void hearOnly(Set<Vrid> vrids) {
                words.accept(
                        "hear" + new TreeSet<>(vrids.stream().map(Vrid::value).toList()));
                channel.hearOnly(vrids);
            }

            @Override
            public void close() {
                turnEnds();
                openChannels--;
                receivers.remove(ingress);
                channel.close();
            }
        };
    }

    @Override
    public List<Runnable> warmUp() {
        return List.of(() -> words.accept("warm up 1"), () -> words.accept("warm up 2"));
    }

    @Override
    public AddressBinder binder() {
        AddressBinder binder = platform.binder();
        return new AddressBinder() {
            @Override
            public CompletionStage<Void> bind(
                    String networkInterface, List<VirtualAddress> addresses, Optional<Duration> lifetime) {
                words.accept("bind");
                return operation(
                        inTime(
                                lifetime,
                                () -> fault == Fault.BIND_DOES_NOTHING
                                        ? CompletableFuture.completedStage(null)
                                        : binder.bind(networkInterface, addresses, effective(lifetime))),
                        true);
            }

            @Override
            public CompletionStage<Void> renew(
                    String networkInterface, List<VirtualAddress> addresses, Optional<Duration> lifetime) {
                words.accept("renew");
                return operation(
                        inTime(
                                lifetime,
                                () -> fault == Fault.BIND_DOES_NOTHING
                                        ? CompletableFuture.completedStage(null)
                                        : binder.renew(networkInterface, addresses, effective(lifetime))),
                        false);
            }

            @Override
            public CompletionStage<Void> unbind(String networkInterface, List<VirtualAddress> addresses) {
                words.accept("unbind");
                return operation(
                        () -> fault == Fault.UNBIND_DOES_NOTHING
                                ? CompletableFuture.completedStage(null)
                                : binder.unbind(networkInterface, addresses),
                        true);
            }
        };
    }

    /** An operation whose turn comes when its lifetime is over, for the process stood still, fails. */
    private Supplier<CompletionStage<Void>> inTime(
            Optional<Duration> lifetime, Supplier<CompletionStage<Void>> operation) {
        long calledAt = loop().nanoTime();
        return () -> lifetime.isPresent()
                        && loop().nanoTime() - calledAt >= lifetime.get().toNanos()
                ? CompletableFuture.failedStage(new PlatformException("too late"))
                : operation.get();
    }

    private Optional<Duration> effective(Optional<Duration> lifetime) {
        return fault == Fault.LEASE_IS_IGNORED ? Optional.empty() : lifetime;
    }

    /** Runs an operation now or, after those before it, when its time has come. */
    private CompletionStage<Void> operation(Supplier<CompletionStage<Void>> work, boolean awaited) {
        CompletableFuture<Void> answer = new CompletableFuture<>();
        if (binderHangs) {
            return answer;
        }
        Runnable task = () -> {
            var unused = work.get().whenComplete((nothing, failure) -> {
                if (awaited) {
                    words.accept(failure == null ? "|" : "| failed:");
                }
                if (failure == null) {
                    answer.complete(null);
                } else {
                    answer.completeExceptionally(failure);
                }
            });
        };
        long now = loop().nanoTime();
        long doneAt = Math.max(now + answerDelay.toNanos(), lastAnswerAtNanos);
        if (doneAt == now) {
            task.run();
        } else {
            lastAnswerAtNanos = doneAt;
            platform.loop().newAlarm(task).armAt(doneAt);
        }
        return answer;
    }

    @Override
    public NeighborAnnouncer announcer() {
        NeighborAnnouncer announcer = platform.announcer();
        return new NeighborAnnouncer() {
            @Override
            public void announce(String networkInterface, IpAddress address, Form form) {
                words.accept("announce");
                announcer.announce(networkInterface, address, form);
            }

            @Override
            public void ask(String networkInterface, IpAddress asking, IpAddress neighbor) {
                words.accept("ask");
                announcer.ask(networkInterface, asking, neighbor);
            }
        };
    }

    @Override
    public AddressGate gate() {
        AddressGate gate = platform.gate();
        return new AddressGate() {
            @Override
            public CompletionStage<Void> guard(List<IpAddress> addresses) {
                words.accept("guard");
                return operation(() -> gate.guard(addresses), false);
            }

            @Override
            public CompletionStage<Void> open(List<IpAddress> addresses, Duration time) {
                words.accept("open");
                long untilNanos = loop().nanoTime() + time.toNanos();
                return operation(
                        () -> {
                            long left = untilNanos - loop().nanoTime();
                            return left <= 0 || fault == Fault.GATE_STAYS_SHUT
                                    ? CompletableFuture.completedStage(null)
                                    : gate.open(addresses, Duration.ofNanos(left));
                        },
                        false);
            }

            @Override
            public CompletionStage<Void> shut(List<IpAddress> addresses) {
                words.accept("shut");
                return operation(() -> gate.shut(addresses), false);
            }

            @Override
            public CompletionStage<Void> unguard(List<IpAddress> addresses) {
                words.accept("unguard");
                return operation(() -> gate.unguard(addresses), false);
            }
        };
    }

    @Override
    public RouteBinder routes() {
        RouteBinder binder = platform.routes();
        return new RouteBinder() {
            @Override
            public CompletionStage<Void> add(
                    String networkInterface, List<VirtualRoute> routes, List<VirtualRule> rules) {
                words.accept("addroutes");
                return operation(() -> binder.add(networkInterface, routes, rules), true);
            }

            @Override
            public CompletionStage<Void> remove(
                    String networkInterface, List<VirtualRoute> routes, List<VirtualRule> rules) {
                words.accept("removeroutes");
                return operation(() -> binder.remove(networkInterface, routes, rules), true);
            }
        };
    }

    @Override
    public VirtualMacInterfaces virtualMacs() {
        return platform.virtualMacs();
    }

    /** Replaces what makes devices of the process. */
    void processDevices(ProcessDevices replacement) {
        processDevices = replacement;
    }

    @Override
    public ProcessDevices processDevices() {
        return processDevices;
    }

    /** Replaces what breaks connections. */
    void connections(ConnectionBreaker breaker) {
        connections = breaker;
    }

    @Override
    public ConnectionBreaker connections() {
        return addresses -> {
            words.accept("break(" + addresses.size() + ")");
            return connections.breakConnections(addresses);
        };
    }

    @Override
    public ConflictMonitor conflicts() {
        return platform.conflicts();
    }

    @Override
    public PeerLinks peerLinks() {
        if (noPeerLinks) {
            return PeerLinks.UNSUPPORTED;
        }
        PeerLinks links = platform.peerLinks();
        return new PeerLinks() {
            @Override
            public Optional<String> problem() {
                return links.problem();
            }

            @Override
            public Listening listen(String networkInterface, IpAddress own, int port, Acceptor acceptor) {
                Listening listening = links.listen(networkInterface, own, port, acceptor);
                openListenings++;
                return () -> {
                    openListenings--;
                    listening.close();
                };
            }

            @Override
            public Link connect(
                    String networkInterface,
                    IpAddress own,
                    IpAddress peer,
                    int port,
                    Duration limit,
                    PeerLinks.Listener listener) {
                connects++;
                return links.connect(networkInterface, own, peer, port, limit, listener);
            }
        };
    }

    @Override
    public ProcessMonitor processes() {
        return processes;
    }

    @Override
    public EchoRequester echoes() {
        return echoes;
    }

    @Override
    public Executor listenerExecutor() {
        return platform.listenerExecutor();
    }

    @Override
    public Executor workExecutor() {
        Executor replaced = workExecutor;
        return replaced != null ? replaced : platform.workExecutor();
    }

    @Override
    public void close() {
        platform.close();
    }
}
