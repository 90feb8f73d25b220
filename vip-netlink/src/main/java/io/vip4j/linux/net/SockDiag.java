/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.linux.net;

import io.vip4j.linux.netlink.NetlinkConnection;
import io.vip4j.linux.netlink.NetlinkExchange;
import io.vip4j.linux.netlink.SocketDiagnostics;
import io.vip4j.linux.netlink.TcpConnection;
import io.vip4j.spi.ConnectionBreaker;
import io.vip4j.vrrp.IpAddress;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Ends TCP connections by SOCK_DESTROY, on the netlink thread and so in order with what the binder does: the other end is
 * sent a reset, the program at this end gets ECONNABORTED. Safe from any thread.
 */
public final class SockDiag implements ConnectionBreaker, AutoCloseable {

    private final NetlinkConnection connection;

    // Of the netlink thread. Opened with the first use: most hosts never break a connection.
    private @Nullable SocketDiagnostics diagnostics;

    /** @param connection that of the binder */
    public SockDiag(NetlinkConnection connection) {
        this.connection = connection;
    }

    @Override
    public CompletionStage<Integer> breakConnections(List<IpAddress> addresses) {
        Set<IpAddress> wanted = Set.copyOf(addresses);
        CompletableFuture<Integer> broken = new CompletableFuture<>();
        var unused = connection
                .submit(exchange -> {
                    List<TcpConnection> found = diagnostics().connectionsOn(wanted);
                    broken.complete(diagnostics().reset(found));
                })
                .whenComplete((nothing, failure) -> {
                    if (failure != null) {
                        broken.completeExceptionally(failure);
                    }
                });
        return broken;
    }

    /** Runs the code once, for no connection: its first use costs milliseconds that a release should not wait for. */
    public void rehearse() {
        var unused = breakConnections(List.of()).exceptionally(failure -> 0); // Who wants it will hear of it.
    }

    private SocketDiagnostics diagnostics() {
        SocketDiagnostics current = diagnostics;
        if (current == null) {
            current = new SocketDiagnostics(NetlinkExchange.TIMEOUT);
            diagnostics = current;
        }
        return current;
    }

    /** Closes its socket behind the work that waits. */
    @Override
    public void close() {
        var unused = connection.submit(exchange -> {
            if (diagnostics != null) {
                diagnostics.close();
                diagnostics = null;
            }
        });
    }
}
