/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.lab;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Who held the address when, computed from the changes of all hosts. */
public final class OwnershipTimeline {

    private final List<OwnershipChange> changes;

    /** A timeline that starts with nobody holding the address. */
    public OwnershipTimeline(List<OwnershipChange> changes) {
        this.changes = changes.stream()
                .sorted(Comparator.comparing(OwnershipChange::at))
                .toList();
    }

    /** How long, in sum, two or more hosts held the address inside a window of time. */
    public Duration heldByTwo(Instant from, Instant to) {
        return heldBy(2, Integer.MAX_VALUE, from, to);
    }

    /** How long, in sum, no host held the address inside a window of time. */
    public Duration heldByNone(Instant from, Instant to) {
        return heldBy(0, 0, from, to);
    }

    private Duration heldBy(int atLeast, int atMost, Instant from, Instant to) {
        Duration sum = Duration.ZERO;
        Set<String> holders = new HashSet<>();
        Instant since = from;
        for (OwnershipChange change : changes) {
            if (!change.at().isBefore(to)) {
                break;
            }
            if (change.at().isAfter(since)) {
                sum = sum.plus(counted(holders, atLeast, atMost, since, change.at()));
                since = change.at();
            }
            apply(change, holders);
        }
        return sum.plus(counted(holders, atLeast, atMost, since, to));
    }

    private static Duration counted(Set<String> holders, int atLeast, int atMost, Instant from, Instant to) {
        return holders.size() >= atLeast && holders.size() <= atMost ? Duration.between(from, to) : Duration.ZERO;
    }

    /** The hosts that hold the address after the last change. */
    public Set<String> holders() {
        Set<String> holders = new HashSet<>();
        changes.forEach(change -> apply(change, holders));
        return Set.copyOf(holders);
    }

    private static void apply(OwnershipChange change, Set<String> holders) {
        if (change.held()) {
            holders.add(change.host());
        } else {
            holders.remove(change.host());
        }
    }
}
