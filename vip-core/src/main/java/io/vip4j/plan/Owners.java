/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.plan;

import java.util.List;

/**
 * Who holds a virtual router.
 *
 * @param possible the nodes that hold it at once; more than one entry if it cannot be known, for example because two
 *     priorities are equal. At least one entry, which may be empty: nobody
 * @param settles false: it goes from one to another for ever
 */
public record Owners(List<List<String>> possible, boolean settles) {

    /** Copies the lists. */
    public Owners {
        possible = possible.stream().map(List::copyOf).distinct().toList();
    }

    /** Whether it is certain that exactly one node holds it. */
    public boolean isOne() {
        return settles && possible.size() == 1 && possible.get(0).size() == 1;
    }

    /** Whether it may be that nobody holds it. */
    public boolean mayBeNobody() {
        return possible.stream().anyMatch(List::isEmpty);
    }

    /** Whether it may be that several nodes hold it. */
    public boolean mayBeSeveral() {
        return possible.stream().anyMatch(nodes -> nodes.size() > 1);
    }

    /** Whether this node may be the only one that holds it. */
    public boolean mayBe(String node) {
        return possible.contains(List.of(node));
    }

    /** For people: {@code node-a}, {@code nobody}, {@code node-a and node-b}, {@code node-a or node-b}. */
    @Override
    public String toString() {
        String text = String.join(
                " or ",
                possible.stream()
                        .map(nodes -> nodes.isEmpty() ? "nobody" : String.join(" and ", nodes))
                        .toList());
        return settles ? text : "back and forth: " + text;
    }
}
