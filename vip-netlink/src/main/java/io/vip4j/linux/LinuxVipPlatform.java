/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.linux;

import io.vip4j.linux.ffi.NetworkNamespace;
import io.vip4j.linux.ffi.Privileges;
import io.vip4j.linux.ffi.ThreadScheduling;
import io.vip4j.linux.net.AddressLeftovers;
import io.vip4j.linux.net.ClaimMonitor;
import io.vip4j.linux.net.EpollLoop;
import io.vip4j.linux.net.FrameAnnouncer;
import io.vip4j.linux.net.GateLeftovers;
import io.vip4j.linux.net.IcmpEchoRequester;
import io.vip4j.linux.net.LinkLeftovers;
import io.vip4j.linux.net.NftGate;
import io.vip4j.linux.net.PidfdMonitor;
import io.vip4j.linux.net.PlatformExecutor;
import io.vip4j.linux.net.PlatformThreads;
import io.vip4j.linux.net.ProcessSlot;
import io.vip4j.linux.net.RawIpv4Channel;
import io.vip4j.linux.net.RawIpv6Channel;
import io.vip4j.linux.net.RtnetlinkBinder;
import io.vip4j.linux.net.RtnetlinkMonitor;
import io.vip4j.linux.net.RtnetlinkRoutes;
import io.vip4j.linux.net.RtnetlinkVirtualMacs;
import io.vip4j.linux.net.SockDiag;
import io.vip4j.linux.net.StartSweep;
import io.vip4j.linux.net.TcpPeerLinks;
import io.vip4j.linux.net.TunDevices;
import io.vip4j.linux.netlink.LinkEntry;
import io.vip4j.linux.netlink.NetlinkConnection;
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
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Virtual routers on the interfaces of this Linux host or of one of its network namespaces: raw sockets, rtnetlink, ARP
 * and neighbour discovery. Needs Linux on x86_64 or aarch64 with CAP_NET_RAW and CAP_NET_ADMIN. No program is started.
 *
 * <p>Threads, all daemons: {@code vip4j-loop}, {@code vip4j-netlink}, {@code vip4j-listener}, and a {@code vip4j-work} for
 * each piece of work under way, so that one that hangs keeps no other waiting; a check has at most one under way. All but
 * two of them end when they have had nothing to do for ten seconds. The executors refuse a task with
 * RejectedExecutionException when the platform is closed, when 65536 listener calls wait, or when 1024 pieces of work are
 * under way.
 */
public final class LinuxVipPlatform implements VipPlatform {

    private static final Logger LOG = LoggerFactory.getLogger(LinuxVipPlatform.class);

    private static final long START_SECONDS = 10;

    private static final String LOOPBACK = "lo";
    private static final AdvertisementReceiver NOBODY = (source, destination, timeToLive, message) -> {};

    private final Deque<AutoCloseable> opened;
    private final EpollLoop loop;
    private final RtnetlinkMonitor interfaces;
    private final FrameAnnouncer announcer;
    private final ClaimMonitor conflicts;
    private final PidfdMonitor processes;
    private final IcmpEchoRequester echoes;
    private final TcpPeerLinks peerLinks;
    private final RtnetlinkBinder binder;
    private final RtnetlinkRoutes routes;
    private final RtnetlinkVirtualMacs virtualMacs;
    private final TunDevices devices;
    private final SockDiag connections;
    private final NftGate gate;
    private final PlatformExecutor listenerExecutor;
    private final PlatformExecutor workExecutor;
    private final AtomicBoolean closed = new AtomicBoolean();

    /**
     * Opens the platform in the network namespace of this process.
     *
     * @throws PlatformException if this is not Linux, a capability is missing, or native code cannot be loaded
     */
    public static LinuxVipPlatform create() {
        return open(Optional.empty());
    }

    /**
     * Opens the platform in another network namespace, in which all its threads live, so that one JVM can serve
     * several. Needs CAP_SYS_ADMIN as well.
     *
     * @param networkNamespace the file that stands for it, for example {@code /run/netns/blue}
     * @throws PlatformException as for {@link #create}, or if the namespace cannot be entered
     */
    public static LinuxVipPlatform createIn(Path networkNamespace) {
        return open(Optional.of(networkNamespace));
    }

