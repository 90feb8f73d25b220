/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.vipd.terminal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Rows under headings. What is too wide for its place loses columns, the least important first, then elements of long
 * lists, and at last the ends of lines.
 */
public final class Table {

    private static final String GAP = "  ";

    private final List<Column> columns;
    private final List<List<Cell>> rows = new ArrayList<>();

    /**
     * One column.
     *
     * @param head its heading
     * @param rank which columns go first in a narrow terminal: those with the highest rank; 0: this one never goes
     * @param number whether its cells end, and do not begin, in line
     * @param enough no other column goes to make it wider than this
     */
    public record Column(String head, int rank, boolean number, int enough) {

        /** A column of words. */
        public static Column words(String head, int rank) {
            return new Column(head, rank, false, Integer.MAX_VALUE);
        }

        /** A column of numbers. */
        public static Column numbers(String head, int rank) {
            return new Column(head, rank, true, Integer.MAX_VALUE);
        }

        /** A last column of sentences, which the edge may cut. */
        public static Column sentences(String head, int enough) {
            return new Column(head, 0, false, enough);
        }
    }

    /**
     * One place in a row.
     *
     * @param elements what stands there; a dash stands for none
     */
    public record Cell(List<Text> elements) {

        /** Copies the elements. */
        public Cell {
            elements = List.copyOf(elements);
        }

        /** A single element; one without words is none. */
        public static Cell of(Text element) {
            return new Cell(element.width() == 0 ? List.of() : List.of(element));
        }

        /** A single element of a style; the empty word is none. */
        public static Cell of(Style style, String word) {
            return of(Text.of(style, word));
        }

        /** A single plain element; the empty word is none. */
        public static Cell of(String word) {
            return of(Text.of(word));
        }

        /** Elements of a style. */
        public static Cell list(Style style, Stream<String> words) {
            return new Cell(words.map(word -> Text.of(style, word)).toList());
        }

        private Text show(int most) {
            int more = elements.size() - most;
            return elements.stream()
                    .limit(most)
                    .reduce((first, next) -> first.and(" ").and(next))
                    .map(shown -> more > 0 ? shown.and(" +" + more) : shown)
                    .orElse(Text.of(Style.FAINT, "-"));
        }
    }

    /** A table without rows. */
    public Table(List<Column> columns) {
        this.columns = List.copyOf(columns);
    }

    /**
     * Adds a row.
     *
     * @throws IllegalArgumentException if there are not as many cells as columns
     */
    public void add(Cell... cells) {
        if (cells.length != columns.size()) {
            throw new IllegalArgumentException("cells must be " + columns.size() + ": " + cells.length);
        }
        rows.add(List.of(cells));
    }

    /** Whether there is a row. */
    public boolean isEmpty() {
        return rows.isEmpty();
    }

    /**
     * The headings and a line for each row.
     *
     * @param width of the place in columns of the terminal
     */
    public List<Text> lines(int width, Glyphs glyphs) {
        List<Integer> shown =
                new ArrayList<>(IntStream.range(0, columns.size()).boxed().toList());
        while (needed(shown, 1) > width) {
            int least = shown.stream()
                    .max(Comparator.comparingInt(column -> columns.get(column).rank()))
                    .orElseThrow();
            if (columns.get(least).rank() == 0) {
                break;
            }
            shown.remove((Integer) least);
        }
        int most = longestList();
        while (most > 1 && needed(shown, most) > width) {
            most--;
        }
        return layOut(shown, most).stream().map(line -> line.cut(width, glyphs)).toList();
    }

    private int longestList() {
        return rows.stream()
                .flatMap(List::stream)
                .mapToInt(cell -> cell.elements().size())
                .max()
                .orElse(1);
    }

    private int needed(List<Integer> shown, int most) {
        return shown.stream()
                        .mapToInt(column -> Math.min(columns.get(column).enough(), width(column, most)))
                        .sum()
                + GAP.length() * (shown.size() - 1);
    }

    private int width(int column, int most) {
        int head = Text.of(columns.get(column).head()).width();
        return rows.stream().mapToInt(row -> row.get(column).show(most).width()).reduce(head, Math::max);
    }

    private List<Text> layOut(List<Integer> shown, int most) {
        int[] widths = shown.stream().mapToInt(column -> width(column, most)).toArray();
        List<Text> lines = new ArrayList<>();
        lines.add(line(
                shown,
                widths,
                shown.stream()
                        .map(column -> Text.of(Style.STRONG, columns.get(column).head()))
                        .toList()));
        for (List<Cell> row : rows) {
            lines.add(line(
                    shown,
                    widths,
                    shown.stream().map(column -> row.get(column).show(most)).toList()));
        }
        return lines;
    }

    private Text line(List<Integer> shown, int[] widths, List<Text> cells) {
        Text line = Text.EMPTY;
        for (int place = 0; place < widths.length; place++) {
            Text cell = cells.get(place);
            boolean last = place == widths.length - 1;
            if (columns.get(shown.get(place)).number()) {
                line = line.and(cell.indentedTo(widths[place]));
            } else {
                line = line.and(last ? cell : cell.paddedTo(widths[place]));
            }
            line = last ? line : line.and(GAP);
        }
        return line;
    }
}
