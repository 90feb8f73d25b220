/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.linux.net;

import io.vip4j.linux.ffi.Errno;
import io.vip4j.linux.ffi.TunDescriptor;
import io.vip4j.linux.netlink.Answer;
import io.vip4j.linux.netlink.LinkDetails;
import io.vip4j.linux.netlink.LinkEntry;
import io.vip4j.linux.netlink.LinkRequests;
import io.vip4j.linux.netlink.NetlinkConnection;
import io.vip4j.linux.netlink.NetlinkExchange;
import io.vip4j.linux.netlink.NetlinkRequest;
import io.vip4j.spi.PlatformException;
import io.vip4j.spi.ProcessDevices;
import io.vip4j.vrrp.Vrid;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * Makes TUN devices that end with this process, {@code vip4j.SLOT.VRID}. Nobody reads from them: no route leads there, so
 * what the kernel may send, such as multicast of a program that uses every interface, is dropped behind the one packet that
 * their queue holds. They have no IPv6 address. Safe from any thread; the fields belong to the netlink thread.
 */
public final class TunDevices implements ProcessDevices, AutoCloseable {

    private static final int QUEUE_PACKETS = 1;

    private final NetlinkConnection connection;
    private final ProcessSlot slot;

    // Bounded: one for each virtual router.
    private final Map<String, TunDescriptor> made = new HashMap<>();

    /**
     * @param connection that of the binder
     * @param slot that of this process
     */
    public TunDevices(NetlinkConnection connection, ProcessSlot slot) {
        this.connection = connection;
        this.slot = slot;
    }

    @Override
    public Optional<String> problem() {
        return TunDescriptor.problem();
    }

    @Override
    public String name(Vrid vrid, int number) {
        return "vip4j." + slot.number() + "." + vrid + (number == 0 ? "" : "." + number);
    }

    @Override
    public CompletionStage<Void> create(String name, String networkInterface) {
        return connection.submit(exchange -> {
            requireReachable(exchange, networkInterface);
            if (made.containsKey(name) && exchange.link(name).isEmpty()) {
                discard(name); // Somebody has removed the device under the descriptor.
            }
            boolean fresh = !made.containsKey(name);
            if (fresh) {
                made.put(name, TunDescriptor.open(name));
            }
            try {
                configure(exchange, name, fresh);
            } catch (RuntimeException failure) {
                discard(name);
                throw failure;
            }
        });
    }

    @Override
    public CompletionStage<Void> remove(String name) {
        return connection.submit(exchange -> discard(name));
    }

    private void discard(String name) {
        TunDescriptor device = made.remove(name);
        if (device != null) {
            device.close();
        }
    }

    private static void requireReachable(NetlinkExchange exchange, String networkInterface) {
        LinkDetails neighbours = exchange.details(networkInterface)
                .orElseThrow(() -> new PlatformException(
                        "no network interface " + networkInterface + " that neighbours could ask on"));
        for (ProcessBindingCondition condition : ProcessBindingCondition.ALL) {
            int all = Sysctl.read("ipv4/conf/all/" + condition.setting()).orElse(0);
            int own = neighbours.ipv4(condition.setting()).orElse(0);
            condition.problem(networkInterface, all, own).ifPresent(problem -> {
                throw new PlatformException(problem);
            });
        }
    }

    private void configure(NetlinkExchange exchange, String name, boolean fresh) {
        LinkEntry link = exchange.link(name)
                .orElseThrow(() -> new PlatformException("device " + name + " was removed as soon as it was made"));
        if (fresh) {
            NetlinkRequest quiet = LinkRequests.deriveNoAddress(link);
            Answer answer = exchange.change(quiet);
            // A kernel without IPv6 derives none anyway.
            if (!answer.isDone() && answer.errno() != Errno.EAFNOSUPPORT && answer.errno() != Errno.EOPNOTSUPP) {
                throw answer.asException(quiet);
            }
            require(exchange, LinkRequests.queueLength(link, QUEUE_PACKETS));
            require(exchange, LinkLeftovers.mark(link, slot));
        }
        require(exchange, LinkRequests.up(link));
    }

    private static void require(NetlinkExchange exchange, NetlinkRequest request) {
        Answer answer = exchange.change(request);
        if (!answer.isDone()) {
            throw answer.asException(request);
        }
    }

    /** Removes all, behind the work that waits. */
    @Override
    public void close() {
        var unused = connection.submit(exchange -> {
            made.values().forEach(TunDescriptor::close);
            made.clear();
        });
    }
}
