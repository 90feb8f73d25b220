/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.linux.net;

import io.vip4j.linux.ffi.Errno;
import io.vip4j.linux.ffi.NativeMemory;
import io.vip4j.linux.ffi.NativeSocket;
import io.vip4j.spi.PeerLinks;
import io.vip4j.spi.PlatformException;
import io.vip4j.vrrp.AddressFamily;
import io.vip4j.vrrp.IpAddress;
import java.time.Duration;
import java.util.Optional;

/**
 * Connections over TCP that only stations of the link can be an end of. Both ends send with TTL or hop limit 255, and the
 * kernel drops what comes with less (RFC 5082). Used on the loop only.
 */
public final class TcpPeerLinks implements PeerLinks {

    /** Nobody listens on it (tcpmux), and if so, nothing is said. */
    private static final int RARE_PORT = 1;

    private final EpollLoop loop;
    private final TcpLink.Buffers buffers = new TcpLink.Buffers();

    /** @param loop calls back */
    public TcpPeerLinks(EpollLoop loop) {
        this.loop = loop;
    }

    @Override
    public Optional<String> problem() {
        return Optional.empty();
    }

    @Override
    public Listening listen(String networkInterface, IpAddress own, int port, Acceptor acceptor) {
        return new TcpListening(loop, buffers, networkInterface, own, port, acceptor);
    }

    @Override
    public Link connect(
            String networkInterface, IpAddress own, IpAddress peer, int port, Duration limit, Listener listener) {
        AddressFamily family = peer.family();
        String name = "TCP to " + peer + " port " + port + " on " + networkInterface;
        NativeSocket socket = TcpOptions.open(name, family, networkInterface);
        try {
            socket.bind(TcpOptions.address(own, 0));
            NativeMemory destination = TcpOptions.address(peer, port);
            int errno = socket.connect(destination);
            if (errno != 0 && errno != Errno.EINPROGRESS && errno != Errno.ECONNREFUSED) {
                throw new PlatformException("connect " + name + ": " + Errno.text(errno));
            }
            TcpLink link = new TcpLink(loop, buffers, socket, family);
            link.connecting(destination, errno, limit, listener);
            return link;
        } catch (RuntimeException e) {
            socket.close();
            throw e;
        }
    }

    /** Connects to this host itself, so that the first connection that matters finds everything loaded. */
    public void rehearse() {
        try {
            IpAddress loopback = IpAddress.parse("127.0.0.1");
            connect("lo", loopback, loopback, RARE_PORT, Duration.ofSeconds(1), new Listener() {
                @Override
                public void connected() {
                    // Goes away after its limit, or with the other end.
                }

                @Override
                public void line(String line) {
                    // Nobody has been asked anything.
                }

                @Override
                public void ended(End end) {
                    // As it should.
                }
            });
        } catch (PlatformException e) {
            // The loopback interface is down; whoever has a router to watch will hear of what is wrong there.
        }
    }
}
