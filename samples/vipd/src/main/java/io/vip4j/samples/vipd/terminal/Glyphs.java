/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.vipd.terminal;

import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** The signs that pictures are drawn with. */
public enum Glyphs {
    /** For terminals that show UTF-8. */
    UNICODE("▁▂▃▄▅▆▇█", '█', '─', '·', '…'),
    /** For all others. */
    ASCII("_.-=+*%#", '#', '-', '.', '~');

    private final String levels;
    private final char full;
    private final char line;
    private final char dot;
    private final char ellipsis;

    Glyphs(String levels, char full, char line, char dot, char ellipsis) {
        this.levels = levels;
        this.full = full;
        this.line = line;
        this.dot = dot;
        this.ellipsis = ellipsis;
    }

    /**
     * Those that the locale of a process allows (POSIX 8.2: the first of LC_ALL, LC_CTYPE and LANG that is not empty).
     *
     * @param environment of the process
     */
    public static Glyphs of(Map<String, String> environment) {
        String locale = Stream.of("LC_ALL", "LC_CTYPE", "LANG")
                .map(name -> environment.getOrDefault(name, ""))
                .filter(value -> !value.isEmpty())
                .findFirst()
                .orElse("");
        String plain = locale.toLowerCase(Locale.ROOT).replace("-", "");
        return plain.contains("utf8") ? UNICODE : ASCII;
    }

    /** Signs of growing height, lowest first. */
    public String levels() {
        return levels;
    }

    /** All of a place. */
    public char full() {
        return full;
    }

    /** A thread that runs on. */
    public char line() {
        return line;
    }

    /** Next to nothing. */
    public char dot() {
        return dot;
    }

    /** In the place of what was cut off. */
    public char ellipsis() {
        return ellipsis;
    }
}
