/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.keepalived;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Collects what there is to say about a file; keeps at most {@link #LIMIT} remarks. */
final class Diagnostics {

    /** How many remarks are kept; the rest are counted. */
    static final int LIMIT = 200;

    private static final int MAX_MESSAGE = 400;

    private final String file;
    private final List<Diagnostic> kept = new ArrayList<>();
    private final Map<String, Integer> order = new HashMap<>();
    private int errors;
    private int dropped;
    private Severity worstDropped = Severity.NOTE;

    Diagnostics(String file) {
        this.file = file;
        begin(file);
    }

    /** The lines of a file come next; remarks are sorted by the files in the order in which they were begun. */
    void begin(String name) {
        order.putIfAbsent(name, order.size());
    }

    void error(Position at, String message) {
        errors++;
        add(at, Severity.ERROR, message);
    }

    void warning(Position at, String message) {
        add(at, Severity.WARNING, message);
    }

    void note(Position at, String message) {
        add(at, Severity.NOTE, message);
    }

    /** The errors so far, with those that were not kept: tells whether a part of the file had any. */
    int errors() {
        return errors;
    }

    /** Everything that was kept in the order of the files and lines, and how much was not. */
    List<Diagnostic> toList() {
        List<Diagnostic> sorted = new ArrayList<>(kept);
        sorted.sort(Comparator.<Diagnostic>comparingInt(each -> order.getOrDefault(each.file(), 0))
                .thenComparingInt(Diagnostic::line));
        if (dropped > 0) {
            sorted.add(new Diagnostic(file, 0, worstDropped, dropped + " further problems not shown"));
        }
        return List.copyOf(sorted);
    }

    private void add(Position at, Severity severity, String message) {
        if (kept.size() < LIMIT) {
            kept.add(new Diagnostic(at.file(), at.line(), severity, printable(message)));
            return;
        }
        dropped++;
        if (severity.compareTo(worstDropped) < 0) {
            worstDropped = severity;
        }
    }

    /** A file may hold anything: nothing of it shall steer a terminal, hide itself or fill a log. */
    private static String printable(String message) {
        StringBuilder printable = new StringBuilder();
        for (int i = 0; i < message.length(); i++) {
            if (printable.length() > MAX_MESSAGE - 10) {
                return printable + "...";
            }
            char c = message.charAt(i);
            if (isPrintable(c)) {
                printable.append(c);
            } else {
                printable.append(PhysicalLine.codePoint(c));
            }
        }
        return printable.toString();
    }

    private static boolean isPrintable(char c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL, Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> false;
            case Character.SPACE_SEPARATOR -> c == ' ';
            default -> true;
        };
    }
}
