/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.health;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;

/**
 * Opens a TCP connection and closes it.
 *
 * @param host name or address; resolved anew for each probe
 * @param port 1..65535
 */
record TcpProbe(String host, int port) implements Probe {

    @Override
    public Result ask(Duration timeout) {
        InetSocketAddress target = new InetSocketAddress(host, port);
        if (target.isUnresolved()) {
            return Result.unhealthy(this + ": unknown host");
        }
        try (Socket socket = new Socket()) {
            socket.connect(target, Math.max(1, (int) timeout.toMillis()));
            return Result.healthy(this + ": connected");
        } catch (IOException e) {
            return Result.unhealthy(this + ": " + e.getMessage());
        }
    }

    @Override
    public String toString() {
        return "tcp " + host + ":" + port;
    }
}