    /**
     * Loads native code and most classes of a platform, so that the first one opens sooner: some hundred milliseconds, for a
     * thread that nobody waits for while the application begins. What it opens for that is closed again, needs no
     * privilege and changes nothing. What is missing here is left for {@link #create} to tell. Any thread.
     */
    public static void preload() {
        PlatformThreads threads = new PlatformThreads(Optional.empty());
        Deque<AutoCloseable> opened = new ArrayDeque<>();
        try {
            Privileges.check();
            opened.push(EpollLoop.open(threads.named("vip4j-preload-loop")));
            opened.push(NetlinkConnection.open(threads.named("vip4j-preload-netlink")));
        } catch (PlatformException | LinkageError e) {
            LOG.debug("not preloaded: {}", e.toString());
        } finally {
            closeAll(opened);
        }
    }

    private static LinuxVipPlatform open(Optional<Path> networkNamespace) {
        Privileges.check();
        Deque<AutoCloseable> opened = new ArrayDeque<>();
        try {
            Optional<NetworkNamespace> namespace = networkNamespace.map(NetworkNamespace::open);
            namespace.ifPresent(opened::push);
            namespace.ifPresent(LinuxVipPlatform::checkEntry);
            return new LinuxVipPlatform(opened, new PlatformThreads(namespace));
        } catch (RuntimeException | Error e) {
            closeAll(opened);
            throw e;
        }
    }

    private LinuxVipPlatform(Deque<AutoCloseable> opened, PlatformThreads threads) {
        this.opened = opened;
        this.workExecutor = PlatformExecutor.forWork(threads);
        opened.push(workExecutor);
        this.listenerExecutor = PlatformExecutor.forListeners(threads);
        opened.push(listenerExecutor);
        this.loop = EpollLoop.open(threads.named("vip4j-loop"));
        opened.push(loop);
        this.interfaces = onLoop(() -> new RtnetlinkMonitor(loop, RtnetlinkMonitor.RECEIVE_BUFFER_OCTETS));
        opened.push(() -> execute(interfaces::close));
        this.announcer = onLoop(() -> new FrameAnnouncer(loop, interfaces));
        opened.push(() -> execute(announcer::close));
        this.conflicts = new ClaimMonitor(loop, interfaces, workExecutor);
        opened.push(() -> execute(conflicts::close));
        this.processes = new PidfdMonitor(loop);
        this.echoes = onLoop(() -> new IcmpEchoRequester(loop));
        opened.push(() -> execute(echoes::close));
        this.peerLinks = new TcpPeerLinks(loop);
        ProcessSlot slot = onLoop(ProcessSlot::take);
        opened.push(slot);
        NetlinkConnection connection = NetlinkConnection.open(threads.named("vip4j-netlink"));
        opened.push(connection);
        StartSweep sweep =
                new StartSweep(slot, List.of(new LinkLeftovers(), new AddressLeftovers(), new GateLeftovers()));
        await(connection.submit(sweep::run), "removing what earlier processes left");
        this.binder = new RtnetlinkBinder(connection, System.getProperty("os.version", ""), slot);
        this.routes = new RtnetlinkRoutes(connection);
        this.virtualMacs = new RtnetlinkVirtualMacs(connection, slot);
        this.devices = new TunDevices(connection, slot);
        opened.push(devices);
        this.connections = new SockDiag(connection);
        opened.push(connections);
        this.gate = new NftGate(connection, slot::number);
        opened.push(gate);
    }

    /**
     * Gives the loop a real-time priority (SCHED_FIFO): neither other threads of this JVM nor other programs keep it from a
     * processor any more. Pauses of the collector stay what they are. Threads that the loop starts do not inherit it. The
     * loop sleeps whenever nothing is due; should it ever not, the kernel leaves others a twentieth of the processor
     * (kernel.sched_rt_runtime_us). Safe from any thread but those of the platform.
     *
     * @return this platform
     * @throws PlatformException if the kernel refuses, which takes CAP_SYS_NICE or RLIMIT_RTPRIO; all is as before then
     */
    public LinuxVipPlatform realTimeLoop(RealTimePriority priority) {
        return onLoop("giving the loop real-time priority " + priority, () -> {
            ThreadScheduling.realTime(priority.value());
            return this;
        });
    }

    /** Tells a wrong namespace here rather than on a thread of the platform. */
    private static void checkEntry(NetworkNamespace namespace) {
        CompletableFuture<Void> entered = new CompletableFuture<>();
        Thread probe = new Thread(
                () -> {
                    try {
                        namespace.enter();
                        entered.complete(null);
                    } catch (RuntimeException e) {
                        entered.completeExceptionally(e);
                    }
                },
                "vip4j-namespace-check");
        probe.setDaemon(true);
        probe.start();
        await(entered, "entering network namespace " + namespace);
    }

    @Override
    public Loop loop() {
        return loop;
    }

