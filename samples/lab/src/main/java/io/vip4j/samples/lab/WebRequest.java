/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.lab;

import java.time.Duration;
import java.time.Instant;

/**
 * What became of one request of a client.
 *
 * @param sentAt when its connection was opened
 * @param took until it was over
 * @param outcome {@code ok}, or what went wrong in one word
 */
record WebRequest(Instant sentAt, Duration took, String outcome) {

    private static final String OK = "ok";

    boolean isFailed() {
        return !outcome.equals(OK);
    }

    /** Reads a line of webclient.py. */
    static WebRequest parse(String line) {
        String[] words = line.split(" ", -1);
        if (words.length != 3) {
            throw new LabException("the web client said: " + line);
        }
        return new WebRequest(
                WallClock.ofEpochSeconds(words[0]),
                Duration.ofNanos(Math.round(Double.parseDouble(words[1]) * 1e6)),
                words[2]);
    }
}
