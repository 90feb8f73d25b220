/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.keepalived;

import io.vip4j.keepalived.InstanceDraft.AddressLine;
import io.vip4j.keepalived.Keywords.Row;
import io.vip4j.keepalived.Keywords.Section;
import io.vip4j.keepalived.Keywords.Shape;
import io.vip4j.keepalived.Keywords.Support;
import io.vip4j.vrrp.AddressFamily;
import io.vip4j.vrrp.ConfigurationException;
import io.vip4j.vrrp.VirtualAddress;
import java.math.BigDecimal;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads the statements of one {@code vrrp_instance} block, each by itself. */
final class InstanceReader {

    private static final BigDecimal SHORTEST_ADVERT_INT = new BigDecimal("0.01");
    private static final BigDecimal LONGEST_ADVERT_INT = new BigDecimal("255");

    private final Scripts scripts;
    private final Diagnostics diagnostics;
    private final Values values;
    private final Repeats repeats;
    private final Repeats authenticationRepeats;
    private final InstanceDraft draft;

    InstanceReader(String name, Position at, Scripts scripts, Diagnostics diagnostics) {
        this.scripts = scripts;
        this.diagnostics = diagnostics;
        this.values = new Values(diagnostics);
        this.repeats = new Repeats(diagnostics);
        this.authenticationRepeats = new Repeats(diagnostics);
        this.draft = new InstanceDraft(name, at);
    }

    InstanceDraft read(List<Statement> statements) {
        for (Statement statement : statements) {
            if (values.isRead(Section.INSTANCE, statement)) {
                reportRepeat(statement);
                readSupported(statement);
                rememberLine(statement);
            }
        }
        return draft;
    }

    /** Keeps the line of the statement that counts, see {@link #reportRepeat}. */
    private void rememberLine(Statement statement) {
        switch (statement.name()) {
            case "state", "version" -> draft.lines.putIfAbsent(statement.name(), statement.at());
            default -> draft.lines.put(statement.name(), statement.at());
        }
    }

    /** keepalived has a rule of its own for each of these; they were tried with version 2.2.7. */
    private void reportRepeat(Statement statement) {
        switch (statement.name()) {
            case "preempt", "nopreempt" -> repeats.report("preempt", statement, "the last one counts");
            case "version" -> repeats.report(statement, "the first one counts, as in keepalived");
            case "state" -> repeats.report(statement, "MASTER counts if it is among them, as in keepalived");
            case "authentication", "virtual_ipaddress", "track_script" ->
                repeats.report(statement, "the blocks count together, as in keepalived");
            default -> repeats.report(statement, "the last one counts");
        }
    }

    private void readSupported(Statement statement) {
        switch (statement.name()) {
            case "state" -> readState(statement);
            case "interface" ->
                values.word(statement).ifPresent(word -> draft.networkInterface = Optional.of(word.text()));
            case "virtual_router_id" -> draft.vrid = orElse(values.integer(statement, 1, 255), draft.vrid);
            case "priority" -> draft.priority = orElse(values.integer(statement, 1, 255), draft.priority);
            case "version" -> draft.version = orElse(draft.version, values.integer(statement, 2, 3));
            case "advert_int" ->
                values.seconds(statement, SHORTEST_ADVERT_INT, LONGEST_ADVERT_INT)
                        .ifPresent(seconds -> draft.advertSeconds = Optional.of(seconds));
            case "preempt", "nopreempt" -> {
                if (values.isBare(statement)) {
                    draft.nopreempt = statement.name().equals("nopreempt");
                }
            }
            case "garp_master_delay" ->
                draft.garpDelaySeconds = orElse(values.integer(statement, 0, 1000), draft.garpDelaySeconds);
            case "garp_master_repeat" ->
                values.integer(statement, 0, 100)
                        .ifPresent(value -> draft.garpRepeat =
                                OptionalInt.of(GlobalDefaults.atLeastOne(statement, value, diagnostics)));
            case "v3_checksum_as_v2" ->
                values.onOff(statement).ifPresent(value -> draft.messageOnlyChecksum = Optional.of(value));
            case "authentication" -> readAuthentication(statement);
            case "virtual_ipaddress" ->
                values.block(statement, 0).orElse(List.of()).forEach(this::readAddress);
            case "track_script" -> scripts.track(draft.name, statement);
            default -> throw new AssertionError("keyword table and reader differ: " + statement.name());
        }
    }

