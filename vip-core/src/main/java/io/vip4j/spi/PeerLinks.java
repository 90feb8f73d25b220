/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.spi;

import io.vip4j.vrrp.IpAddress;
import java.time.Duration;
import java.util.Optional;

/**
 * Connections between hosts of one link that carry short lines and end with the process: when it dies its kernel ends
 * them, and a frozen process ends nothing. Only stations on the link can take part in one, as they alone can send an
 * advertisement that counts (RFC 5082, RFC 9568 5.1.1.3). Used on the loop only; nothing blocks and nothing is answered
 * before the call returns.
 */
public interface PeerLinks {

    /** A line has at most so many octets of printable ASCII, its end not counted. */
    int MAX_LINE_OCTETS = 64;

    /** A platform without. */
    PeerLinks UNSUPPORTED = new PeerLinks() {
        @Override
        public Optional<String> problem() {
            return Optional.of("this platform has no connections between routers");
        }

        @Override
        public Listening listen(String networkInterface, IpAddress own, int port, Acceptor acceptor) {
            throw new PlatformException(problem().orElseThrow());
        }

        @Override
        public Link connect(
                String networkInterface, IpAddress own, IpAddress peer, int port, Duration limit, Listener listener) {
            throw new PlatformException(problem().orElseThrow());
        }
    };

    /** Why there are none here, for people; empty if there are. */
    Optional<String> problem();

    /**
     * Takes connections to an own address.
     *
     * @param networkInterface the interface that they come in on, and no other
     * @param port 1..65535
     * @throws PlatformException if the host refuses it, for example because the port is in use
     */
    Listening listen(String networkInterface, IpAddress own, int port, Acceptor acceptor);

    /**
     * Connects to another host.
     *
     * @param networkInterface the interface that it leaves by
     * @param own address of this host that it comes from
     * @param limit how long to wait for an answer
     * @param listener hears what becomes of it, in a later turn
     * @throws PlatformException if the host refuses it
     */
    Link connect(String networkInterface, IpAddress own, IpAddress peer, int port, Duration limit, Listener listener);

    /** Takes connections until it is closed; those that were taken go on. */
    @FunctionalInterface
    interface Listening extends AutoCloseable {

        /** Takes no more. Idempotent. */
        @Override
        void close();
    }

    /** Hears of connections. */
    @FunctionalInterface
    interface Acceptor {

        /**
         * Another host has connected.
         *
         * @param peer its address
         * @param link the connection, which may be closed here
         * @return hears what becomes of it
         */
        Listener accepted(IpAddress peer, Link link);
    }

    /** One connection. */
    interface Link extends AutoCloseable {

        /** Sends a line of at most {@value #MAX_LINE_OCTETS} octets; does nothing when the connection is over. */
        void send(String line);

        /** Ends it after what was sent; its listener hears nothing more. Idempotent. */
        @Override
        void close();
    }

    /** Hears what becomes of a connection. Must not throw. */
    interface Listener {

        /** The host at the other end has answered. Only for the end that connects. */
        void connected();

        /** A line has come, without its end. */
        void line(String line);

        /** It is over, and nothing more comes. */
        void ended(End end);
    }

    /** Why a connection is over. */
    enum End {
        /** The other host said that nobody listens there. */
        REFUSED,
        /** It was there, and the other end has closed it. */
        CLOSED,
        /** No answer, be it to the attempt or later. */
        SILENT,
        /** What came is no line. */
        MALFORMED
    }
}
