/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.lab;

import static io.vip4j.samples.lab.Product.KEEPALIVED;
import static io.vip4j.samples.lab.Product.VIP4J;

import io.vip4j.samples.lab.TopologyLab.Ranking;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * The arrangements that tutorials draw, each with who must own what while nodes fail and come back. The owner is the
 * best ranked node that works, and never are there two.
 */
@LabTest(vipd = true, keepalived = true)
@Execution(ExecutionMode.CONCURRENT)
class TopologyTest {

    private static final RouterSettings QUICK = RouterSettings.v3(100, Duration.ofMillis(300));

    @Test
    void oneActiveAndOneBackup() {
        RouterSettings asInTheTutorial = RouterSettings.v2(100);
        try (TopologyLab lab = TopologyLab.start(asInTheTutorial, List.of(VIP4J, VIP4J), Ranking.of(1, 2))) {
            lab.awaitOwners(1);
            lab.kill(1);
            lab.awaitOwners(2);
            lab.start(1);
            lab.awaitOwners(1);
            lab.terminate(1);
            lab.awaitOwners(2);
            lab.start(1);
            lab.awaitOwners(1);
        }
    }

    @Test
    void oneActiveAndSeveralBackups() {
        try (TopologyLab lab = TopologyLab.start(QUICK, List.of(VIP4J, VIP4J, VIP4J), Ranking.of(1, 2, 3))) {
            lab.awaitOwners(1);
            lab.kill(1);
            lab.awaitOwners(2);
            lab.kill(2);
            lab.awaitOwners(3);
            lab.start(1);
            lab.awaitOwners(1);
            lab.kill(1);
            lab.awaitOwners(3);
            lab.start(2);
            lab.awaitOwners(2);
            lab.start(1);
            lab.awaitOwners(1);
        }
    }

    /** Each node is Active for one address and Backup of the other's. */
    @Test
    void mutual() {
        try (TopologyLab lab = TopologyLab.start(QUICK, List.of(VIP4J, VIP4J), Ranking.of(1, 2), Ranking.of(2, 1))) {
            lab.awaitOwners(1, 2);
            lab.kill(2);
            lab.awaitOwners(1, 1);
            lab.start(2);
            lab.awaitOwners(1, 2);
            lab.kill(1);
            lab.awaitOwners(2, 2);
            lab.start(1);
            lab.awaitOwners(1, 2);
        }
    }

    /**
     * Each node is the Backup of the one before it: node 2 stands behind node 1, and is Active itself for a second
     * address with node 3 behind it, which is so the last resort for both.
     */
    @Test
    void cascaded() {
        try (TopologyLab lab =
                TopologyLab.start(QUICK, List.of(VIP4J, VIP4J, KEEPALIVED), Ranking.of(1, 2, 3), Ranking.of(2, 3))) {
            lab.awaitOwners(1, 2);
            lab.kill(1);
            lab.awaitOwners(2, 2);
            lab.kill(2);
            lab.awaitOwners(3, 3);
            lab.start(2);
            lab.awaitOwners(2, 2);
            lab.start(1);
            lab.awaitOwners(1, 2);
            lab.kill(2);
            lab.awaitOwners(1, 3);
        }
    }

    /**
     * All of it at once: every node is Active for an address of its own with two Backups behind it, each in another
     * order, so that any two of them are mutual and the ranks form a cascade that closes to a ring.
     */
    @Test
    void combined() {
        try (TopologyLab lab = TopologyLab.start(
                QUICK, List.of(VIP4J, VIP4J, VIP4J), Ranking.of(1, 2, 3), Ranking.of(2, 3, 1), Ranking.of(3, 1, 2))) {
            lab.awaitOwners(1, 2, 3);
            lab.kill(1);
            lab.awaitOwners(2, 2, 3);
            lab.kill(2);
            lab.awaitOwners(3, 3, 3);
            lab.start(1);
            lab.awaitOwners(1, 3, 3);
            lab.terminate(3);
            lab.awaitOwners(1, 1, 1);
            lab.start(2);
            lab.awaitOwners(1, 2, 1);
            lab.start(3);
            lab.awaitOwners(1, 2, 3);
        }
    }
}
