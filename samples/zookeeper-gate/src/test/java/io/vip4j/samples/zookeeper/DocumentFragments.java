/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.zookeeper;

import io.vip4j.VipElector;
import io.vip4j.config.Quorum;
import io.vip4j.config.VirtualRouterConfig;
import io.vip4j.event.Term;
import io.vip4j.quorum.OnStoreLoss;
import io.vip4j.quorum.QuorumGate;
import java.time.Duration;
import org.apache.curator.framework.CuratorFramework;

/** What the README shows; that it compiles is what matters. */
final class DocumentFragments {

    private DocumentFragments() {}

    static VirtualRouterConfig gated() {
        CuratorFramework client = ZooKeeperGate.client("zk1:2181,zk2:2181,zk3:2181", Duration.ofSeconds(10));
        QuorumGate gate = new ZooKeeperGate(client, "/vip4j/web", "node-a");
        VirtualRouterConfig router = VirtualRouterConfig.builder("web")
                .networkInterface("eth0")
                .vrid(10)
                .priority(200)
                .address("198.51.100.222/24")
                .quorum(Quorum.of(gate).onStoreLoss(OnStoreLoss.RELEASE))
                .build();
        return router;
    }

    /** What must not be written to by two. */
    interface Storage {
        void write(String row, long token);
    }

    static void fenced(VipElector vip, Storage storage, String row) {
        if (vip.activeTerm().orElse(null) instanceof Term.FencingToken token) {
            storage.write(row, token.number()); // storage refuses a smaller number than it has seen
        }
    }
}
