/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.keepalived;

/**
 * Where a token stands.
 *
 * @param file name of the file
 * @param line number of the line, counted from 1; 0 for the file as a whole
 */
record Position(String file, int line) {

    /** The place as a message at another place refers to it. */
    String seenFrom(Position other) {
        return other.file.equals(file) ? "line " + line : file + ":" + line;
    }
}
