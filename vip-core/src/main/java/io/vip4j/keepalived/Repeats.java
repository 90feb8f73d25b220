/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.keepalived;

import java.util.HashMap;
import java.util.Map;

/** Notices a keyword that is given again in the same block. keepalived takes most of them without a word. */
final class Repeats {

    private final Diagnostics diagnostics;
    private final Map<String, Statement> first = new HashMap<>();

    Repeats(Diagnostics diagnostics) {
        this.diagnostics = diagnostics;
    }

    void report(Statement statement, String rule) {
        report(statement.name(), statement, rule);
    }

    /**
     * Reports the second and each further statement about one thing.
     *
     * @param thing what the statement sets; two keywords may set the same
     * @param rule which of them counts
     */
    void report(String thing, Statement statement, String rule) {
        Statement earlier = first.putIfAbsent(thing, statement);
        if (earlier != null) {
            diagnostics.warning(
                    statement.at(),
                    "'" + statement.name() + "' comes after '" + earlier.name() + "' on "
                            + earlier.at().seenFrom(statement.at()) + ": " + rule);
        }
    }
}
