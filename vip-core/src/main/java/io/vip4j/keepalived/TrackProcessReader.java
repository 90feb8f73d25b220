/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.keepalived;

import io.vip4j.health.HealthCheck;
import io.vip4j.health.ProcessQuery;
import io.vip4j.keepalived.Keywords.Section;
import io.vip4j.keepalived.Trackers.Kind;
import io.vip4j.keepalived.Trackers.Tracker;
import io.vip4j.vrrp.ConfigurationException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads one {@code track_process} block. */
final class TrackProcessReader {

    private static final BigDecimal LONGEST_DELAY = new BigDecimal("3600");
    private static final int MOST = 999_999_999;

    private final Diagnostics diagnostics;
    private final Values values;

    private List<Token> process = List.of();
    private Optional<Token> matching = Optional.empty();
    private Weight weight = Weight.NONE;
    private OptionalInt quorum = OptionalInt.empty();
    private int quorumMax = Integer.MAX_VALUE;
    private Position quorumMaxAt;
    private Duration missingFor = Duration.ZERO;

    TrackProcessReader(Position at, Diagnostics diagnostics) {
        this.quorumMaxAt = at;
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
        for (Statement statement : statements) {
            if (values.isRead(Section.TRACK_PROCESS, statement)) {
                repeats.report(statement, "the last one counts");
                readSupported(statement);
            }
        }
        if (process.isEmpty()) {
            diagnostics.error(block.at(), "track_process '" + name + "' must have a 'process'");
        }
        if (quorumMax < least()) {
            diagnostics.error(quorumMaxAt, "quorum_max must not be less than quorum (" + least() + "): " + quorumMax);
        }
        Optional<HealthCheck> check = diagnostics.errors() > errorsBefore ? Optional.empty() : check(block);
        return Optional.of(new Tracker(Kind.PROCESS, name, block.at(), check, weight));
    }

    private void readSupported(Statement statement) {
        switch (statement.name()) {
            case "process" -> {
                process = statement.arguments();
                if (process.isEmpty()) {
                    values.word(statement);
                }
            }
            case "param_match" -> values.word(statement).ifPresent(this::readMatching);
            case "weight" ->
                weight = Weight.read(statement.at(), statement.arguments(), false, diagnostics)
                        .orElse(weight);
            case "quorum" -> quorum = values.integer(statement, 1, MOST);
            case "quorum_max" -> {
                quorumMaxAt = statement.at();
                quorumMax = values.integer(statement, 0, MOST).orElse(quorumMax);
            }
            case "delay", "terminate_delay" ->
                missingFor = values.duration(statement, BigDecimal.ZERO, LONGEST_DELAY)
                        .orElse(missingFor);
            default -> throw new AssertionError("keyword table and reader differ: " + statement.name());
        }
    }

    private int least() {
        return quorum.orElse(Math.min(1, quorumMax));
    }

    private void readMatching(Token word) {
        if (word.text().equals("initial")) {
            diagnostics.error(
                    word.at(),
                    "param_match initial is refused: parameters are compared as a whole; write the last one"
                            + " in full, or use partial");
        } else if (!word.text().equals("partial")) {
            diagnostics.error(word.at(), "param_match must be initial or partial: '" + word.text() + "'");
        }
        matching = Optional.of(word);
    }

    /** Parameters must be the same ones, or with partial the first ones; with none and partial there must be none. */
    private Optional<HealthCheck> check(Statement block) {
        List<String> parameters =
                process.subList(1, process.size()).stream().map(Token::text).toList();
        boolean exact = parameters.isEmpty() ? matching.isPresent() : matching.isEmpty();
        try {
            return Optional.of(HealthCheck.process(new ProcessQuery(
                    new ProcessQuery.Selector.CommandLine(process.get(0).text(), parameters, exact),
                    least(),
                    quorumMax,
                    missingFor)));
        } catch (ConfigurationException e) {
            diagnostics.error(block.at(), "track_process: " + e.getMessage());
            return Optional.empty();
        }
    }
}
