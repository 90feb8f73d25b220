/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.probe;

import io.vip4j.vrrp.ConfigurationException;
import java.util.regex.Pattern;

/** What an answer must hold. */
public sealed interface Expectation {

    /** This text, in UTF-8. */
    static Expectation text(String text) {
        return new Contains(Octets.ofText(text));
    }

    /**
     * Something that matches.
     *
     * @param regex of {@link Pattern}
     */
    static Expectation matching(String regex) {
        return new Matches(regex);
    }

    /**
     * These octets, anywhere in it.
     *
     * @param octets at least one
     */
    record Contains(Octets octets) implements Expectation {

        /** Checks that there are some. */
        public Contains {
            if (octets.length() == 0) {
                throw new ConfigurationException("expected text must not be empty: any answer would hold it");
            }
        }

        @Override
        public String toString() {
            return octets.toString();
        }
    }

    /**
     * Something that matches, anywhere in it, which is read as UTF-8.
     *
     * @param regex of {@link Pattern}; a search that takes too many steps fails the probe
     */
    record Matches(String regex) implements Expectation {

        /** Checks that it can be read. */
        public Matches {
            PatternSearch.compile(regex);
        }

        @Override
        public String toString() {
            return "/" + regex + "/";
        }
    }
}
