/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.zookeeper;

import io.vip4j.VipElector;
import io.vip4j.VipHost;
import io.vip4j.config.Quorum;
import io.vip4j.config.VirtualRouterConfig;
import io.vip4j.linux.LinuxVipPlatform;
import io.vip4j.quorum.OnStoreLoss;
import java.time.Duration;
import org.apache.curator.framework.CuratorFramework;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An address that needs the role and the vote: VRRP decides who asks, ZooKeeper who may. */
public final class GatedVip {

    private static final Logger log = LoggerFactory.getLogger(GatedVip.class);

    private GatedVip() {}

    /**
     * Usage: {@code GatedVip INTERFACE ADDRESS PRIORITY SERVERS [TTL_SECONDS [ON_STORE_LOSS]]}, on two nodes or more; as in
     * {@code GatedVip eth0 198.51.100.222/24 200 zk1:2181,zk2:2181,zk3:2181 10 KEEP_UNTIL_EXPIRY}.
     */
    public static void main(String[] arguments) throws InterruptedException {
        Duration ttl = Duration.ofSeconds(arguments.length > 4 ? Integer.parseInt(arguments[4]) : 10);
        OnStoreLoss onStoreLoss =
                arguments.length > 5 ? OnStoreLoss.valueOf(arguments[5]) : OnStoreLoss.KEEP_UNTIL_EXPIRY;
        int priority = Integer.parseInt(arguments[2]);
        CuratorFramework client = ZooKeeperGate.client(arguments[3], ttl);
        ZooKeeperGate gate = new ZooKeeperGate(client, "/vip4j/web", "priority-" + priority);

        VirtualRouterConfig router = VirtualRouterConfig.builder("web")
                .networkInterface(arguments[0])
                .vrid(10)
                .priority(priority)
                .address(arguments[1])
                .advertisementInterval(Duration.ofMillis(500))
                .quorum(Quorum.of(gate).ttl(ttl).onStoreLoss(onStoreLoss))
                .build();
        VipHost host = VipHost.open(LinuxVipPlatform.create()).closeAtShutdown();
        VipElector vip = host.start(router);
        vip.addListener(transition -> log.info("{}", transition));
        Thread.currentThread().join(); // Until SIGTERM, which releases in good order.
    }
}
