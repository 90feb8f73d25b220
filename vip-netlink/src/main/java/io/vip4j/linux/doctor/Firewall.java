/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.linux.doctor;

import java.util.List;
import java.util.Optional;

/** Reads the rules of nftables in this network namespace. */
@FunctionalInterface
interface Firewall {

    /** One that reads nothing. */
    Firewall UNREAD = () -> new Rules(List.of(), Optional.of("they are not read by this version"));

    /** What is there now. Never fails. */
    Rules read();

    /**
     * Rules that drop what virtual routers need.
     *
     * @param drops those that drop it for sure
     * @param problem why they could not be read; empty if they were
     */
    record Rules(List<Drop> drops, Optional<String> problem) {

        /** Copies the list. */
        public Rules {
            drops = List.copyOf(drops);
        }
    }

    /**
     * A rule that drops something.
     *
     * @param traffic what, {@code IP protocol 112} for example
     * @param place table and chain, {@code inet filter input} for example
     * @param rule in words
     * @param fix a command
     */
    record Drop(String traffic, String place, String rule, String fix) {}
}
