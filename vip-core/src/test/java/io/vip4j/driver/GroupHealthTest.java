/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.driver;

import static io.vip4j.driver.HostBench.router;
import static org.assertj.core.api.Assertions.assertThat;

import io.vip4j.config.Preemption;
import io.vip4j.config.SyncGroup;
import io.vip4j.config.VirtualRouterConfig;
import io.vip4j.driver.checks.PushedHealth;
import io.vip4j.event.VipState;
import io.vip4j.health.OnFailure;
import io.vip4j.simulation.SimulatedLan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * A group of two routers on two or three hosts whose applications say at random how they are. Whatever they said: when
 * all are well again one host has both addresses, and while the hosts are sick in the same way nobody dances.
 */
class GroupHealthTest {

    private static final int SEEDS = Integer.getInteger("vip4j.groupSeeds", 150);
    private static final List<String> NAMES = List.of("web", "mail");
    private static final List<String> VIPS = List.of("198.51.100.221", "198.51.100.222");
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(4);

    @Test
    void oneHostHasTheWholeGroupWhateverTheApplicationsSaid() {
        for (long seed = 0; seed < SEEDS; seed++) {
            Run run = new Run(seed);
            try {
                run.play();
            } catch (AssertionError e) {
                throw new AssertionError(
                        "seed " + seed + ": " + e.getMessage() + "\n" + String.join("\n", run.story), e);
            }
        }
    }

    private static boolean isLastResort(HostBench host) {
        return host.obstacle("web").startsWith("last resort");
    }

    /** One seed. */
    private static final class Run {

        private final Random random;
        private final SimulatedLan lan;
        private final List<HostBench> hosts = new ArrayList<>();
        private final List<String> story = new ArrayList<>();
        private final Preemption preemption;
        private final boolean allKeep;

        private Run(long seed) {
            this.random = new Random(seed);
            this.lan = SimulatedLan.virtualTime(seed);
            this.preemption = random.nextInt(3) == 0 ? Preemption.NEVER : Preemption.IMMEDIATE;
            int count = 2 + random.nextInt(2);
            int keep = random.nextInt(3);
            for (int i = 0; i < count; i++) {
                HostBench host = new HostBench(lan, Character.toString('a' + i));
                host.platform.answerDelay(Duration.ofMillis(random.nextInt(2) * 20L));
                int priority = 200 - 50 * i;
                host.apply(
                        SyncGroup.of("both", "web", "mail"),
                        config(0, priority, keep > 0),
                        config(1, priority, keep > 1));
                hosts.add(host);
            }
            this.allKeep = keep == 2;
            story.add("hosts=" + count + " keep=" + keep + " " + preemption);
        }

        private VirtualRouterConfig config(int number, int priority, boolean keep) {
            return router(NAMES.get(number), 10 + number, VIPS.get(number))
                    .priority(priority)
                    .preemption(preemption)
                    .advertisementInterval(Duration.ofMillis(100))
                    .keepWhenAllBad(keep)
                    .build();
        }

        private void play() {
            run(LONG_ENOUGH);
            for (int i = 0; i < 30; i++) {
                word();
                run(Duration.ofMillis(random.nextInt(4) == 0 ? 1500 : 1 + random.nextInt(300)));
            }
            long before = transitionsAfter(LONG_ENOUGH.multipliedBy(2));
            assertThat(transitionsAfter(LONG_ENOUGH.multipliedBy(5)))
                    .as("nobody dances while nothing is said")
                    .isEqualTo(before);
            if (allKeep && hosts.stream().anyMatch(host -> !isLastResort(host))) {
                assertThat(hosts.stream()
                                .filter(GroupHealthTest::isLastResort)
                                .flatMap(host -> NAMES.stream().map(host::state)))
                        .as("last resorts, while somebody is healthy")
                        .doesNotContain(VipState.ACTIVE);
            }
            for (HostBench host : hosts) {
                for (String name : NAMES) {
                    host.handle(name, "door", OnFailure.release()).up();
                    host.handle(name, "load", OnFailure.weight(-90)).up();
                }
            }
            run(LONG_ENOUGH);
            List<String> states = hosts.stream()
                    .map(host -> host.state("web") + " " + host.state("mail"))
                    .toList();
            assertThat(states.stream().filter("ACTIVE ACTIVE"::equals))
                    .as("hosts with the group")
                    .hasSize(1);
            assertThat(states.stream().filter("BACKUP BACKUP"::equals)).hasSize(hosts.size() - 1);
            if (preemption.enabled()) {
                assertThat(states.get(0)).as("the highest").isEqualTo("ACTIVE ACTIVE");
            }
            for (HostBench host : hosts) {
                assertThat(List.of(host.obstacle("web"), host.obstacle("mail"))).containsOnly("");
            }
        }

        private void word() {
            HostBench host = hosts.get(random.nextInt(hosts.size()));
            String name = NAMES.get(random.nextInt(2));
            boolean door = random.nextBoolean();
            PushedHealth handle = door
                    ? host.handle(name, "door", OnFailure.release())
                    : host.handle(name, "load", OnFailure.weight(-90));
            int word = random.nextInt(5);
            story.add(lan.nanoTime() / 1_000_000 + " " + host.node.name() + " " + name + " " + handle.name() + " "
                    + word);
            switch (word) {
                case 0 -> handle.up();
                case 1, 2 -> handle.down("by lot");
                case 3 -> handle.degraded(0.5, "by lot");
                default ->
                    host.onLoop(() -> {
                        handle.down("for a moment");
                        handle.up();
                        return true;
                    });
            }
        }

        private long transitionsAfter(Duration duration) {
            run(duration);
            return hosts.stream()
                    .flatMap(host -> NAMES.stream()
                            .map(name -> host.elector(name).status().transitions()))
                    .filter(all -> !all.isEmpty())
                    .mapToLong(all -> all.get(all.size() - 1).sequence())
                    .sum();
        }

        private void run(Duration duration) {
            long end = lan.nanoTime() + duration.toNanos();
            while (lan.nanoTime() < end) {
                lan.runToNextEvent(Duration.ofNanos(end - lan.nanoTime()));
                for (HostBench host : hosts) {
                    for (int i = 0; i < NAMES.size(); i++) {
                        if (host.elector(NAMES.get(i)).isActive()) {
                            assertThat(host.holds(VIPS.get(i)))
                                    .as(host.node.name() + " holds " + NAMES.get(i))
                                    .isTrue();
                            assertThat(host.state(NAMES.get(i))).isEqualTo(VipState.ACTIVE);
                        }
                    }
                }
            }
        }
    }
}
