/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.lab;

/** Signals by name; Java can send only two of them. */
final class Signals {

    private Signals() {}

    /**
     * Sends a signal. A process that has gone already is no error: between looking and sending it may always go.
     *
     * @param target a pid, or minus the id of a process group
     */
    static void send(String signal, long target) {
        // The kill of the shell is always there; the program is not.
        Command.attempt("sh", "-c", "kill -s \"$1\" -- \"$2\" 2>/dev/null", "sh", signal, Long.toString(target));
    }
}
