/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.keepalived;

import io.vip4j.health.HealthCheck;
import io.vip4j.health.InitialState;
import io.vip4j.keepalived.Commands.Identity;
import io.vip4j.keepalived.Keywords.Section;
import io.vip4j.keepalived.Trackers.Kind;
import io.vip4j.keepalived.Trackers.Tracker;
import io.vip4j.probe.Command;
import io.vip4j.probe.CommandProbe;
import io.vip4j.vrrp.ConfigurationException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads one {@code vrrp_script} block. */
final class ScriptReader {

    private static final BigDecimal SHORTEST_INTERVAL = new BigDecimal("0.01");
    private static final BigDecimal SHORTEST_TIMEOUT = new BigDecimal("0.001");
    private static final BigDecimal LONGEST = new BigDecimal("3600");
    private static final int MOST_RESULTS = 100;

    private final Commands commands;
    private final Diagnostics diagnostics;
    private final Values values;

    private Optional<Statement> script = Optional.empty();
    private Optional<Identity> identity = Optional.empty();
    private Duration interval = Duration.ofSeconds(1);
    private Optional<Duration> timeout = Optional.empty();
    private Weight weight = Weight.NONE;
    private OptionalInt rise = OptionalInt.empty();
    private OptionalInt fall = OptionalInt.empty();
    private boolean failedAtFirst;

    ScriptReader(Commands commands, Diagnostics diagnostics) {
        this.commands = commands;
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
            if (values.isRead(Section.SCRIPT, statement)) {
                repeats.report(statement, "the last one counts");
                readSupported(statement);
            }
        }
        if (script.isEmpty()) {
            diagnostics.error(block.at(), "vrrp_script '" + name + "' must have a 'script'");
        }
        Optional<Command> command = script.flatMap(statement -> commands.script(statement, identity));
        Optional<HealthCheck> check =
                diagnostics.errors() > errorsBefore ? Optional.empty() : command.flatMap(known -> check(known, block));
        return Optional.of(new Tracker(Kind.SCRIPT, name, block.at(), check, weight));
    }

    private void readSupported(Statement statement) {
        switch (statement.name()) {
            case "script" -> script = Optional.of(statement);
            case "user" -> identity = commands.identity(statement, statement.arguments());
            case "interval" ->
                interval =
                        values.duration(statement, SHORTEST_INTERVAL, LONGEST).orElse(interval);
            case "timeout" -> timeout = values.duration(statement, SHORTEST_TIMEOUT, LONGEST);
            case "rise" -> rise = values.integer(statement, 1, MOST_RESULTS);
            case "fall" -> fall = values.integer(statement, 1, MOST_RESULTS);
            case "weight" ->
                weight = Weight.read(statement.at(), statement.arguments(), false, diagnostics)
                        .orElse(weight);
            case "init_fail" -> failedAtFirst |= values.isBare(statement);
            default -> throw new AssertionError("keyword table and reader differ: " + statement.name());
        }
    }

    private Optional<HealthCheck> check(Command command, Statement block) {
        try {
            // A program that is missing on this host is a failed check, not a wrong file.
            HealthCheck check = HealthCheck.async(new CommandProbe(command))
                    .every(interval)
                    .timeout(timeout.orElse(interval))
                    .rise(rise.orElse(1))
                    .fall(fall.orElse(1));
            return Optional.of(failedAtFirst ? check.initially(InitialState.FULLY_DOWN) : check);
        } catch (ConfigurationException e) {
            diagnostics.error(block.at(), "vrrp_script: " + e.getMessage());
            return Optional.empty();
        }
    }
}
