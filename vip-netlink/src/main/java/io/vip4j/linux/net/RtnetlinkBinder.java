/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.linux.net;

import io.vip4j.linux.ffi.BootTime;
import io.vip4j.linux.ffi.Errno;
import io.vip4j.linux.netlink.AddressRequests;
import io.vip4j.linux.netlink.LinkEntry;
import io.vip4j.linux.netlink.LinkRequests;
import io.vip4j.linux.netlink.NetlinkConnection;
import io.vip4j.linux.netlink.NetlinkException;
import io.vip4j.linux.netlink.NetlinkExchange;
import io.vip4j.spi.AddressBinder;
import io.vip4j.spi.PlatformException;
import io.vip4j.vrrp.AddressOptions;
import io.vip4j.vrrp.IpAddress;
import io.vip4j.vrrp.VirtualAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Binds addresses by rtnetlink, one operation after the other on the netlink thread; renewals that wait are done
 * together. Safe from any thread.
 */
public final class RtnetlinkBinder implements AddressBinder {

    private static final Logger LOG = LoggerFactory.getLogger(RtnetlinkBinder.class);

    /** Enough rounds for the interpreter to have seen each branch; one takes some ten microseconds. */
    private static final int REHEARSALS = 50;

    /** No interface can have a name with a slash. */
    private static final String NO_INTERFACE = "no/interface";

    private final NetlinkConnection connection;
    private final LongSupplier clock;
    private final AddressOperations operations;
    private final AddressQueue queue;
    private final DuplicateDetection detection;

    /**
     * @param kernelRelease as in {@code uname -r}
     * @param slot that of this process
     */
    public RtnetlinkBinder(NetlinkConnection connection, String kernelRelease, ProcessSlot slot) {
        this(connection, kernelRelease, slot, BootTime::nanos);
    }

    /**
     * As the other one.
     *
     * @param clock see {@link Lease}
     */
    RtnetlinkBinder(NetlinkConnection connection, String kernelRelease, ProcessSlot slot, LongSupplier clock) {
        this.connection = connection;
        this.clock = clock;
        this.operations =
                new AddressOperations(new AddressOwnership(kernelRelease, slot.number(), ProcessSlot::isHeld));
        this.queue = new AddressQueue(connection, this::renewNow, clock);
        this.detection = new DuplicateDetection(queue, operations);
    }

    /**
     * {@inheritDoc} With duplicate address detection the stage completes when that has finished, after at most five
     * seconds; what is asked for meanwhile is not held up.
     */
    @Override
    public CompletionStage<Void> bind(
            String networkInterface, List<VirtualAddress> addresses, Optional<Duration> lifetime) {
        List<VirtualAddress> wanted = List.copyOf(addresses);
        Lease lease = Lease.now(lifetime, clock);
        if (!DuplicateDetection.isWanted(wanted)) {
            return queue.submit(exchange -> bindNow(exchange, networkInterface, wanted, lease));
        }
        CompletableFuture<Void> bound = new CompletableFuture<>();
        var unused = queue.submit(exchange -> {
                    LinkEntry link = bindNow(exchange, networkInterface, wanted, lease);
                    detection.await(link, wanted, lease, bound);
                })
                .whenComplete((nothing, failure) -> {
                    if (failure != null) {
                        bound.completeExceptionally(failure);
                    }
                });
        return bound;
    }

    private LinkEntry bindNow(
            NetlinkExchange exchange, String networkInterface, List<VirtualAddress> wanted, Lease lease) {
        lease.requireTime(); // Before anything is done for it.
        LinkEntry link = existing(exchange, networkInterface);
        detection.supersede(exchange, link, wanted);
        operations.bind(exchange, link, wanted, lease);
        return link;
    }

    @Override
    public CompletionStage<Void> renew(
            String networkInterface, List<VirtualAddress> addresses, Optional<Duration> lifetime) {
        return queue.renew(networkInterface, addresses, lifetime);
    }

    private Map<VirtualAddress, PlatformException> renewNow(
            NetlinkExchange exchange, String networkInterface, List<VirtualAddress> wanted, Lease lease) {
        lease.requireTime();
        return operations.renew(exchange, existing(exchange, networkInterface), wanted, lease);
    }

    @Override
    public CompletionStage<Void> unbind(String networkInterface, List<VirtualAddress> addresses) {
        List<VirtualAddress> unwanted = List.copyOf(addresses);
        return queue.submit(exchange -> {
            // With the interface its addresses are gone.
            exchange.link(networkInterface).ifPresent(link -> {
                detection.supersede(exchange, link, unwanted);
                operations.unbind(exchange, link, unwanted);
            });
        });
    }

    private static LinkEntry existing(NetlinkExchange exchange, String networkInterface) {
        return exchange.link(networkInterface)
                .orElseThrow(() -> new PlatformException("no network interface " + networkInterface
                        + " to put an address on; was it removed or renamed?"));
    }

    /**
     * Runs the code of all operations against an interface that does not exist, so that nothing changes: what looks the
     * interface up by its name, and with a number that no interface has what follows. Waits for nothing.
     */
    public void rehearse() {
        // Of 192.0.2.0/24, which is reserved for documentation.
        VirtualAddress plain = new VirtualAddress(IpAddress.ofIpv4(0xC0000201), 32);
        AddressOptions options =
                AddressOptions.NONE.label("vip").peer(plain.address()).broadcast(plain.address());
        List<VirtualAddress> address = List.of(plain, plain.with(options));
        Optional<Duration> lifetime = Optional.of(Duration.ofSeconds(1));
        LinkEntry nowhere = new LinkEntry(Integer.MAX_VALUE, NO_INTERFACE, 0, 0, Optional.empty());
        bind(NO_INTERFACE, address, lifetime);
        renew(NO_INTERFACE, address, lifetime);
        unbind(NO_INTERFACE, address);
        CompletableFuture<Void> rehearsed = connection.submit(exchange -> {
            for (int i = 0; i < REHEARSALS; i++) {
                exchange.link("lo").ifPresent(loopback -> operations.present(exchange, loopback));
                exchange.change(List.of(LinkRequests.promoteSecondaries(nowhere)));
                Lease lease = Lease.now(lifetime, clock);
                expectNoDevice(() -> operations.bind(exchange, nowhere, address, lease));
                operations.renew(exchange, nowhere, address, lease).values().forEach(RtnetlinkBinder::requireNoDevice);
                expectNoDevice(() -> operations.unbind(exchange, nowhere, address));
                exchange.change(List.of(new AddressRequests(nowhere).delete(address.get(0))));
            }
        });
        // The answer to a real request is heard this way too; who has an address to bind will hear of a failure.
        var unused = rehearsed.whenComplete((nothing, failure) -> LOG.trace("rehearsed", failure));
    }

    private static void expectNoDevice(Runnable operation) {
        try {
            operation.run();
        } catch (PlatformException failure) {
            requireNoDevice(failure);
        }
    }

    private static void requireNoDevice(PlatformException failure) {
        if (!(failure instanceof NetlinkException refused && refused.errno() == Errno.ENODEV)) {
            throw failure;
        }
    }
}
