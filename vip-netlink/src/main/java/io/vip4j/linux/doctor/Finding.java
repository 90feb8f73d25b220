/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.linux.doctor;

import java.util.Locale;

/**
 * Something about this host that keeps a virtual router from working, or may.
 *
 * @param severity how bad
 * @param rule what kind, and why it matters
 * @param subject the virtual router, the interface, {@code this process} or {@code this host}
 * @param seen what was found, with the values
 * @param fix a command or a line of a configuration that puts it right
 */
public record Finding(Severity severity, DoctorRule rule, String subject, String seen, String fix) {

    /** How bad a finding is; the worst first. */
    public enum Severity {
        /** A virtual router does not work, or cannot be reached. */
        ERROR,
        /** It works until something happens, or not as it was meant. */
        WARNING,
        /** Good to know, or could not be found out. */
        NOTE;

        /** In lower case. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Why it matters. */
    public String why() {
        return rule.why();
    }

    /** {@code error: no-multicast: eth0: ...}. */
    @Override
    public String toString() {
        return severity + ": " + rule.id() + ": " + subject + ": " + seen + "; fix: " + fix;
    }
}
