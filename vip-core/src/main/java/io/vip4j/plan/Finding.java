/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.plan;

import java.util.Locale;

/**
 * Something that is wrong, or may be.
 *
 * @param severity how bad
 * @param rule what kind
 * @param subject the virtual router, and what of it
 * @param why with the numbers
 * @param fix what to do
 */
public record Finding(Severity severity, PlanRule rule, String subject, String why, String fix) {

    /** How bad a finding is. */
    public enum Severity {
        /** A failover cannot happen, or nodes do not work together. */
        ERROR,
        /** It works, and most likely not as it was meant. */
        WARNING,
        /** Good to know. */
        NOTE;

        /** In lower case. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** {@code error: failover-unreachable: web (VRID 10, IPv4): ...}. */
    @Override
    public String toString() {
        return severity + ": " + rule.id() + ": " + subject + ": " + why + "; fix: " + fix;
    }
}
