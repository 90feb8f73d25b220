/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.probe;

import io.vip4j.vrrp.ConfigurationException;
import java.nio.ByteBuffer;

/**
 * Opens a TCP connection and closes it in good order, without a word.
 *
 * <p>Good order, because a reset shows as an error in the logs of many servers. Some count a connection without a word
 * as an error too, and MySQL locks out a host that makes many of them: ask those in their own protocol.
 *
 * @param host name or address; resolved anew for each probe
 * @param port 1..65535
 */
public record TcpProbe(String host, int port) implements SocketProbe {

    /** Checks the range. */
    public TcpProbe {
        if (port < 1 || port > 65535) {
            throw new ConfigurationException("check port must be 1..65535: " + port);
        }
    }

    @Override
    public Conversation begin() {
        return new Conversation() {
            @Override
            public Turn connected() {
                return new Turn.Done(Probe.Result.healthy("connected"));
            }

            @Override
            public Turn received(ByteBuffer received) {
                throw new AssertionError("the conversation is over");
            }
        };
    }

    @Override
    public String toString() {
        return "tcp " + SocketProbe.target(host, port);
    }
}
