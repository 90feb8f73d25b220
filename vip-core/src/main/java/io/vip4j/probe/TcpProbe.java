/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.probe;

import io.vip4j.vrrp.ConfigurationException;
import java.nio.ByteBuffer;

/**
 * Opens a TCP connection and closes it.
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
                return new Turn.Done(Probe.Result.healthy(TcpProbe.this + ": connected"));
            }

            @Override
            public Turn received(ByteBuffer received) {
                throw new AssertionError("the conversation is over");
            }
        };
    }

    @Override
    public String toString() {
        return "tcp " + host + ":" + port;
    }
}