    @Override
    public InterfaceMonitor interfaces() {
        return interfaces;
    }

    @Override
    public AdvertisementChannel openChannel(
            String networkInterface, AddressFamily family, AdvertisementReceiver receiver) {
        LinkEntry link = interfaces.link(networkInterface);
        return family == AddressFamily.IPV4
                ? RawIpv4Channel.open(loop, link, receiver)
                : RawIpv6Channel.open(loop, link, receiver);
    }

    @Override
    public AddressBinder binder() {
        return binder;
    }

    @Override
    public RouteBinder routes() {
        return routes;
    }

    @Override
    public VirtualMacInterfaces virtualMacs() {
        return virtualMacs;
    }

    @Override
    public ProcessDevices processDevices() {
        return devices;
    }

    @Override
    public ConnectionBreaker connections() {
        return connections;
    }

    @Override
    public AddressGate gate() {
        return gate;
    }

    @Override
    public NeighborAnnouncer announcer() {
        return announcer;
    }

    @Override
    public ConflictMonitor conflicts() {
        return conflicts;
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
    public PeerLinks peerLinks() {
        return peerLinks;
    }

    @Override
    public Executor listenerExecutor() {
        return listenerExecutor;
    }

    @Override
    public Executor workExecutor() {
        return workExecutor;
    }

    /**
     * {@inheritDoc} Here: netlink requests about an interface that does not exist, packets and frames that the kernel
     * refuses, packets and claims that are delivered to nobody, a connection to itself, and an alarm. Nothing is changed and
     * nothing leaves this host.
     */
    @Override
    public List<Runnable> warmUp() {
        return List.of(
                routes::rehearse,
                connections::rehearse,
                binder::rehearse,
                interfaces::rehearse,
                announcer::rehearse,
                conflicts::rehearse,
                peerLinks::rehearse,
                this::rehearseIpv4,
                this::rehearseIpv6,
                this::rehearseListeners);
    }

    private void rehearseIpv4() {
        try (RawIpv4Channel channel = RawIpv4Channel.open(loop, interfaces.link(LOOPBACK), NOBODY)) {
            channel.rehearse();
        }
    }

    private void rehearseIpv6() {
        try (RawIpv6Channel channel = RawIpv6Channel.open(loop, interfaces.link(LOOPBACK), NOBODY)) {
            channel.rehearse();
        } catch (PlatformException e) {
            // Whoever has an IPv6 address to serve will hear of it.
            LOG.debug("this host has no IPv6: {}", e.getMessage());
        }
    }

    private void rehearseListeners() {
        loop.newAlarm(() -> listenerExecutor.execute(() -> LOG.trace("rehearsed")))
                .armAt(loop.nanoTime());
    }

    /** How often netlink events were lost and all state was read again. On the loop. */
    long lostEvents() {
        return interfaces.losses();
    }

    /** In how many seconds more was claimed on a watched interface than is looked at. On the loop. */
    long floods(String networkInterface) {
        return conflicts.floods(networkInterface);
    }

    /** {@inheritDoc} Bindings that wait are done first. Takes at most eight seconds, normally some milliseconds. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            closeAll(opened);
        }
    }

    private static void closeAll(Deque<AutoCloseable> opened) {
        while (!opened.isEmpty()) {
            AutoCloseable next = opened.pop();
            try {
                next.close();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (Exception e) {
                LOG.warn("closing a part of the Linux platform failed: {}", e.toString());
            }
        }
    }

    /** Parts of the loop are closed on it; after it has ended Netty has closed what was registered. */
    private void execute(Runnable task) {
        try {
            loop.execute(task);
        } catch (RejectedExecutionException e) {
            LOG.debug("the loop has ended already");
        }
    }

    private <T> T onLoop(Supplier<T> part) {
        return onLoop("starting the loop", part);
    }

    private <T> T onLoop(String what, Supplier<T> part) {
        CompletableFuture<T> result = new CompletableFuture<>();
        loop.execute(() -> {
            try {
                result.complete(part.get());
            } catch (RuntimeException | Error e) {
                result.completeExceptionally(e);
            }
        });
        return await(result, what);
    }

    private static <T> T await(CompletableFuture<T> result, String what) {
        try {
            return result.get(START_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PlatformException(what + ": interrupted", e);
        } catch (TimeoutException e) {
            throw new PlatformException(what + ": not done within " + START_SECONDS + " s; is the host overloaded?", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof PlatformException refused) {
                throw refused;
            }
            throw new PlatformException(what + ": unexpected failure: " + e.getCause(), e);
        }
    }
}
