/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.vrrp;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * A policy routing rule that exists on the Active router only.
 *
 * @param family the family it selects
 * @param preference 1..2^31-1; the lowest is looked at first. Required, so that it can be told from others
 * @param from source of the packets
 * @param to destination of the packets
 * @param incoming interface they came in on
 * @param outgoing interface of a socket that is bound to it
 * @param mark firewall mark, compared under the mask
 * @param markMask bits of the mark that count; empty: all
 * @param negated select what does not match
 * @param table the table to look in, 1..2^31-1
 */
public record VirtualRule(
        AddressFamily family,
        int preference,
        Optional<IpPrefix> from,
        Optional<IpPrefix> to,
        Optional<String> incoming,
        Optional<String> outgoing,
        OptionalInt mark,
        OptionalInt markMask,
        boolean negated,
        int table) {

    /** Checks families and ranges. */
    public VirtualRule {
        if (preference < 1) {
            throw new ConfigurationException("rule preference must be 1 or more: " + preference);
        }
        if (table < 1) {
            throw new ConfigurationException("rule table must be 1 or more: " + table);
        }
        requireFamily("from", from, family);
        requireFamily("to", to, family);
    }

    private static void requireFamily(String field, Optional<IpPrefix> prefix, AddressFamily family) {
        prefix.filter(p -> p.family() != family).ifPresent(p -> {
            throw new ConfigurationException("rule " + field + " must be " + family + ": " + p);
        });
    }
}
