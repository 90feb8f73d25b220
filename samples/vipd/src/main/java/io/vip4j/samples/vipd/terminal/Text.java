/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.vipd.terminal;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Words of a line, each with its style. They hold nothing that steers a terminal, wherever they come from: a control
 * character or an invisible one becomes a question mark.
 *
 * @param spans from left to right
 */
public record Text(List<Span> spans) {

    /** No words. */
    public static final Text EMPTY = new Text(List.of());

    /**
     * Words of one style.
     *
     * @param style how they look
     * @param words what they say
     */
    public record Span(Style style, String words) {

        /** Replaces what is not to be seen. */
        public Span {
            words = words.codePoints()
                    .map(c -> isVisible(c) ? c : '?')
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString();
        }

        private static boolean isVisible(int codePoint) {
            return switch (Character.getType(codePoint)) {
                case Character.CONTROL,
                        Character.FORMAT, // Among them those that turn the direction of writing.
                        Character.SURROGATE,
                        Character.PRIVATE_USE,
                        Character.UNASSIGNED,
                        Character.LINE_SEPARATOR,
                        Character.PARAGRAPH_SEPARATOR -> false;
                default -> true;
            };
        }
    }

    /** Copies the spans. */
    public Text {
        spans = List.copyOf(spans);
    }

    /** Words as the terminal shows text. */
    public static Text of(String words) {
        return of(Style.PLAIN, words);
    }

    /** Words of one style. */
    public static Text of(Style style, String words) {
        return words.isEmpty() ? EMPTY : new Text(List.of(new Span(style, words)));
    }

    /** This and what follows it. */
    public Text and(Text next) {
        if (spans.isEmpty() || next.spans.isEmpty()) {
            return spans.isEmpty() ? next : this;
        }
        List<Span> all = new ArrayList<>(spans);
        Span last = all.get(all.size() - 1);
        Span first = next.spans.get(0);
        boolean alike = last.style() == first.style();
        if (alike) {
            all.set(all.size() - 1, new Span(last.style(), last.words() + first.words()));
        }
        all.addAll(alike ? next.spans.subList(1, next.spans.size()) : next.spans);
        return new Text(all);
    }

    /** This and plain words. */
    public Text and(String words) {
        return and(of(words));
    }

    /** This and words of a style. */
    public Text and(Style style, String words) {
        return and(of(style, words));
    }

    /** How many columns of a terminal it takes. */
    public int width() {
        return spans.stream().mapToInt(span -> width(span.words())).sum();
    }

    private static int width(String words) {
        return words.codePoints().map(Text::width).sum();
    }

    private static int width(int codePoint) {
        int type = Character.getType(codePoint);
        if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK) {
            return 0;
        }
        return isWide(codePoint) ? 2 : 1;
    }

    /** East Asian scripts, and pictures; close to Unicode's EastAsianWidth.txt, which the JDK does not have. */
    private static boolean isWide(int codePoint) {
        return between(codePoint, 0x1100, 0x115f)
                || between(codePoint, 0x2e80, 0xa4cf)
                || between(codePoint, 0xac00, 0xd7a3)
                || between(codePoint, 0xf900, 0xfaff)
                || between(codePoint, 0xfe30, 0xfe6f)
                || between(codePoint, 0xff00, 0xff60)
                || between(codePoint, 0x1f300, 0x1faff)
                || between(codePoint, 0x20000, 0x3fffd);
    }

    private static boolean between(int codePoint, int first, int last) {
        return codePoint >= first && codePoint <= last;
    }

    /**
     * What of it fits, with a sign at the end if that is not all.
     *
     * @param columns there are, at least 1
     */
    public Text cut(int columns, Glyphs glyphs) {
        if (width() <= columns) {
            return this;
        }
        List<Span> kept = new ArrayList<>();
        int room = columns - 1; // For the sign.
        for (Span span : spans) {
            String head = head(span.words(), room);
            room -= width(head);
            if (head.length() < span.words().length()) {
                kept.add(new Span(span.style(), head + glyphs.ellipsis()));
                break;
            }
            kept.add(span);
        }
        return new Text(kept);
    }

    private static String head(String words, int columns) {
        int room = columns;
        int end = 0;
        while (end < words.length()) {
            int codePoint = words.codePointAt(end);
            room -= width(codePoint);
            if (room < 0) {
                break;
            }
            end += Character.charCount(codePoint);
        }
        return words.substring(0, end);
    }

    /** Blanks behind it up to a width. */
    public Text paddedTo(int columns) {
        return and(" ".repeat(Math.max(0, columns - width())));
    }

    /** Blanks before it up to a width. */
    public Text indentedTo(int columns) {
        return of(" ".repeat(Math.max(0, columns - width()))).and(this);
    }

    /** For a terminal, or without any escape sequence for everything else. */
    public String render(boolean coloured) {
        return spans.stream()
                .map(span -> coloured ? span.style().around(span.words()) : span.words())
                .collect(Collectors.joining());
    }

    /** The words alone. */
    @Override
    public String toString() {
        return render(false);
    }
}
