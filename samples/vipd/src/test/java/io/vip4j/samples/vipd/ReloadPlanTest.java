/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.vipd;

import static org.assertj.core.api.Assertions.assertThat;

import io.vip4j.config.VirtualRouterConfig;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReloadPlanTest {

    private static VirtualRouterConfig router(String name, int vrid, int priority) {
        return VirtualRouterConfig.builder(name)
                .networkInterface("eth0")
                .vrid(vrid)
                .priority(priority)
                .address("198.51.100." + (100 + vrid) + "/24")
                .build();
    }

    @Test
    void theSameFileChangesNothing() {
        List<VirtualRouterConfig> running = List.of(router("a", 1, 100), router("b", 2, 100));
        ReloadPlan plan = ReloadPlan.between(running, List.of(router("b", 2, 100), router("a", 1, 100)));
        assertThat(plan).isEqualTo(new ReloadPlan(List.of(), List.of(), List.of("b", "a")));
        assertThat(plan.isEmpty()).isTrue();
    }

    @Test
    void aChangedRouterStopsAndStarts() {
        VirtualRouterConfig changed = router("a", 1, 90);
        ReloadPlan plan = ReloadPlan.between(
                List.of(router("a", 1, 100), router("b", 2, 100)), List.of(changed, router("b", 2, 100)));
        assertThat(plan).isEqualTo(new ReloadPlan(List.of("a"), List.of(changed), List.of("b")));
        assertThat(plan.isEmpty()).isFalse();
    }

    @Test
    void goneOnesStopAndNewOnesStart() {
        VirtualRouterConfig added = router("c", 3, 100);
        ReloadPlan plan = ReloadPlan.between(List.of(router("a", 1, 100)), List.of(added));
        assertThat(plan).isEqualTo(new ReloadPlan(List.of("a"), List.of(added), List.of()));
    }

    @Test
    void aNewNameForTheSameVridStopsTheOldOneFirst() {
        VirtualRouterConfig renamed = router("new", 1, 100);
        ReloadPlan plan = ReloadPlan.between(List.of(router("old", 1, 100)), List.of(renamed));
        assertThat(plan).isEqualTo(new ReloadPlan(List.of("old"), List.of(renamed), List.of()));
    }
}
