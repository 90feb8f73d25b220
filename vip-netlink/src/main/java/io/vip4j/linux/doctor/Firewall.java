/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.linux.doctor;

import io.vip4j.config.HostConfig;
import java.util.List;
import java.util.Optional;

/** Reads the rules of nftables in this network namespace. */
@FunctionalInterface
interface Firewall {

    /** What is there now for the interfaces of these routers. Never fails. */
    Rules read(HostConfig wanted);

    /**
     * Rules that do not let in what virtual routers tell each other.
     *
     * @param drops what does not
     * @param problem why they could not be read; empty if they were
     */
    record Rules(List<Drop> drops, Optional<String> problem) {

        /** Copies the list. */
        public Rules {
            drops = List.copyOf(drops);
        }
    }

    /**
     * A chain that drops it.
     *
     * @param certain whether it always does; false: unless a condition holds that cannot be known from outside
     * @param text which chain of which table drops what
     */
    record Drop(boolean certain, String text) {}
}
