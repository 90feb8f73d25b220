/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.driver;

import static org.assertj.core.api.Assertions.assertThat;

import io.vip4j.event.PeerStatus;
import io.vip4j.vrrp.AdvertisementInterval;
import io.vip4j.vrrp.IpAddress;
import io.vip4j.vrrp.Priority;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class HeardPeersTest {

    private static final long S = 1_000_000_000L;

    private final HeardPeers peers = new HeardPeers();

    private static IpAddress address(int number) {
        return IpAddress.parse("198.51.100." + number);
    }

    private void heard(int number, int priority, int centiseconds, long at) {
        peers.heard(address(number), new Priority(priority), new AdvertisementInterval(centiseconds), at);
    }

    private List<IpAddress> known(long now) {
        return peers.status(false, 3, now).stream().map(PeerStatus::address).toList();
    }

    @Test
    void theLatestThatAdvertisesIsActiveUntilItIsSilentOrGoes() {
        heard(1, 100, 100, 0);
        heard(2, 200, 100, S);
        heard(1, 0, 100, S / 2);
        heard(2, 200, 100, S);
        assertThat(peers.status(false, 3, 5 * S))
                .containsExactly(
                        status(1, 0, Duration.ofMillis(4500), false), status(2, 200, Duration.ofSeconds(4), true));
        assertThat(peers.status(false, 3, 5 * S + 1)).noneMatch(PeerStatus::active);
        assertThat(peers.status(true, 3, 2 * S)).as("this router is Active").noneMatch(PeerStatus::active);
        heard(2, 0, 100, 2 * S);
        assertThat(peers.status(false, 3, 2 * S)).noneMatch(PeerStatus::active);
    }

    private static PeerStatus status(int number, int priority, Duration silent, boolean active) {
        return new PeerStatus(address(number), new Priority(priority), new AdvertisementInterval(100), silent, active);
    }

    @Test
    void oneThatIsSilentForFiveMinutesAndTenIntervalsIsForgotten() {
        heard(1, 100, 100, 0);
        heard(2, 100, 4095, 0);
        assertThat(known(300 * S)).hasSize(2);
        assertThat(known(300 * S + 1)).containsExactly(address(2));
        assertThat(known(409_500_000_000L)).containsExactly(address(2));
        assertThat(known(409_500_000_001L)).isEmpty();
    }

    @Test
    void theWireCannotFillMemory() {
        for (int number = 1; number <= 250; number++) {
            heard(number, 100, 100, number);
        }
        assertThat(known(S))
                .hasSize(HeardPeers.MOST)
                .startsWith(address(251 - HeardPeers.MOST))
                .endsWith(address(250));
    }
}
