/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.vipd.terminal;

import java.util.Map;

/** Whether to use colours. */
public enum ColorChoice {
    /** In a terminal, unless NO_COLOR is set (no-color.org) or TERM says that it has none. */
    AUTO,
    /** Also in a file or pipe. */
    ALWAYS,
    /** Nowhere. */
    NEVER;

    /**
     * Decides.
     *
     * @param terminal whether the words go to a terminal
     * @param environment of the process
     */
    public boolean isOn(boolean terminal, Map<String, String> environment) {
        return switch (this) {
            case ALWAYS -> true;
            case NEVER -> false;
            case AUTO ->
                terminal
                        && environment.getOrDefault("NO_COLOR", "").isEmpty()
                        && !environment.getOrDefault("TERM", "dumb").equals("dumb");
        };
    }
}
