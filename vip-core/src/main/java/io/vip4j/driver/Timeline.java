/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.driver;

import io.vip4j.event.Transition;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The last transitions of one elector, oldest first. */
final class Timeline {

    static final int CAPACITY = 256;

    private final Deque<Transition> transitions = new ArrayDeque<>();

    void add(Transition transition) {
        if (transitions.size() == CAPACITY) {
            transitions.removeFirst();
        }
        transitions.addLast(transition);
    }

    /** The latest transition as a list of one, or an empty list. */
    List<Transition> latest() {
        return transitions.isEmpty() ? List.of() : List.of(transitions.getLast());
    }

    List<Transition> all() {
        return List.copyOf(transitions);
    }
}
