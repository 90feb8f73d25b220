/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.probe;

import java.nio.ByteBuffer;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * TLS around another conversation. All of it is work for a worker thread: keys and certificates take milliseconds, which
 * the conversations of other probes do not wait for.
 */
final class TlsConversation implements Conversation {

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);
    private static final int MAX_UNREAD = 64 * 1024;

    private final TlsTrust trust;
    private final String name;
    private final Conversation inner;
    private @Nullable SSLEngine engine;
    private boolean secured;

    // Each is kept ready to be written to.
    private ByteBuffer arrived = ByteBuffer.allocate(0);
    private ByteBuffer readable = ByteBuffer.allocate(0);
    private ByteBuffer leaving = ByteBuffer.allocate(0);

    /**
     * @param name of the server, which its certificate must have
     */
    TlsConversation(TlsTrust trust, String name, Conversation inner) {
        this.trust = trust;
        this.name = name;
        this.inner = inner;
    }

    @Override
    public Turn connected() {
        return new Turn.Work(() -> {
            SSLEngine client = trust.engine(name);
            engine = client;
            return proceed(client);
        });
    }

    @Override
    public Turn received(ByteBuffer received) {
        arrived = withRoom(arrived, received.remaining()).put(received);
        return new Turn.Work(() -> engine == null ? new Turn.Listen() : proceed(engine));
    }

    @Override
    public Probe.Result closed() {
        return secured ? inner.closed() : Probe.Result.unhealthy("the connection was closed in the TLS handshake");
    }

    @Override
    public String awaited() {
        return secured ? inner.awaited() : "end of the TLS handshake";
    }

    private Turn proceed(SSLEngine client) {
        try {
            Turn turn = secured ? new Turn.Listen() : shakeHands(client);
            if (secured) {
                turn = talk(client, turn);
            }
            if (turn instanceof Turn.Done) {
                client.getSession().invalidate(); // Or the context remembers it for a day.
            }
            return turn;
        } catch (SSLException e) {
            String what = secured ? "TLS failed: " : "TLS handshake failed: ";
            return new Turn.Done(Probe.Result.unhealthy(what + reason(e)), farewell(client));
        }
    }

    /** Until it is done, and then the first turn of the conversation inside; or until more must come. */
    private Turn shakeHands(SSLEngine client) throws SSLException {
        if (client.getHandshakeStatus() == HandshakeStatus.NOT_HANDSHAKING) {
            client.beginHandshake();
        }
        while (step(client)) {}
        if (client.isInboundDone()) {
            return new Turn.Done(closed());
        }
        if (client.getHandshakeStatus() != HandshakeStatus.NOT_HANDSHAKING) {
            return flush();
        }
        secured = true;
        return inner.connected();
    }

    /** One step of the handshake; false if it is done or more must come. */
    private boolean step(SSLEngine client) throws SSLException {
        switch (client.getHandshakeStatus()) {
            case NEED_TASK -> {
                for (Runnable task = client.getDelegatedTask(); task != null; task = client.getDelegatedTask()) {
                    task.run();
                }
                return true;
            }
            case NEED_WRAP -> {
                return wrap(client, NOTHING) && !client.isOutboundDone();
            }
            case NEED_UNWRAP, NEED_UNWRAP_AGAIN -> {
                return unwrap(client) && !client.isInboundDone();
            }
            default -> {
                return false;
            }
        }
    }

    /** Follows the conversation inside until it needs more than has come. */
    private Turn talk(SSLEngine client, Turn first) throws SSLException {
        Turn turn = first;
        while (true) {
            if (turn instanceof Turn.Send send) {
                wrapAll(client, send.octets());
            } else if (turn instanceof Turn.Work work) {
                turn = work.work().get(); // On a worker already.
                continue;
            } else if (turn instanceof Turn.Done done) {
                wrapAll(client, done.lastWords());
                return new Turn.Done(done.result(), farewell(client));
            }
            boolean more = decrypt(client);
            if (more) {
                turn = deliver();
            } else if (client.isInboundDone()) {
                turn = new Turn.Done(inner.closed());
            } else {
                return flush();
            }
        }
    }

    /** Whether there is more to read than before. */
    private boolean decrypt(SSLEngine client) throws SSLException {
        int before = readable.position();
        while (readable.position() == before && !client.isInboundDone()) {
            boolean went = client.getHandshakeStatus() == HandshakeStatus.NOT_HANDSHAKING
                    ? unwrap(client)
                    : step(client); // A ticket or new keys, after the handshake.
            if (!went) {
                break;
            }
        }
        return readable.position() > before;
    }

    private Turn deliver() {
        readable.flip();
        ByteBuffer view = readable.slice();
        Turn turn = inner.received(view);
        readable.position(Math.min(view.position(), readable.limit())).compact();
        return readable.position() >= MAX_UNREAD && !(turn instanceof Turn.Done)
                ? new Turn.Done(Probe.Result.unhealthy("more than 64 KiB came and no " + inner.awaited()))
                : turn;
    }

    private Turn flush() {
        ByteBuffer octets = leaving.flip();
        leaving = ByteBuffer.allocate(0);
        return octets.hasRemaining() ? new Turn.Send(octets) : new Turn.Listen();
    }

    /** What is to be sent still and an alert: that it is over, or what was wrong. */
    private ByteBuffer farewell(SSLEngine client) {
        try {
            client.closeOutbound();
            boolean more = true;
            while (more && !client.isOutboundDone() && client.getHandshakeStatus() == HandshakeStatus.NEED_WRAP) {
                more = wrap(client, NOTHING);
            }
        } catch (SSLException e) {
            // The result stands without.
        }
        return leaving.flip();
    }

    private void wrapAll(SSLEngine client, ByteBuffer octets) throws SSLException {
        while (octets.hasRemaining() && !client.isOutboundDone()) {
            if (!wrap(client, octets)) {
                throw new SSLException("the server began another handshake in the middle");
            }
        }
    }

    /** False if nothing went out. */
    private boolean wrap(SSLEngine client, ByteBuffer octets) throws SSLException {
        SSLEngineResult result = client.wrap(octets, leaving);
        while (result.getStatus() == SSLEngineResult.Status.BUFFER_OVERFLOW) {
            leaving = withRoom(leaving, client.getSession().getPacketBufferSize());
            result = client.wrap(octets, leaving);
        }
        return result.bytesProduced() > 0;
    }

    /** False if more must come first. */
    private boolean unwrap(SSLEngine client) throws SSLException {
        arrived.flip();
        try {
            SSLEngineResult result = client.unwrap(arrived, readable);
            while (result.getStatus() == SSLEngineResult.Status.BUFFER_OVERFLOW) {
                readable = withRoom(readable, client.getSession().getApplicationBufferSize());
                result = client.unwrap(arrived, readable);
            }
            return result.getStatus() == SSLEngineResult.Status.OK;
        } finally {
            arrived.compact();
        }
    }

    private static ByteBuffer withRoom(ByteBuffer buffer, int octets) {
        return buffer.remaining() >= octets
                ? buffer
                : ByteBuffer.allocate(buffer.position() + octets).put(buffer.flip());
    }

    /** The innermost cause says what is wrong, the outer ones that something is. */
    private static String reason(SSLException failure) {
        Throwable cause = failure;
        while (cause.getCause() != null && cause.getCause() != cause) {
            cause = cause.getCause();
        }
        String message = cause.getMessage() == null ? cause.toString() : cause.getMessage();
        if (cause instanceof CertificateExpiredException) {
            return "the certificate has expired (" + message + ")";
        }
        return cause instanceof CertificateNotYetValidException
                ? "the certificate is not valid yet (" + message + ")"
                : message;
    }
}
