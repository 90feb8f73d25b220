/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.keepalived;

/**
 * The smallest piece of a file.
 *
 * @param kind what it is
 * @param text the word without quotes; empty for the other kinds
 * @param quoted whether the word stood in quotes
 * @param at where it stands
 */
record Token(Kind kind, String text, boolean quoted, Position at) {

    enum Kind {
        WORD,
        OPEN,
        CLOSE,
        END_OF_LINE
    }
}
