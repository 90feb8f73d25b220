/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.support.status;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a program shows on the status page besides its routers: a table below them, as {@code io.vip4j.page} describes it.
 *
 * @param title what it is about; no other section has it
 * @param tile what is seen of it at the top of the page
 * @param facts above the table
 * @param columns of the table
 * @param rows a cell for each column; the first one names the row, and no other row has it
 * @param none what is said if there are no rows
 */
public record PageSection(
        String title, Optional<Tile> tile, List<Fact> facts, List<Column> columns, List<List<Cell>> rows, String none) {

    /** Copies the lists. */
    public PageSection {
        facts = List.copyOf(facts);
        columns = List.copyOf(columns);
        rows = rows.stream()
                .map(row -> Collections.unmodifiableList(new ArrayList<>(row)))
                .toList();
    }

    /** How a value is said. */
    public enum Kind {
        /** As it is. */
        TEXT,
        /** A number of things. */
        COUNT,
        /** In KiB, MiB and so on. */
        OCTETS,
        /** A time. */
        MILLIS
    }

    /** How it is to be looked at. */
    public enum Tone {
        /** As it should be. */
        GOOD,
        /** Worth a look. */
        WARN,
        /** In trouble. */
        BAD
    }

    /** A column. */
    public record Column(String title, Kind kind) {}

    /** A value with its name. */
    public record Fact(String name, Kind kind, Cell cell) {}

    /** A number at a glance. */
    public record Tile(String value, String label, boolean bad) {}

    /**
     * A value.
     *
     * @param value a text or a number
     * @param tone how it is to be looked at
     * @param note small below it; may be empty
     * @param at whose age is said with the note
     */
    public record Cell(Object value, Optional<Tone> tone, String note, Optional<Instant> at) {

        /** A text and nothing else. */
        public static Cell of(String text) {
            return new Cell(text, Optional.empty(), "", Optional.empty());
        }

        /** A number and nothing else. */
        public static Cell of(long number) {
            return new Cell(number, Optional.empty(), "", Optional.empty());
        }

        /** The same in this tone. */
        public Cell in(Tone other) {
            return new Cell(value, Optional.of(other), note, at);
        }

        /** The same with this below it. */
        public Cell with(String other) {
            return new Cell(value, tone, other, at);
        }

        /** The same with the age of this moment. */
        public Cell at(Instant other) {
            return new Cell(value, tone, note, Optional.of(other));
        }
    }

    void write(JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("title", title);
        if (tile.isPresent()) {
            json.writeObjectFieldStart("tile");
            json.writeStringField("value", tile.get().value());
            json.writeStringField("label", tile.get().label());
            writeTone(json, tile.get().bad() ? Tone.BAD : null);
            json.writeEndObject();
        }
        json.writeArrayFieldStart("facts");
        for (Fact fact : facts) {
            json.writeStartObject();
            json.writeStringField("name", fact.name());
            json.writeStringField("kind", word(fact.kind()));
            writeFields(json, fact.cell());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayFieldStart("columns");
        for (Column column : columns) {
            json.writeStartObject();
            json.writeStringField("title", column.title());
            json.writeStringField("kind", word(column.kind()));
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayFieldStart("rows");
        for (List<Cell> row : rows) {
            json.writeStartArray();
            for (Cell cell : row) {
                write(json, cell);
            }
            json.writeEndArray();
        }
        json.writeEndArray();
        json.writeStringField("none", none);
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, Cell cell) throws IOException {
        if (cell.tone().isEmpty() && cell.note().isEmpty() && cell.at().isEmpty()) {
            writeValue(json, cell);
            return;
        }
        json.writeStartObject();
        writeFields(json, cell);
        json.writeEndObject();
    }

    private static void writeFields(JsonGenerator json, Cell cell) throws IOException {
        json.writeFieldName("value");
        writeValue(json, cell);
        writeTone(json, cell.tone().orElse(null));
        if (!cell.note().isEmpty()) {
            json.writeStringField("note", cell.note());
        }
        if (cell.at().isPresent()) {
            json.writeStringField("at", cell.at().get().toString());
        }
    }

    private static void writeValue(JsonGenerator json, Cell cell) throws IOException {
        if (cell.value() instanceof Long number) {
            json.writeNumber(number);
        } else {
            json.writeString(cell.value().toString());
        }
    }

    private static void writeTone(JsonGenerator json, @Nullable Tone tone) throws IOException {
        if (tone != null) {
            json.writeStringField("tone", word(tone));
        }
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
