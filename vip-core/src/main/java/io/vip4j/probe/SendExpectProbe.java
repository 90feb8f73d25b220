/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.probe;

import io.vip4j.vrrp.ConfigurationException;
import java.nio.ByteBuffer;

/**
 * Opens a TCP connection, sends something or nothing, and waits for an answer that holds something. The answer is looked
 * at as it comes, up to 64 KiB of it.
 *
 * @param host name or address; resolved anew for each question
 * @param port 1..65535
 * @param send sent first; none: the server speaks first
 * @param expected what the answer must hold
 */
public record SendExpectProbe(String host, int port, Octets send, Expectation expected) implements SocketProbe {

    /** Checks the range. */
    public SendExpectProbe {
        if (port < 1 || port > 65535) {
            throw new ConfigurationException("check port must be 1..65535: " + port);
        }
    }

    /** Waits for what the server says first. */
    public static SendExpectProbe of(String host, int port, Expectation expected) {
        return new SendExpectProbe(host, port, Octets.of(), expected);
    }

    /** With this text sent first, in UTF-8. Lines of most protocols end with {@code \r\n}. */
    public SendExpectProbe sending(String text) {
        return sending(Octets.ofText(text));
    }

    /** With these octets sent first. */
    public SendExpectProbe sending(Octets octets) {
        return new SendExpectProbe(host, port, octets, expected);
    }

    @Override
    public Conversation begin() {
        return new Waiting(send, expected);
    }

    /** What is sent may hold a password and is not shown. */
    @Override
    public String toString() {
        return "tcp " + SocketProbe.target(host, port)
                + (send.length() == 0 ? "" : " sending " + send.length() + " octets")
                + " expecting " + expected;
    }

    private static final class Waiting implements Conversation {

        private final Octets send;
        private final AnswerSearch search;
        private Octets seen = Octets.of();

        Waiting(Octets send, Expectation expected) {
            this.send = send;
            this.search = new AnswerSearch(expected);
        }

        @Override
        public Turn connected() {
            return send.length() == 0 ? new Turn.Listen() : new Turn.Send(send.buffer());
        }

        @Override
        public Turn received(ByteBuffer received) {
            seen = Octets.beginningOf(received);
            try {
                boolean found = search.foundIn(received);
                return found ? new Turn.Done(Probe.Result.healthy("answered " + seen)) : new Turn.Listen();
            } catch (PatternSearch.TooLong e) {
                return new Turn.Done(Probe.Result.unhealthy(e.detail()));
            }
        }

        @Override
        public Probe.Result closed() {
            String what = seen.length() == 0 ? "without an answer" : "without the expected answer, after " + seen;
            return Probe.Result.unhealthy("the connection was closed " + what);
        }

        @Override
        public String awaited() {
            return "expected answer";
        }
    }
}
