/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.spi;

import io.vip4j.vrrp.AddressFamily;
import java.util.List;
import java.util.concurrent.Executor;

/**
 * A place where virtual routers can run: the Linux kernel or an in-memory LAN. One platform serves one
 * {@code VipHost}, which closes it.
 */
public interface VipPlatform extends AutoCloseable {

    /** The thread of all electors of this platform. Always the same object. */
    Loop loop();

    /** The network interfaces of this platform. */
    InterfaceMonitor interfaces();

    /**
     * Opens the socket for advertisements of one family on one interface, joins the VRRP group of the family and starts to
     * receive, by multicast and unicast. Called on the loop, at most once at a time for each interface and family. When
     * the interface is removed the channel is of no more use: close it and open another when the interface is back.
     *
     * @param networkInterface name of an existing interface
     * @param family the family to join the VRRP group of
     * @param receiver called on the loop for each datagram of IP protocol 112 that arrives on that interface, valid or
     *     not, except those that this channel sent itself
     * @throws PlatformException if the socket cannot be opened, for example because CAP_NET_RAW is missing
     */
    AdvertisementChannel openChannel(String networkInterface, AddressFamily family, AdvertisementReceiver receiver);

    /** Puts addresses on interfaces and takes them off. */
    AddressBinder binder();

    /** Tells the neighbours on the link which station holds an address. */
    NeighborAnnouncer announcer();

    /**
     * Adds and removes routes and policy rules. By default every attempt fails.
     */
    default RouteBinder routes() {
        return RouteBinder.UNSUPPORTED;
    }

    /** Makes interfaces with virtual hardware addresses. By default every attempt fails. */
    default VirtualMacInterfaces virtualMacs() {
        return VirtualMacInterfaces.UNSUPPORTED;
    }

    /** Makes devices that end with this process. By default there are none. */
    default ProcessDevices processDevices() {
        return ProcessDevices.UNSUPPORTED;
    }

    /** Lets packets for addresses pass for a limited time only. By default every attempt to guard one fails. */
    default AddressGate gate() {
        return AddressGate.UNSUPPORTED;
    }

    /** Ends TCP connections. By default every attempt fails. */
    default ConnectionBreaker connections() {
        return ConnectionBreaker.UNSUPPORTED;
    }

    /** Connects the routers of a link. By default every attempt fails. */
    default PeerLinks peerLinks() {
        return PeerLinks.UNSUPPORTED;
    }

    /** Hears other stations claim addresses. By default it hears nothing. */
    default ConflictMonitor conflicts() {
        return ConflictMonitor.DEAF;
    }

    /** Hears the end of processes. By default every attempt fails. */
    default ProcessMonitor processes() {
        return ProcessMonitor.UNSUPPORTED;
    }

    /** Sends ICMP echo requests. By default every attempt fails. */
    default EchoRequester echoes() {
        return EchoRequester.UNSUPPORTED;
    }

    /**
     * Runs listeners: tasks run one after the other in the order given, never on the loop. A task may block without
     * harm to the loop.
     */
    Executor listenerExecutor();

    /**
     * Runs work that may block, such as probes, on threads that are never the loop: one for each piece under way, so that
     * work that never returns keeps no other waiting. Whoever hands it in bounds it: a check has at most one piece under
     * way. Beyond a high bound work is refused with {@link java.util.concurrent.RejectedExecutionException}.
     */
    Executor workExecutor();

    /**
     * What touches everything that a first takeover needs, so that no class is loaded and no code path is new at that
     * moment. Asked for once, on the loop. The pieces run on the loop, one after the other; each may take some ten
     * milliseconds. Where a takeover may come soon they run before the first elector starts, elsewhere some time after
     * it, with turns of the loop between them. By default there are none.
     */
    default List<Runnable> warmUp() {
        return List.of();
    }

    /**
     * Stops the loop and frees sockets and threads, after the listeners have heard what they were told, for which it
     * waits a second at most, and not on a thread of its own. Addresses that are still bound stay as they are.
     * Idempotent.
     */
    @Override
    void close();
}
