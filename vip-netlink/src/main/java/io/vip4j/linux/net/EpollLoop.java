/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.linux.net;

import io.netty.channel.IoEvent;
import io.netty.channel.IoEventLoop;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.IoRegistration;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SingleThreadIoEventLoop;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandle;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollIoOps;
import io.netty.channel.unix.FileDescriptor;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.RejectedExecutionHandlers;
import io.vip4j.linux.ffi.NativeDescriptor;
import io.vip4j.linux.ffi.SuspendedTime;
import io.vip4j.spi.Loop;
import io.vip4j.spi.PlatformException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The loop: one Netty thread that waits on epoll. In each turn Netty handles what epoll reports before it runs expired
 * alarms and tasks, which {@link Loop} promises.
 *
 * <p>Netty's clock stands still while the host is suspended. Each event and alarm therefore begins with a look at how
 * long that was; the time is added to {@link #nanoTime}, and alarms that wait in Netty are set anew.
 */
public final class EpollLoop implements Loop, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(EpollLoop.class);

    /** Tasks that wait at most; more are refused with RejectedExecutionException. */
    static final int MAX_WAITING = 1 << 16;

    /** How long tasks may run before sockets are looked at again. */
    private static final long TASK_QUANTUM_MILLIS = 10;

    private static final long CLOSE_MILLIS = 2000;

    private final MultiThreadIoEventLoopGroup group;
    private final IoEventLoop eventLoop;
    private final FaultLog faults = new FaultLog(LOG);

    /** Open sockets; written on the loop, and by the closing thread when the loop has ended. */
    private final Map<SocketHandle, IoRegistration> handles = new HashMap<>();

    /** Those of them that epoll does not watch for reading. */
    private final List<SocketHandle> readInTurns = new ArrayList<>();

    private final AlarmClock alarms;

    private final SuspendWatch suspensions;

    private EpollLoop(MultiThreadIoEventLoopGroup group, LongSupplier suspendedSinceBoot) {
        this.group = group;
        this.eventLoop = group.next();
        this.suspensions = new SuspendWatch(suspendedSinceBoot);
        this.alarms = new AlarmClock(eventLoop, this::nanoTime, this::beginTurn, this::readWhatIsWaiting, faults);
    }

    /**
     * Makes the loop; its thread starts with the first task.
     *
     * @throws PlatformException if Netty's native code cannot be loaded
     */
    public static EpollLoop open(ThreadFactory threads) {
        return open(threads, new SuspendedTime()::nanos);
    }

    /**
     * Makes the loop.
     *
     * @param suspendedSinceBoot see {@link SuspendWatch}
     */
    static EpollLoop open(ThreadFactory threads, LongSupplier suspendedSinceBoot) {
        Throwable unavailable = Epoll.unavailabilityCause();
        if (unavailable != null) {
            throw new PlatformException(
                    "the native part of netty-transport-native-epoll could not be loaded (" + unavailable
                            + "): put its jar for this architecture on the class path, and see that java.io.tmpdir "
                            + System.getProperty("java.io.tmpdir")
                            + " is writable and not mounted noexec, or name a directory that is by"
                            + " -Dio.netty.native.workdir=DIR",
                    unavailable);
        }
        return new EpollLoop(new BoundedGroup(threads), suspendedSinceBoot);
    }

    @Override
    public long nanoTime() {
        return eventLoop.ticker().nanoTime() + suspensions.suspendedNanos();
    }

    @Override
    public long suspendedNanos() {
        return suspensions.suspendedNanos();
    }

    @Override
    public Instant now() {
        return Instant.now();
    }

    @Override
    public boolean inLoop() {
        return eventLoop.inEventLoop();
    }

    @Override
    public void execute(Runnable task) {
        eventLoop.execute(task);
    }

    @Override
    public Alarm newAlarm(Runnable task) {
        return alarms.newAlarm(task);
    }

    /** Begins a turn of alarms: what has come is heard before one of them rings. */
    private void beginTurn() {
        lookForSuspension();
        for (int i = readInTurns.size() - 1; i >= 0; i = Math.min(i, readInTurns.size()) - 1) {
            readInTurns.get(i).read(); // May end its registration, or that of others.
        }
    }

    /** Begins an event or an alarm: what waits in Netty with a delay from before a suspension is due sooner. */
    private void lookForSuspension() {
        if (suspensions.look()) {
            alarms.followSuspension();
        }
    }

    /**
     * Lets a task run when the alarms of this turn have rung. On the loop; the task must not throw.
     *
     * @return false: no alarm rings now, and the task is not run
     */
    boolean runAfterAlarms(Runnable task) {
        return alarms.runAfterwards(task);
    }

    /** Ends a registration and closes the socket. On the loop only; idempotent. */
    interface Registration {

        /** Ends it and closes the socket. */
        void close();

        /** Whether to be called back also as soon as something can be written, or a connection is made; at first not. */
        void awaitWritable(boolean value);

        /**
         * Whether to be called back at the beginning of each turn of alarms, and no more when there is something to read; at
         * first not.
         */
        void readInTurns(boolean value);

        /** Ends it at once; the socket is closed by the executor, for those with which the kernel takes its time. */
        void close(Executor closer);
    }

    /**
     * Calls back while there is something to read from the socket, or an error to fetch. On the loop only.
     *
     * @param socket closed with the registration
     * @param onReadable reads until nothing is left; it is called again if something is, and may be called when there is
     *     nothing
     */
    Registration register(NativeDescriptor socket, Runnable onReadable) {
        SocketHandle handle = new SocketHandle(socket, onReadable);
        // On the loop thread the future is complete when the call returns.
        Future<IoRegistration> registered = eventLoop.register(handle);
        if (!registered.isSuccess()) {
            throw new PlatformException(
                    "epoll: cannot watch " + socket + ": " + registered.cause(), registered.cause());
        }
        SocketRegistration registration = new SocketRegistration(handle, registered.getNow());
        registration.submit();
        handles.put(handle, registered.getNow());
        return registration;
    }

    // A process that was stopped and goes on (SIGSTOP, SIGCONT) gets EINTR from epoll_wait. Netty then takes the wait
    // for
    // over without having asked for events, and would run the alarms first.
    private void readWhatIsWaiting() {
        List.copyOf(handles.keySet()).forEach(SocketHandle::read);
    }

    /** Stops the thread and closes the sockets that are still registered; waits at most two seconds. Idempotent. */
    @Override
    public void close() {
        Future<?> ended = group.shutdownGracefully(0, CLOSE_MILLIS / 2, TimeUnit.MILLISECONDS);
        if (inLoop()) {
            handles.values().forEach(IoRegistration::cancel);
            closeSockets();
            return;
        }
        if (ended.awaitUninterruptibly(CLOSE_MILLIS, TimeUnit.MILLISECONDS)) {
            // With a quiet period of zero Netty may end in the very turn in which it was told to, and then it has
            // closed no socket.
            closeSockets();
        } else {
            LOG.warn("the loop did not end within {} ms: a task is stuck", CLOSE_MILLIS);
        }
    }

    private void closeSockets() {
        handles.keySet().forEach(SocketHandle::close);
        handles.clear();
    }

    /** One loop whose queue has a bound. */
    private static final class BoundedGroup extends MultiThreadIoEventLoopGroup {
        BoundedGroup(ThreadFactory threads) {
            super(1, threads, EpollIoHandler.newFactory());
        }

        @Override
        protected IoEventLoop newChild(Executor executor, IoHandlerFactory handlers, Object... unused) {
            return new SingleThreadIoEventLoop(
                    this, executor, handlers, MAX_WAITING, RejectedExecutionHandlers.reject(), TASK_QUANTUM_MILLIS);
        }
    }

    private final class SocketRegistration implements Registration {

        private final SocketHandle handle;
        private final IoRegistration registration;
        private boolean awaitsWritable;

        SocketRegistration(SocketHandle handle, IoRegistration registration) {
            this.handle = handle;
            this.registration = registration;
        }

        /** Tells epoll what is waited for. */
        void submit() {
            // Errors are told in every case. Asking for nothing would take the socket out of epoll, and Netty not put
            // it back.
            EpollIoOps wanted = readInTurns.contains(handle) ? EpollIoOps.EPOLLERR : EpollIoOps.EPOLLIN;
            registration.submit(awaitsWritable ? wanted.with(EpollIoOps.EPOLLOUT) : wanted);
        }

        @Override
        public void awaitWritable(boolean value) {
            awaitsWritable = value;
            submit();
        }

        @Override
        public void readInTurns(boolean value) {
            readInTurns.remove(handle);
            if (handle.ended) {
                return;
            }
            if (value) {
                readInTurns.add(handle);
            }
            submit();
        }

        @Override
        public void close() {
            close(Runnable::run);
        }

        @Override
        public void close(Executor closer) {
            if (handles.remove(handle) != null) {
                readInTurns.remove(handle);
                // Netty knows the handle by the number of the descriptor, so the descriptor is closed last.
                registration.cancel();
                handle.ended = true;
                closer.execute(handle::close);
            }
        }
    }

    /** A socket in epoll. Nothing may escape from {@link #handle}: Netty would then sleep for a second. */
    private final class SocketHandle implements EpollIoHandle {

        private final NativeDescriptor socket;
        private final FileDescriptor descriptor;
        private final Runnable onReadable;
        private volatile boolean ended; // From then on the number of the descriptor may be another one's.

        SocketHandle(NativeDescriptor socket, Runnable onReadable) {
            this.socket = socket;
            this.descriptor = new FileDescriptor(socket.fd());
            this.onReadable = onReadable;
        }

        @Override
        public FileDescriptor fd() {
            return descriptor;
        }

        @Override
        public void handle(IoRegistration registration, IoEvent event) {
            lookForSuspension();
            read();
        }

        @SuppressWarnings("CatchingUnchecked")
        void read() {
            if (ended) {
                return;
            }
            try {
                onReadable.run();
            } catch (Throwable fault) {
                faults.unexpected("reading from " + socket, fault);
            }
        }

        @Override
        public void close() {
            ended = true;
            socket.close();
        }
    }
}
