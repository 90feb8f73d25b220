/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** What the cables of a LAN do to packets. Guarded by its {@link SimulatedLan}. */
final class Cabling {

    /** A direction in which nothing is heard. */
    private record Cut(String from, String to) {}

    private final Random random;
    private final Map<String, Integer> parts = new HashMap<>();
    private final Set<Cut> cuts = new HashSet<>();
    private double loss;
    private double duplication;
    private Duration maxDelay = Duration.ZERO;

    Cabling(Random random) {
        this.random = random;
    }

    void partition(List<? extends Collection<String>> groups) {
        parts.clear();
        for (int i = 0; i < groups.size(); i++) {
            for (String name : groups.get(i)) {
                parts.put(name, i + 1);
            }
        }
    }

    void cut(String from, String to) {
        cuts.add(new Cut(from, to));
    }

    void heal() {
        parts.clear();
        cuts.clear();
    }

    void loss(double probability) {
        loss = probability;
    }

    void duplication(double probability) {
        duplication = probability;
    }

    void maxDelay(Duration delay) {
        maxDelay = delay;
    }

    /** Whether one host hears another. */
    boolean connects(String from, String to) {
        return parts.getOrDefault(from, 0).equals(parts.getOrDefault(to, 0)) && !cuts.contains(new Cut(from, to));
    }

    /** How long each copy of a packet takes to one receiver; none if it is lost. */
    List<Long> delaysNanos() {
        List<Long> delays = new ArrayList<>();
        if (random.nextDouble() >= loss) {
            delays.add(delayNanos());
            if (duplication > 0 && random.nextDouble() < duplication) {
                delays.add(delayNanos());
            }
        }
        return delays;
    }

    private long delayNanos() {
        return maxDelay.isZero() ? 0 : random.nextLong(maxDelay.toNanos());
    }
}
