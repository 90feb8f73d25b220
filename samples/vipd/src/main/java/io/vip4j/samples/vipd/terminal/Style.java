/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.vipd.terminal;

/** How words look, by what they mean. The colours are of the first sixteen, which the user's own palette defines. */
public enum Style {
    /** As the terminal shows text. */
    PLAIN(""),
    /** Headings. */
    STRONG("1"),
    /** What is there to be found, not to be noticed. */
    FAINT("2"),
    /** In order, and at work. */
    GOOD("1;32"),
    /** In order, and at rest. */
    CALM("36"),
    /** Not as usual. */
    CARE("33"),
    /** Not as it should be. */
    WRONG("1;31");

    private static final String ESCAPE = "\u001b[";

    private final String parameters;

    Style(String parameters) {
        this.parameters = parameters;
    }

    /** The words between the sequences that turn this style on and off (ECMA-48 8.3.117, SGR). */
    String around(String words) {
        return parameters.isEmpty() ? words : ESCAPE + parameters + 'm' + words + ESCAPE + "0m";
    }
}
