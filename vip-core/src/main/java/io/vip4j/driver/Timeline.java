/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.driver;

import io.vip4j.event.AnomalyEvent;
import io.vip4j.event.AnomalyKind;
import io.vip4j.event.Transition;
import io.vip4j.event.VipEvent;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The last events of one elector, oldest first. Transitions and anomalies each have their own room, so that a flood of
 * the latter, which can come from the wire, never pushes out the former.
 */
final class Timeline {

    /** How many transitions are kept. */
    static final int CAPACITY = 256;

    /** How many beginnings and ends of anomalies are kept. */
    static final int ANOMALY_CAPACITY = 128;

    private record Key(AnomalyKind kind, String subject) {}

    private final Deque<Transition> transitions = new ArrayDeque<>();
    private final Deque<AnomalyEvent> anomalies = new ArrayDeque<>();
    /** The beginnings of those that have not ended; bounded by {@link Anomalies}, which tells each end. */
    private final Map<Key, AnomalyEvent> standing = new LinkedHashMap<>();

    void add(Transition transition) {
        if (transitions.size() == CAPACITY) {
            transitions.removeFirst();
        }
        transitions.addLast(transition);
    }

    void add(AnomalyEvent event) {
        if (anomalies.size() == ANOMALY_CAPACITY) {
            anomalies.removeFirst();
        }
        anomalies.addLast(event);
        Key key = new Key(event.anomaly().kind(), event.anomaly().subject());
        if (event.began()) {
            standing.put(key, event);
        } else {
            standing.remove(key);
        }
    }

    /** The latest transition and the beginnings of the anomalies that last, by sequence. */
    List<VipEvent> replay() {
        List<VipEvent> events = new ArrayList<>(standing.values());
        if (!transitions.isEmpty()) {
            events.add(transitions.getLast());
        }
        events.sort(Comparator.comparingLong(VipEvent::sequence));
        return events;
    }

    /** Everything that is kept, by sequence. */
    List<VipEvent> all() {
        List<VipEvent> events = new ArrayList<>(transitions);
        events.addAll(anomalies);
        events.sort(Comparator.comparingLong(VipEvent::sequence));
        return List.copyOf(events);
    }
}
