/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.probe;

import io.vip4j.vrrp.ConfigurationException;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Searches for a pattern in so many steps at most: some patterns take years on some texts, and the text comes from
 * outside. Used by one thread at a time.
 */
final class PatternSearch {

    /** Characters looked at by all searches together: some 10 ms, which other probes may have to wait. */
    static final int STEPS = 2_000_000;

    /** The search took too many steps. */
    static final class TooLong extends Exception {
        private static final long serialVersionUID = 1;

        TooLong(Pattern pattern) {
            super("the pattern /" + pattern + "/ takes too long on the answer");
        }

        /** For people. */
        String detail() {
            return String.valueOf(getMessage());
        }
    }

    private final Pattern pattern;
    private int stepsLeft = STEPS;

    PatternSearch(String regex) {
        this.pattern = compile(regex);
    }

    static Pattern compile(String regex) {
        try {
            return Pattern.compile(regex);
        } catch (PatternSyntaxException e) {
            throw new ConfigurationException(
                    "expected pattern cannot be read: '" + regex + "': " + e.getDescription() + " at " + e.getIndex());
        }
    }

    /** Whether it is somewhere in the text. */
    boolean isIn(String text) throws TooLong {
        try {
            return pattern.matcher(new Counted(text, 0, text.length())).find();
        } catch (NoStepsLeft | StackOverflowError e) {
            throw new TooLong(pattern);
        }
    }

    private static final class NoStepsLeft extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    private final class Counted implements CharSequence {

        private final String text;
        private final int start;
        private final int end;

        Counted(String text, int start, int end) {
            this.text = text;
            this.start = start;
            this.end = end;
        }

        @Override
        public char charAt(int index) {
            if (stepsLeft-- <= 0) {
                throw new NoStepsLeft();
            }
            return text.charAt(start + index);
        }

        @Override
        public int length() {
            return end - start;
        }

        @Override
        public CharSequence subSequence(int from, int to) {
            return new Counted(text, start + from, start + to);
        }

        @Override
        public String toString() {
            return text.substring(start, end);
        }
    }
}
