/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.plan;

/**
 * One thing that goes wrong.
 *
 * @param kind what
 * @param node where
 * @param subject the name of the check or interface; empty for a whole node
 */
public record Failure(Kind kind, String node, String subject) {

    /** What goes wrong. */
    public enum Kind {
        /** The node falls silent: power, kernel, a killed process, the cable of the whole node. */
        CRASH,
        /** The routers of the node end in good order. */
        STOP,
        /** An interface loses its link. */
        INTERFACE,
        /** A check goes down; one whose effect is reversed everywhere, up. */
        CHECK
    }

    /** For people: {@code check haproxy of node-a fails}. */
    @Override
    public String toString() {
        return switch (kind) {
            case CRASH -> node + " crashes";
            case STOP -> node + " is stopped";
            case INTERFACE -> "interface " + subject + " of " + node + " goes down";
            case CHECK -> "check " + subject + " of " + node + " fails";
        };
    }
}
