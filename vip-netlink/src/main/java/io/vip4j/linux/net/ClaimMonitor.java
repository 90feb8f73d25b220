/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.linux.net;

import io.vip4j.spi.ConflictMonitor;
import io.vip4j.vrrp.AddressFamily;
import io.vip4j.vrrp.IpAddress;
import io.vip4j.wire.ArpFrame;
import io.vip4j.wire.MacAddress;
import io.vip4j.wire.NeighborAdvertisement;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears other stations claim addresses, through two packet sockets for each watched interface: one for ARP, one for
 * neighbour advertisements. Used on the loop only.
 */
public final class ClaimMonitor implements ConflictMonitor, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ClaimMonitor.class);

    /** Enough rounds for the interpreter to have seen each branch. */
    private static final int REHEARSALS = 3;

    private static final String LOOPBACK = "lo";

    /** A station of the range for documentation (RFC 7042 2.1.2). */
    private static final MacAddress NOBODY = new MacAddress(0x0000_5E00_5300L);

    private final EpollLoop loop;
    private final RtnetlinkMonitor interfaces;
    private final Executor workers;
    private final Map<String, ClaimWatch> watches = new HashMap<>();

    /**
     * A monitor that watches nothing yet.
     *
     * @param interfaces knows which stations are this host
     * @param workers close the sockets: the loop must not wait for that
     */
    public ClaimMonitor(EpollLoop loop, RtnetlinkMonitor interfaces, Executor workers) {
        this.loop = loop;
        this.interfaces = interfaces;
        this.workers = workers;
    }

    private void closeElsewhere(Runnable closing) {
        try {
            workers.execute(closing);
        } catch (RejectedExecutionException e) {
            closing.run(); // Slowly, but no descriptor stays open.
        }
    }

    @Override
    public Watch watch(String networkInterface, Listener listener) {
        ClaimWatch watch = watches.computeIfAbsent(
                networkInterface, name -> new ClaimWatch(loop, interfaces, this::closeElsewhere, name));
        watch.add(listener);
        return new Watch() {

            private boolean ended;

            @Override
            public void close() {
                if (ended) {
                    return;
                }
                ended = true;
                if (watch.remove(listener) && watches.remove(networkInterface, watch)) {
                    watch.close();
                }
            }
        };
    }

    /** Runs the code of a claim of each family on the loopback interface. Nobody has sent anything. */
    public void rehearse() {
        byte[] arp = new byte[ArpFrame.OCTETS];
        byte[] advertisement = new byte[NeighborAdvertisement.OCTETS];
        ArpFrame.encodeGratuitousRequest(ByteBuffer.wrap(arp), 0, NOBODY, IpAddress.ofIpv4(0x7F000001));
        NeighborAdvertisement.encodeUnsolicited(
                ByteBuffer.wrap(advertisement), 0, NOBODY, new IpAddress(AddressFamily.IPV6, 0, 1), false);
        Watch watch = watch(LOOPBACK, (address, station) -> LOG.trace("rehearsed {} {}", address, station));
        try {
            for (int i = 0; i < REHEARSALS; i++) {
                Objects.requireNonNull(watches.get(LOOPBACK)).rehearse(arp, advertisement);
            }
        } finally {
            watch.close();
        }
    }

    /** In how many seconds there was too much to hear on an interface that is watched. On the loop. */
    public long floods(String networkInterface) {
        ClaimWatch watch = watches.get(networkInterface);
        return watch == null ? 0 : watch.floods();
    }

    @Override
    public void close() {
        List.copyOf(watches.values()).forEach(ClaimWatch::close);
        watches.clear();
    }
}