    private static OptionalInt orElse(OptionalInt value, OptionalInt other) {
        return value.isPresent() ? value : other;
    }

    private void readState(Statement statement) {
        values.word(statement).ifPresent(word -> {
            if (word.text().equals("MASTER")) {
                draft.stateMaster = true;
                draft.lines.put("state", word.at());
            } else if (!word.text().equals("BACKUP")) {
                diagnostics.error(word.at(), "state must be MASTER or BACKUP: '" + word.text() + "'");
            }
        });
    }

    private void readAuthentication(Statement authentication) {
        for (Statement statement : values.block(authentication, 0).orElse(List.of())) {
            if (!values.isRead(Section.AUTHENTICATION, statement)) {
                continue;
            }
            authenticationRepeats.report(statement, "the last one counts");
            switch (statement.name()) {
                case "auth_type" -> values.word(statement).ifPresent(this::readAuthType);
                case "auth_pass" -> values.secret(statement).ifPresent(word -> draft.authPass = Optional.of(word));
                default -> throw new AssertionError("keyword table and reader differ: " + statement.name());
            }
        }
    }

    private void readAuthType(Token word) {
        if (word.text().equals("AH")) {
            diagnostics.error(word.at(), "auth_type AH is refused: use PASS, or no authentication with version 3");
        } else if (word.text().equals("PASS")) {
            draft.authType = Optional.of(word);
        } else {
            diagnostics.error(word.at(), "auth_type must be PASS: '" + word.text() + "'");
        }
    }

    private void readAddress(Statement line) {
        if (line.block().isPresent()) {
            diagnostics.error(line.at(), "an address must not be followed by a block: remove '{'");
            return;
        }
        VirtualAddress address;
        try {
            address = VirtualAddress.parse(line.name());
        } catch (ConfigurationException e) {
            diagnostics.error(line.at(), "virtual_ipaddress: " + e.getMessage());
            return;
        }
        if (address.family() == AddressFamily.IPV6) {
            diagnostics.error(line.at(), "IPv6 address " + address + " is refused: IPv6 is not supported yet");
        }
        draft.addresses.add(new AddressLine(address, line.at(), readAddressOptions(line)));
    }

    private Optional<Token> readAddressOptions(Statement line) {
        Optional<Token> device = Optional.empty();
        Iterator<Token> words = line.arguments().iterator();
        while (words.hasNext()) {
            Token option = words.next();
            Optional<Row> row = Keywords.find(Section.ADDRESS, option.text());
            if (row.isEmpty()) {
                diagnostics.error(
                        option.at(),
                        "unknown option '" + option.text() + "' of address " + line.name()
                                + ": give each address a line of its own");
                return device;
            }
            boolean valueMissing = row.get().shape() == Shape.OPTION_WITH_VALUE && !words.hasNext();
            if (valueMissing) {
                diagnostics.error(
                        option.at(), "option '" + option.text() + "' of address " + line.name() + " must have a value");
                return device;
            }
            Optional<Token> value =
                    row.get().shape() == Shape.OPTION_WITH_VALUE ? Optional.of(words.next()) : Optional.empty();
            if (row.get().support() != Support.SUPPORTED) {
                diagnostics.error(
                        option.at(),
                        "option '" + option.text() + "' of address " + line.name() + " is refused: "
                                + row.get().remark());
            } else if (option.text().equals("dev")) {
                device = value;
            } else if (!value.map(Token::text).equals(Optional.of("global"))) {
                diagnostics.error(
                        option.at(),
                        "option 'scope' of address " + line.name()
                                + " must be global, other scopes are not supported yet: '"
                                + value.map(Token::text).orElse("") + "'");
            }
        }
        return device;
    }
}
