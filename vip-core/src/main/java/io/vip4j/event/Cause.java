/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.event;

import java.util.List;

/**
 * Why an elector changed its state: the kind, and the chain of what happened, the first thing first.
 *
 * @param trigger the kind of the last link of the chain
 * @param chain at least one sentence part for people
 */
public record Cause(Trigger trigger, List<String> chain) {

    /** Copies the chain. */
    public Cause {
        chain = List.copyOf(chain);
        if (chain.isEmpty()) {
            throw new IllegalArgumentException("a cause needs an explanation");
        }
    }

    /** A cause with these links, the first thing first. */
    public static Cause of(Trigger trigger, String... chain) {
        return new Cause(trigger, List.of(chain));
    }

    /** The trigger and the chain, for example {@code ACTIVE_DOWN (nothing heard for 3.609 s)}. */
    @Override
    public String toString() {
        return trigger + " (" + String.join(" -> ", chain) + ")";
    }
}
