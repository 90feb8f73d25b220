/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.lab;

import java.time.Duration;
import java.util.List;
import java.util.Set;

/** The usual lab: two hosts for routers, a client that pings the virtual address, and a watch on who holds it. */
public final class PairLab implements AutoCloseable {

    private final Lab lab;
    private final LabHost first;
    private final LabHost second;
    private final LabHost client;
    private final OwnershipWatch ownership;
    private final Pinger pinger;

    private PairLab(Lab lab, String virtualAddress, Duration pingInterval) {
        this.lab = lab;
        this.first = lab.join("node-a", "198.51.100.1");
        this.second = lab.join("node-b", "198.51.100.2");
        this.client = lab.join("client", "198.51.100.100");
        this.ownership = OwnershipWatch.start(virtualAddress, List.of(first, second));
        this.pinger = Pinger.start(client, virtualAddress, pingInterval);
    }

    /**
     * Makes the lab.
     *
     * @param virtualAddress in 198.51.100.0/24, without prefix length
     * @param pingInterval whole milliseconds
     */
    public static PairLab open(String virtualAddress, Duration pingInterval) {
        Lab lab = Lab.open();
        try {
            return new PairLab(lab, virtualAddress, pingInterval);
        } catch (LabException e) {
            lab.close();
            throw e;
        }
    }

    /** The network. */
    public Lab lab() {
        return lab;
    }

    /** The host node-a, 198.51.100.1. */
    public LabHost first() {
        return first;
    }

    /** The host node-b, 198.51.100.2. */
    public LabHost second() {
        return second;
    }

    /** The host client, 198.51.100.100. */
    public LabHost client() {
        return client;
    }

    /** Who holds the virtual address. */
    public OwnershipWatch ownership() {
        return ownership;
    }

    /** What the client hears from the virtual address. */
    public Pinger pinger() {
        return pinger;
    }

    /** Waits until a node says that it is Active, it alone has the virtual address, and the client is answered. */
    void awaitOwner(VrrpNode owner, Duration limit) {
        owner.awaitState(RouterState.ACTIVE, limit);
        ownership.awaitHolders(Set.of(owner.host()), limit);
        pinger.awaitReply(limit);
    }

    @Override
    public void close() {
        lab.close();
    }
}
