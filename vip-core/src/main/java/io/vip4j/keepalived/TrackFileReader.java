/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.keepalived;

import io.vip4j.health.HealthCheck;
import io.vip4j.keepalived.Keywords.Section;
import io.vip4j.keepalived.Trackers.Kind;
import io.vip4j.keepalived.Trackers.Tracker;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Reads one {@code track_file} block. */
final class TrackFileReader {

    private static final int MOST = 999_999_999;

    private final Diagnostics diagnostics;
    private final Values values;

    private Optional<Path> file = Optional.empty();
    private Weight weight = new Weight(1, false);
    private boolean initialized;
    private boolean overwritten;
    private int initialValue;

    TrackFileReader(Diagnostics diagnostics) {
        this.diagnostics = diagnostics;
        this.values = new Values(diagnostics);
    }

    Optional<Tracker> read(Statement block) {
        int errorsBefore = diagnostics.errors();
        List<Statement> statements = values.block(block, 1).orElse(List.of());
        if (diagnostics.errors() > errorsBefore) {
            return Optional.empty();
        }
        String name = block.arguments().get(0).text();
        Repeats repeats = new Repeats(diagnostics);
        boolean hasFile = false;
        for (Statement statement : statements) {
            if (values.isRead(Section.TRACK_FILE, statement)) {
                hasFile |= statement.name().equals("file");
                repeats.report(statement, "the last one counts");
                readSupported(statement);
            }
        }
        if (!hasFile) {
            diagnostics.error(block.at(), "track_file '" + name + "' must have a 'file'");
        }
        return Optional.of(new Tracker(Kind.FILE, name, block.at(), file.map(HealthCheck::file), weight));
    }

    private void readSupported(Statement statement) {
        switch (statement.name()) {
            case "file" -> values.word(statement).ifPresent(this::readFile);
            case "weight" ->
                weight = Weight.read(statement.at(), statement.arguments(), false, diagnostics)
                        .orElse(weight);
            case "init_file" -> readInitialValue(statement.arguments());
            default -> throw new AssertionError("keyword table and reader differ: " + statement.name());
        }
    }

    private void readFile(Token word) {
        try {
            Path path = Path.of(word.text());
            if (!path.isAbsolute()) {
                diagnostics.warning(
                        word.at(),
                        "file of a track_file should be an absolute path, so that it is always the same one: '"
                                + word.text() + "'");
            }
            file = Optional.of(path);
        } catch (InvalidPathException e) {
            diagnostics.error(word.at(), "file must be a path: " + e.getMessage());
        }
    }

    private void readInitialValue(List<Token> words) {
        initialized = true;
        for (Token word : words) {
            if (word.text().equals("overwrite")) {
                overwritten = true;
            } else if (word.text().matches("-?\\d+")) {
                initialValue = values.integer("init_file", word, -MOST, MOST).orElse(initialValue);
            } else {
                diagnostics.error(word.at(), "init_file may have a value and overwrite: '" + word.text() + "'");
            }
        }
    }

    /** The file as it is to be made before anything tracks it. */
    Optional<InitialFile> initialFile() {
        return initialized ? file.map(path -> new InitialFile(path, initialValue, overwritten)) : Optional.empty();
    }
}
