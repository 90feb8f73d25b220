/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.driver;

import static io.vip4j.driver.HostBench.router;
import static org.assertj.core.api.Assertions.assertThat;

import io.vip4j.config.HostConfig;
import io.vip4j.config.UnknownVrids;
import io.vip4j.config.VirtualRouterConfig;
import io.vip4j.event.Anomaly;
import io.vip4j.event.AnomalyKind;
import io.vip4j.event.VipState;
import io.vip4j.vrrp.IpAddress;
import io.vip4j.wire.RejectReason;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Advertisements of virtual routers that this host does not run, watched and ignored. */
class UnknownVridsTest {

    private static final IpAddress STRANGER = IpAddress.parse("198.51.100.99");
    private static final byte[] FOREIGN = {0x31, 51, 100, 1, 0, 100, 0, 0, (byte) 198, 51, 100, 51};
    private static final byte[] NO_VRID = {0x31};
    private static final VirtualRouterConfig WEB =
            router("web", 10, "198.51.100.10/24").build();
    private static final VirtualRouterConfig MAIL =
            router("mail", 11, "198.51.100.11/24").build();

    private final HostBench bench = new HostBench();

    private void apply(UnknownVrids unknownVrids, VirtualRouterConfig... routers) {
        HostConfig wanted = new HostConfig(List.of(routers), List.of(), unknownVrids);
        var unused = HostBench.joined(bench.onLoop(() -> bench.host.apply(wanted, List.of())));
    }

    private void hear(byte[] message, int timeToLive) {
        bench.platform.inject(STRANGER, timeToLive, message);
        bench.lan.run(Duration.ofMillis(1));
    }

    private Map<RejectReason, Long> discarded() {
        return bench.elector("web").status().advertsDiscarded();
    }

    private List<AnomalyKind> anomalies() {
        return bench.elector("web").status().anomalies().stream()
                .map(Anomaly::kind)
                .filter(kind -> kind == AnomalyKind.UNKNOWN_VRID)
                .toList();
    }

    private List<String> hearings() {
        return bench.words.stream().filter(word -> word.startsWith("hear")).toList();
    }

    @Test
    void nobodyIsIgnoredByDefault() {
        bench.apply(WEB);
        hear(NO_VRID, 255);
        assertThat(discarded()).containsExactly(Map.entry(RejectReason.TRUNCATED, 1L));
        assertThat(hearings()).isEmpty();
    }

    @Test
    void ignoredOnesAreNeitherCountedNorTold() {
        apply(UnknownVrids.IGNORED, WEB);
        hear(FOREIGN, 255);
        hear(FOREIGN, 64);
        hear(NO_VRID, 255);
        assertThat(discarded()).isEmpty();
        assertThat(anomalies()).isEmpty();
    }

    @Test
    void platformIsToldWhichOnesAreWanted() {
        apply(UnknownVrids.IGNORED, WEB);
        apply(UnknownVrids.IGNORED, WEB, MAIL);
        apply(UnknownVrids.IGNORED, MAIL);
        assertThat(hearings()).containsExactly("hear[]", "hear[10]", "hear[10, 11]", "hear[11]");
        apply(UnknownVrids.WATCHED, MAIL, WEB);
        assertThat(hearings()).hasSize(4);
    }

    @Test
    void ownRoutersAreHeardAsEver() {
        apply(UnknownVrids.IGNORED, WEB);
        bench.lan.run(Duration.ofSeconds(5));
        assertThat(bench.state("web")).isEqualTo(VipState.ACTIVE);
        byte[] own = FOREIGN.clone();
        own[1] = 10;
        hear(own, 64);
        assertThat(discarded()).containsExactly(Map.entry(RejectReason.TTL_NOT_255, 1L));
    }

    @Test
    void settingStaysWhenOneRouterIsChanged() {
        apply(UnknownVrids.IGNORED, WEB);
        VirtualRouterConfig other = router("web", 10, "198.51.100.12/24").build();
        var unused = HostBench.joined(bench.onLoop(() -> bench.host.update(bench.elector("web"), other)));
        hear(FOREIGN, 64);
        assertThat(discarded()).isEmpty();
    }
}
