/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.zookeeper;

import io.vip4j.VipElector;
import io.vip4j.VipHost;
import io.vip4j.config.Quorum;
import io.vip4j.config.Transport;
import io.vip4j.config.VirtualRouterConfig;
import io.vip4j.linux.LinuxVipPlatform;
import io.vip4j.vrrp.IpAddress;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An address that needs the vote alone, where the network carries neither multicast nor IP protocol 112. The only peer is
 * this host itself, so nothing is sent and nobody is heard: each router wants the role, and the one that gets the vote binds
 * the address. Everything else is as ever: lease, health, drain, listeners. There are no priorities.
 */
public final class StoreOnlyVip {

    private static final Logger log = LoggerFactory.getLogger(StoreOnlyVip.class);

    private StoreOnlyVip() {}

    /** A router that hears no other one. */
    static VirtualRouterConfig router(String networkInterface, String address, IpAddress own, Quorum quorum) {
        return VirtualRouterConfig.builder("web")
                .networkInterface(networkInterface)
                .vrid(10)
                .address(address)
                .sourceAddress(own)
                .transport(Transport.unicast(own))
                .quorum(quorum)
                .build();
    }

    /**
     * Usage: {@code StoreOnlyVip INTERFACE ADDRESS OWN_ADDRESS SERVERS}, on two nodes or more; as in
     * {@code StoreOnlyVip eth0 198.51.100.222/24 198.51.100.1 zk1:2181,zk2:2181,zk3:2181}.
     */
    public static void main(String[] arguments) throws InterruptedException {
        Duration ttl = Duration.ofSeconds(10);
        IpAddress own = IpAddress.parse(arguments[2]);
        ZooKeeperGate gate = new ZooKeeperGate(ZooKeeperGate.client(arguments[3], ttl), "/vip4j/web", own.toString());
        VipHost host = VipHost.open(LinuxVipPlatform.create()).closeAtShutdown();
        VipElector vip = host.start(
                router(arguments[0], arguments[1], own, Quorum.of(gate).ttl(ttl)));
        vip.addListener(transition -> log.info("{}", transition));
        Thread.currentThread().join(); // Until SIGTERM, which releases in good order.
    }
}
