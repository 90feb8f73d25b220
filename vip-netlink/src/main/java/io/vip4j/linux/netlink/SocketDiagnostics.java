/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.linux.netlink;

import io.vip4j.linux.ffi.Errno;
import io.vip4j.spi.PlatformException;
import io.vip4j.vrrp.IpAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Finds and ends TCP connections of this host (NETLINK_SOCK_DIAG). Used by one thread, which waits for the kernel. */
public final class SocketDiagnostics implements AutoCloseable {

    private final NetlinkExchange exchange;

    /**
     * Opens the socket in the network namespace of the calling thread.
     *
     * @param timeout for each exchange
     */
    public SocketDiagnostics(Duration timeout) {
        this.exchange = new NetlinkExchange(NetlinkSocket.NETLINK_SOCK_DIAG, timeout);
    }

    /**
     * The connections whose local address is one of these. The kernel gives all of the host and they are chosen here: on a
     * host that serves these addresses most are on them, so that a filter in the kernel would save little.
     *
     * @throws PlatformException if the kernel does not tell
     */
    public List<TcpConnection> connectionsOn(Set<IpAddress> addresses) {
        List<TcpConnection> found = new ArrayList<>();
        for (int family : List.of(Rtnetlink.AF_INET, Rtnetlink.AF_INET6)) {
            List<TcpConnection> ofFamily = new ArrayList<>();
            NetlinkRequest request = TcpRequests.dump(family);
            Answer answer = exchange.dump(
                    request,
                    ofFamily::clear,
                    message -> TcpConnection.decode(message)
                            .filter(connection -> addresses.contains(connection.local()))
                            .ifPresent(ofFamily::add));
            if (answer.errno() == Errno.ENOENT) {
                throw new PlatformException(
                        request + ": this kernel does not list TCP sockets (CONFIG_INET_TCP_DIAG, module"
                                + " tcp_diag): do without breakConnections");
            }
            NetlinkExchange.require(request, answer);
            found.addAll(ofFamily);
        }
        return found;
    }

    /**
     * Resets connections. One that has ended meanwhile is none.
     *
     * @return how many
     * @throws PlatformException if the kernel cannot, or refuses one of them, after all were tried
     */
    public int reset(List<TcpConnection> connections) {
        List<NetlinkRequest> requests =
                connections.stream().map(TcpRequests::destroy).toList();
        List<Answer> answers = exchange.change(requests);
        int done = 0;
        for (int i = 0; i < answers.size(); i++) {
            Answer answer = answers.get(i);
            if (answer.isDone()) {
                done++;
            } else if (answer.errno() == Errno.EOPNOTSUPP) {
                throw new PlatformException(requests.get(i) + ": this kernel cannot end connections of others"
                        + " (CONFIG_INET_DIAG_DESTROY): do without breakConnections");
            } else if (answer.errno() != Errno.ENOENT) {
                throw answer.asException(requests.get(i));
            }
        }
        return done;
    }

    @Override
    public void close() {
        exchange.close();
    }
}
