/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** Cells of the table and what becomes of the owner, with three servers of ZooKeeper; all of them: samples/zookeeper-gate/matrix. */
@LabTest(
        votes = true,
        servers = {"nft", "bash"})
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class VoteMatrixTest {

    private static VoteLab lab;

    @BeforeAll
    static void openLab() {
        lab = VoteLab.open();
        lab.startGated(VoteMatrix.SHORT_VOTE);
    }

    @AfterAll
    static void closeLab() {
        if (lab != null) {
            lab.close();
        }
    }

    @Test
    @Order(1)
    void partedPeersHaveOneOwner() {
        lab.play(new VoteCell(false, true, true, Set.of("a")));
    }

    @Test
    @Order(2)
    void ownerThatLosesTheStoreIsFollowed() {
        lab.play(new VoteCell(true, false, true, Set.of("b")));
    }

    /** Last, for it starts other programs. */
    @Test
    @Order(3)
    void storeAloneElects() {
        Instant from = Instant.now();
        lab.startStoreOnly();
        VoteNode owner = lab.awaitOwner();
        owner.kill();
        assertThat(lab.awaitNextOwner(owner)).isNotSameAs(owner);
        lab.requireOneOwner(from);
    }
}
