/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.plan;

import io.vip4j.config.HostConfig;
import io.vip4j.config.Preemption;
import io.vip4j.config.SyncGroup;
import io.vip4j.config.Timing;
import io.vip4j.config.VirtualRouterConfig;
import io.vip4j.health.HealthCheck;
import io.vip4j.health.OnFailure;
import io.vip4j.probe.Probe;
import io.vip4j.vrrp.VrrpVersion;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** Two or three nodes with settings that do not always go together. */
final class RandomNodes {

    /** Checks that fail at present, as {@code node/check}. */
    final Set<String> failing = new HashSet<>();

    private final Random random;
    private final Random resorts;

    RandomNodes(long seed) {
        this.random = new Random(seed);
        this.resorts = new Random(~seed);
    }

    List<PlanNode> next() {
        int count = 2 + random.nextInt(2);
        int routers = 1 + random.nextInt(2);
        boolean grouped = routers > 1 && random.nextInt(2) == 0;
        boolean consistent = random.nextInt(4) > 0;
        boolean version2 = random.nextInt(5) == 0;
        List<PlanNode> nodes = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            nodes.add(node("n" + (i + 1), i, routers, grouped && (consistent || random.nextBoolean()), version2));
        }
        return nodes;
    }

    private PlanNode node(String name, int number, int routers, boolean grouped, boolean version2) {
        boolean owner = number == 0 && random.nextInt(12) == 0;
        int priority = priority();
        boolean keeps = !owner && resorts.nextInt(4) == 0;
        Preemption preemption = preemption();
        List<VirtualRouterConfig> configs = new ArrayList<>();
        for (int vrid = 1; vrid <= routers; vrid++) {
            if (vrid == 2 && !grouped && random.nextInt(6) == 0) {
                continue;
            }
            VirtualRouterConfig.Builder builder = VirtualRouterConfig.builder("r" + vrid)
                    .networkInterface("eth0")
                    .vrid(vrid)
                    .version(version2 ? VrrpVersion.V2 : VrrpVersion.V3)
                    .address("198.51.100.22" + vrid + "/24")
                    .priority(owner ? 255 : grouped && random.nextInt(4) > 0 ? priority : priority())
                    .preemption(grouped ? preemption : preemption())
                    .advertisementInterval(Duration.ofMillis(version2 || random.nextInt(8) > 0 ? 1000 : 500));
            if (version2 && random.nextInt(8) == 0) {
                builder.password("secret");
            }
            if (random.nextInt(10) == 0) {
                builder.timing(Timing.DEFAULT.downAdvertisements(2 + random.nextInt(3)));
            }
            builder.keepWhenAllBad(keeps);
            addChecks(builder, name);
            configs.add(builder.build());
        }
        List<SyncGroup> groups = grouped && configs.size() == 2 ? List.of(group(name)) : List.of();
        return new PlanNode(name, new HostConfig(configs, groups), "seed");
    }

    private SyncGroup group(String node) {
        SyncGroup plain = SyncGroup.of("g", "r1", "r2");
        if (random.nextInt(3) > 0) {
            return plain;
        }
        VirtualRouterConfig.Builder carrier = VirtualRouterConfig.builder("x")
                .networkInterface("eth0")
                .vrid(9)
                .address("198.51.100.9/24")
                .check("c3", check(node, "c3"), effect());
        return new SyncGroup("g", plain.members(), carrier.build().checks(), List.of());
    }

    private void addChecks(VirtualRouterConfig.Builder builder, String node) {
        for (String check : List.of("c1", "c2")) {
            if (random.nextInt(3) == 0) {
                builder.check(check, check(node, check), effect());
            }
        }
        if (random.nextInt(5) == 0) {
            builder.trackInterface("eth1", effect());
        }
    }

    private HealthCheck check(String node, String check) {
        Probe probe = timeout ->
                failing.contains(node + "/" + check) ? Probe.Result.unhealthy("by hand") : Probe.Result.healthy("fine");
        return HealthCheck.of(probe).rise(1 + random.nextInt(3)).fall(1 + random.nextInt(3));
    }

    private OnFailure effect() {
        if (random.nextInt(4) == 0) {
            return OnFailure.release();
        }
        int[] weights = {-3, -10, -20, -60, -250, 3, 10, 20, 60, 250};
        OnFailure weight = OnFailure.weight(weights[random.nextInt(weights.length)]);
        return random.nextInt(8) == 0 ? weight.reverse() : weight;
    }

    private int priority() {
        int[] priorities = {1, 50, 80, 90, 100, 100, 110, 150, 200, 254};
        return priorities[random.nextInt(priorities.length)];
    }

    private Preemption preemption() {
        return switch (random.nextInt(6)) {
            case 0 -> Preemption.NEVER;
            case 1 -> Preemption.after(Duration.ofSeconds(2));
            default -> Preemption.IMMEDIATE;
        };
    }
}
