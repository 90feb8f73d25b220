/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.driver;

import io.vip4j.event.Trigger;
import java.util.List;

/**
 * Why a router gives the role away without having to.
 *
 * @param trigger the kind of reason
 * @param links the reason, step by step
 * @param mayPreempt whether it may take the role back from a lower router
 */
record Resignation(Trigger trigger, List<String> links, boolean mayPreempt) {

    Resignation {
        links = List.copyOf(links);
    }

    /** For one plain reason. */
    static Resignation of(Trigger trigger, String why, boolean mayPreempt) {
        return new Resignation(trigger, List.of(why), mayPreempt);
    }
}
