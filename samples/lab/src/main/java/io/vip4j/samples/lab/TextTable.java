/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.lab;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A table of plain text: columns as wide as their widest cell, two spaces apart, a rule under the headings. */
public final class TextTable {

    private static final String INDENT = "  ";
    private static final String SEPARATOR = "  ";

    private final List<String> headings;
    private final List<List<String>> rows = new ArrayList<>();

    /** An empty table. */
    public TextTable(String... headings) {
        this.headings = List.of(headings);
    }

    /** Adds a row with a cell for each heading. */
    public void row(String... cells) {
        if (cells.length != headings.size()) {
            throw new IllegalArgumentException("a row must have " + headings.size() + " cells: " + cells.length);
        }
        rows.add(List.of(cells));
    }

    /** The table as it is printed. */
    public List<String> lines() {
        List<Integer> widths =
                new ArrayList<>(headings.stream().map(String::length).toList());
        for (List<String> row : rows) {
            for (int column = 0; column < row.size(); column++) {
                widths.set(column, Math.max(widths.get(column), row.get(column).length()));
            }
        }
        List<String> lines = new ArrayList<>();
        lines.add(line(headings, widths));
        lines.add(line(widths.stream().map("-"::repeat).toList(), widths));
        rows.forEach(row -> lines.add(line(row, widths)));
        return Collections.unmodifiableList(lines);
    }

    private static String line(List<String> cells, List<Integer> widths) {
        StringBuilder line = new StringBuilder(INDENT);
        for (int column = 0; column < cells.size(); column++) {
            String cell = cells.get(column);
            line.append(cell)
                    .append(" ".repeat(widths.get(column) - cell.length()))
                    .append(SEPARATOR);
        }
        return line.toString().stripTrailing();
    }
}
