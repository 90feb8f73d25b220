/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.linux.net;

import io.vip4j.linux.ffi.Errno;
import io.vip4j.linux.ffi.NativeMemory;
import io.vip4j.linux.ffi.NativeSocket;
import io.vip4j.spi.Loop;
import io.vip4j.spi.PeerLinks;
import io.vip4j.spi.PlatformException;
import io.vip4j.vrrp.AddressFamily;
import io.vip4j.vrrp.IpAddress;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A socket that takes connections. When the process has no descriptor left for one it is closed for a while, for the
 * kernel would report the waiting one again and again. Used on the loop only.
 */
final class TcpListening implements PeerLinks.Listening {

    private static final Logger LOG = LoggerFactory.getLogger(TcpListening.class);

    private static final int BACKLOG = 64;
    private static final int MAX_ACCEPTS = 32;
    private static final long CLOSED_NANOS = Duration.ofSeconds(1).toNanos();

    private final EpollLoop loop;
    private final TcpLink.Buffers buffers;
    private final String networkInterface;
    private final IpAddress own;
    private final int port;
    private final PeerLinks.Acceptor acceptor;
    private final NativeMemory peerAddress;
    private final Loop.Alarm retry;
    private final FaultLog faults = new FaultLog(LOG);
    private @Nullable NativeSocket socket;
    private EpollLoop.@Nullable Registration registration;
    private boolean closed;

    TcpListening(
            EpollLoop loop,
            TcpLink.Buffers buffers,
            String networkInterface,
            IpAddress own,
            int port,
            PeerLinks.Acceptor acceptor) {
        this.loop = loop;
        this.buffers = buffers;
        this.networkInterface = networkInterface;
        this.own = own;
        this.port = port;
        this.acceptor = acceptor;
        this.peerAddress = TcpOptions.emptyAddress(own.family());
        this.retry = loop.newAlarm(this::openAgain);
        open();
    }

    private void open() {
        AddressFamily family = own.family();
        NativeSocket opened =
                TcpOptions.open("TCP " + own + " port " + port + " on " + networkInterface, family, networkInterface);
        try {
            TcpOptions.reuseAddress(opened);
            TcpOptions.hearOnlyTheLink(opened, family, true);
            opened.bind(TcpOptions.address(own, port));
            opened.listen(BACKLOG);
            registration = loop.register(opened, this::accept);
            socket = opened;
        } catch (RuntimeException e) {
            opened.close();
            throw e;
        }
    }

    private void openAgain() {
        if (closed || socket != null) {
            return;
        }
        try {
            open();
        } catch (PlatformException e) {
            faults.warn("cannot listen again: " + e.getMessage());
            retry.armAt(loop.nanoTime() + CLOSED_NANOS);
        }
    }

    private void accept() {
        for (int accepts = 0; accepts < MAX_ACCEPTS; accepts++) {
            NativeSocket listening = socket;
            if (listening == null) {
                return;
            }
            int fd = listening.accept(peerAddress);
            if (fd == NativeSocket.NOTHING) {
                return;
            }
            if (fd >= 0) {
                accepted(fd);
            } else if (isOfTheConnection(-fd)) {
                faults.warn("accept on " + networkInterface + ": " + Errno.text(-fd));
            } else {
                faults.warn("accept on " + networkInterface + ": " + Errno.text(-fd) + "; trying again in a second");
                shut();
                retry.armAt(loop.nanoTime() + CLOSED_NANOS);
                return;
            }
        }
    }

    /** Errors of a connection that was to be accepted are reported here; see accept(2). */
    private static boolean isOfTheConnection(int errno) {
        return switch (errno) {
            case Errno.ECONNABORTED, Errno.EPERM, Errno.ENETDOWN, Errno.ENETUNREACH, Errno.EOPNOTSUPP -> true;
            default -> false;
        };
    }

    private void accepted(int fd) {
        IpAddress peer = TcpOptions.addressIn(peerAddress, own.family());
        NativeSocket connection = NativeSocket.adopt("TCP from " + peer + " on " + networkInterface, fd);
        TcpLink link;
        try {
            link = new TcpLink(loop, buffers, connection, own.family());
            link.accepted();
        } catch (RuntimeException e) {
            connection.close();
            faults.warn("accept on " + networkInterface + ": " + e.getMessage());
            return;
        }
        link.hears(acceptor.accepted(peer, link));
    }

    private void shut() {
        if (registration != null) {
            registration.close();
            registration = null;
        }
        socket = null;
    }

    @Override
    public void close() {
        closed = true;
        retry.disarm();
        shut();
    }
}
