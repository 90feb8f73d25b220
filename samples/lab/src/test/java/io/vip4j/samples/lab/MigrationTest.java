/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A pair of keepalived becomes a pair of vip4j, one node after the other, as {@code docs/migration.md} says. */
@LabTest(keepalived = true, vipd = true)
@Execution(ExecutionMode.CONCURRENT)
class MigrationTest {

    private static final Duration LIMIT = Deadline.GENEROUS;

    /** Other labs run beside this one. */
    private static final Duration NOISE = Duration.ofMillis(700);

    private static final RouterSettings HIGHER = RouterSettings.v2(200);
    private static final RouterSettings LOWER = RouterSettings.v2(100);

    @Test
    void clientsMissNoMoreThanASwitchover() {
        try (PairLab pair = PairLab.open(RouterSettings.ADDRESS, Duration.ofMillis(10))) {
            VrrpNode oldOwner = Product.KEEPALIVED.node(pair.first(), HIGHER);
            VrrpNode oldBackup = Product.KEEPALIVED.node(pair.second(), LOWER);
            oldBackup.start();
            oldOwner.start();
            pair.awaitOwner(oldOwner, LIMIT);
            oldBackup.awaitState(RouterState.BACKUP, LIMIT);

            // The Backup first: nothing happens to the address.
            Instant replacedAt = Instant.now();
            oldBackup.terminate(LIMIT);
            VrrpNode newBackup = Product.VIP4J.node(pair.second(), LOWER);
            newBackup.start();
            newBackup.awaitState(RouterState.BACKUP, LIMIT);
            assertThat(pair.pinger().longestGap(replacedAt, Instant.now())).isLessThan(NOISE);

            // Then the owner: the address moves when it says goodbye.
            Instant movedAt = Instant.now();
            oldOwner.terminate(LIMIT);
            pair.awaitOwner(newBackup, LIMIT);
            Instant servedAt = pair.pinger().awaitReply(LIMIT);
            assertThat(pair.pinger().longestGap(movedAt, servedAt))
                    .isLessThan(LOWER.skewTime().plus(NOISE));

            // The other node, which takes its address back.
            Instant returnedAt = Instant.now();
            VrrpNode newOwner = Product.VIP4J.node(pair.first(), HIGHER);
            newOwner.start();
            pair.awaitOwner(newOwner, LIMIT);
            newBackup.awaitState(RouterState.BACKUP, LIMIT);
            assertThat(pair.pinger().longestGap(returnedAt, Instant.now())).isLessThan(NOISE);
        }
    }
}
