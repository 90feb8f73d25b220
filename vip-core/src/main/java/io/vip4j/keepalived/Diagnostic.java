/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.keepalived;

/**
 * One remark on a configuration file.
 *
 * @param file name of the file as the caller gave it
 * @param line number of the line, counted from 1; 0 if the remark concerns the file as a whole
 * @param severity how much it matters
 * @param message what is wrong, the value, the rule and what to do; printable, one line, at most 400 characters; never
 *     contains a password
 */
public record Diagnostic(String file, int line, Severity severity, String message) {

    /** {@code file:line: severity: message}, the form that editors and people know; without the line if it is 0. */
    @Override
    public String toString() {
        return file + (line == 0 ? "" : ":" + line) + ": " + severity + ": " + message;
    }
}
