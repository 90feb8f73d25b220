/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.driver;

import static org.assertj.core.api.Assertions.assertThat;

import io.vip4j.vrrp.IpAddress;
import io.vip4j.vrrp.Priority;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class KnownPeersTest {

    private static final long HOUR = 3_600_000_000_000L;

    private final KnownPeers peers = new KnownPeers();

    private static IpAddress address(int number) {
        return IpAddress.parse("198.51.100." + number);
    }

    private void heard(int number, int priority, long at) {
        peers.heard(address(number), new Priority(priority), at);
    }

    private Optional<IpAddress> best(long memory, long now) {
        return peers.best(memory, now).map(KnownPeers.Peer::address);
    }

    @Test
    void theHighestIsTheBestAndOfEqualOnesTheLatest() {
        heard(1, 90, 10);
        heard(2, 120, 20);
        heard(3, 120, 30);
        heard(4, 100, 40);
        assertThat(peers.best(HOUR, 50)).contains(new KnownPeers.Peer(address(3), new Priority(120), 30));
        heard(2, 120, 60);
        assertThat(best(HOUR, 70)).contains(address(2));
    }

    @Test
    void onlyWhatWasHeardWithinTheTimeCounts() {
        heard(1, 200, 0);
        heard(2, 100, 50);
        assertThat(best(100, 100)).contains(address(1));
        assertThat(best(100, 101)).contains(address(2));
        assertThat(best(100, 151)).isEmpty();
    }

    @Test
    void clockThatPassesItsLargestValueMakesNoDifference() {
        heard(1, 200, Long.MAX_VALUE);
        assertThat(best(100, Long.MIN_VALUE + 99)).contains(address(1));
        assertThat(best(100, Long.MIN_VALUE + 100)).isEmpty();
        peers.forgetUnheardSince(Long.MIN_VALUE);
        assertThat(peers.size()).isZero();
    }

    @Test
    void theLatestPriorityCountsAndZeroForgets() {
        heard(1, 200, 0);
        heard(1, 80, 10);
        assertThat(peers.best(HOUR, 20).orElseThrow().priority()).isEqualTo(new Priority(80));
        heard(1, 0, 30);
        heard(2, 0, 30);
        assertThat(peers.size()).isZero();
    }

    @Test
    void theOldestGoesWhenThereAreTooMany() {
        for (int i = 1; i <= 100; i++) {
            heard(i, 255 - i, i);
        }
        assertThat(peers.size()).isEqualTo(KnownPeers.MOST);
        assertThat(best(HOUR, 100)).contains(address(100 - KnownPeers.MOST + 1));
        heard(85, 170, 101);
        heard(200, 1, 102);
        assertThat(best(HOUR, 102)).as("86 was the oldest").contains(address(85));
    }

    @Test
    void thoseUnheardSinceAreForgotten() {
        heard(1, 200, 10);
        heard(2, 100, 20);
        peers.forgetUnheardSince(10);
        assertThat(best(HOUR, 30)).contains(address(2));
        peers.forgetUnheardSince(19);
        assertThat(peers.size()).isEqualTo(1);
    }
}
