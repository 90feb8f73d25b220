/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.lab;

/** Colours for a terminal, or none. The start script knows whether the output is a terminal; Java does not. */
final class Palette {

    private static final String PROPERTY = "vip4j.colour";

    private final boolean coloured;

    private Palette(boolean coloured) {
        this.coloured = coloured;
    }

    /** Colours if the start script asked for them. */
    static Palette ofSystem() {
        return new Palette(Boolean.getBoolean(PROPERTY));
    }

    static Palette plain() {
        return new Palette(false);
    }

    String bold(String text) {
        return paint("1", text);
    }

    String dim(String text) {
        return paint("2", text);
    }

    String good(String text) {
        return paint("32", text);
    }

    String bad(String text) {
        return paint("31", text);
    }

    String notable(String text) {
        return paint("36", text);
    }

    private String paint(String code, String text) {
        return coloured ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }
}
