/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.probe;

import java.nio.ByteBuffer;

/** Looks for what is expected in an answer that grows. Used by one thread at a time. */
final class AnswerSearch {

    /** Looks at all that came so far. */
    @FunctionalInterface
    private interface Look {
        boolean at(ByteBuffer answer) throws PatternSearch.TooLong;
    }

    private final Look look;
    private int searched;

    AnswerSearch(Expectation expected) {
        if (expected instanceof Expectation.Contains contains) {
            look = answer -> contains(answer, contains.octets());
        } else {
            PatternSearch pattern = new PatternSearch(((Expectation.Matches) expected).regex());
            look = answer -> pattern.isIn(Octets.copyOf(answer).text());
        }
    }

    /**
     * Whether it is in the answer.
     *
     * @param answer all that came so far, what it was given before and more; its position stays
     */
    boolean foundIn(ByteBuffer answer) throws PatternSearch.TooLong {
        return look.at(answer);
    }

    private boolean contains(ByteBuffer answer, Octets wanted) {
        boolean found = wanted.indexIn(answer, searched) >= 0;
        searched = Math.max(0, answer.remaining() - wanted.length() + 1);
        return found;
    }
}
