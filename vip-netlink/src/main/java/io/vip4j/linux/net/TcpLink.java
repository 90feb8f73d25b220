/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.linux.net;

import io.vip4j.linux.ffi.Errno;
import io.vip4j.linux.ffi.MessageHeader;
import io.vip4j.linux.ffi.NativeMemory;
import io.vip4j.linux.ffi.NativeSocket;
import io.vip4j.spi.Loop;
import io.vip4j.spi.PeerLinks;
import io.vip4j.spi.PeerLinks.End;
import io.vip4j.spi.PlatformException;
import io.vip4j.vrrp.AddressFamily;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One connection over TCP that carries lines. Used on the loop only. */
final class TcpLink implements PeerLinks.Link {

    private static final Logger LOG = LoggerFactory.getLogger(TcpLink.class);

    private static final int READ_OCTETS = 256;

    /** Reads until the loop goes on; it comes back for the rest. */
    private static final int MAX_READS = 4;

    private static final int FIRST_PRINTABLE = 0x20;
    private static final int LAST_PRINTABLE = 0x7E;

    /** What the connections of one loop share: each uses it for the length of one call. */
    static final class Buffers {
        private final MessageHeader incoming = new MessageHeader(new NativeMemory(READ_OCTETS), 0, 0);
        private final MessageHeader outgoing = new MessageHeader(new NativeMemory(PeerLinks.MAX_LINE_OCTETS + 1), 0, 0);
    }

    private final EpollLoop loop;
    private final FaultLog faults = new FaultLog(LOG);
    private final Buffers buffers;
    private final NativeSocket socket;
    private final AddressFamily family;
    private final Loop.Alarm limit;
    private final byte[] line = new byte[PeerLinks.MAX_LINE_OCTETS];
    private int lineLength;
    private @Nullable NativeMemory destination; // While it is being connected.
    private long limitAtNanos;
    private EpollLoop.@Nullable Registration registration;
    private PeerLinks.@Nullable Listener listener;
    private boolean closed;

    TcpLink(EpollLoop loop, Buffers buffers, NativeSocket socket, AddressFamily family) {
        this.loop = loop;
        this.buffers = buffers;
        this.socket = socket;
        this.family = family;
        this.limit = loop.newAlarm(this::limitIsOver);
    }

    /** Waits for the answer to an attempt that has begun, or is over already with this error. */
    void connecting(NativeMemory to, int errno, Duration howLong, PeerLinks.Listener hearer) {
        listener = hearer;
        destination = to;
        limitAtNanos = loop.nanoTime() + howLong.toNanos();
        limit.armAt(limitAtNanos);
        EpollLoop.Registration registered = loop.register(socket, this::ready);
        registration = registered;
        if (errno == Errno.ECONNREFUSED) {
            loop.execute(() -> end(End.REFUSED)); // This host itself has refused it: not before the call returns.
        } else {
            registered.awaitWritable(true);
        }
    }

    /** Reads what comes. */
    void accepted() {
        registration = loop.register(socket, this::ready);
    }

    void hears(PeerLinks.Listener hearer) {
        listener = hearer;
    }

    private void limitIsOver() {
        if (destination != null && loop.nanoTime() - limitAtNanos >= 0) {
            end(End.SILENT);
        }
    }

    private void ready() {
        NativeMemory to = destination;
        if (to != null && !closed) {
            int errno = socket.connect(to);
            if (errno == Errno.EINPROGRESS || errno == Errno.EALREADY) {
                return;
            }
            if (errno != 0) {
                end(errno == Errno.ECONNREFUSED ? End.REFUSED : End.SILENT);
                return;
            }
            connected();
        }
        read();
    }

    private void connected() {
        destination = null;
        limit.disarm();
        try {
            TcpOptions.hearOnlyTheLink(socket, family, true);
        } catch (PlatformException e) {
            faults.warn("a connection that anybody could end is of no use: " + e.getMessage());
            end(End.SILENT);
            return;
        }
        if (registration != null) {
            registration.awaitWritable(false);
        }
        if (listener != null) {
            listener.connected();
        }
    }

    private void read() {
        for (int reads = 0; reads < MAX_READS && !closed; reads++) {
            int length = socket.receive(buffers.incoming);
            if (length == NativeSocket.NOTHING) {
                return;
            }
            if (length <= 0) {
                boolean byPeer = length == 0 || -length == Errno.ECONNRESET;
                end(byPeer ? End.CLOSED : End.SILENT);
                return;
            }
            byte[] octets = new byte[length]; // A listener may send, and nothing else may come in between.
            buffers.incoming.data().nativeOrder().get(0, octets);
            take(octets);
        }
    }

    private void take(byte[] octets) {
        for (byte octet : octets) {
            if (closed) {
                return;
            }
            if (octet == '\n') {
                String text = new String(line, 0, lineLength, StandardCharsets.US_ASCII);
                lineLength = 0;
                if (listener != null) {
                    listener.line(text);
                }
            } else if (octet < FIRST_PRINTABLE || octet > LAST_PRINTABLE || lineLength == line.length) {
                end(End.MALFORMED);
            } else {
                line[lineLength++] = octet;
            }
        }
    }

    @Override
    public void send(String text) {
        if (closed || destination != null) {
            return;
        }
        byte[] octets = (text + "\n").getBytes(StandardCharsets.US_ASCII);
        buffers.outgoing.data().nativeOrder().put(0, octets);
        if (socket.send(buffers.outgoing, octets.length) != 0) {
            loop.execute(() -> end(End.SILENT)); // It is broken, or the other end takes nothing in.
        }
    }

    private void end(End why) {
        PeerLinks.Listener hearer = listener;
        if (!closed) {
            close();
            if (hearer != null) {
                hearer.ended(why);
            }
        }
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        limit.disarm();
        TcpOptions.hearEverybody(socket, family);
        if (registration != null) {
            registration.close();
            registration = null;
        }
    }
}
