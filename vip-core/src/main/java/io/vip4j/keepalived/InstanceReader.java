/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.keepalived;

import io.vip4j.config.Transport.Peer;
import io.vip4j.keepalived.InstanceDraft.AddressLine;
import io.vip4j.keepalived.InstanceDraft.PeerLine;
import io.vip4j.keepalived.Keywords.Section;
import io.vip4j.keepalived.Trackers.Kind;
import io.vip4j.vrrp.ConfigurationException;
import io.vip4j.vrrp.IpAddress;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads the statements of one {@code vrrp_instance} block, each by itself. */
final class InstanceReader {

    private static final BigDecimal SHORTEST_ADVERT_INT = new BigDecimal("0.01");
    private static final BigDecimal LONGEST_ADVERT_INT = new BigDecimal("255");
    private static final BigDecimal LONGEST_PREEMPT_DELAY = new BigDecimal("1000");

    private final Trackers trackers;
    private final RulePreferences rulePreferences;
    private final Diagnostics diagnostics;
    private final Values values;
    private final Repeats repeats;
    private final Repeats authenticationRepeats;
    private final InstanceDraft draft;

    InstanceReader(
            String name,
            Position at,
            Trackers trackers,
            Commands commands,
            RulePreferences rulePreferences,
            Diagnostics diagnostics) {
        this.trackers = trackers;
        this.rulePreferences = rulePreferences;
        this.diagnostics = diagnostics;
        this.values = new Values(diagnostics);
        this.repeats = new Repeats(diagnostics);
        this.authenticationRepeats = new Repeats(diagnostics);
        this.draft = new InstanceDraft(name, at, new NotifyReader(commands, diagnostics));
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
            case "mcast_src_ip", "unicast_src_ip" ->
                repeats.report("source", statement, "the last one counts, as in keepalived");
            case "authentication",
                    "virtual_ipaddress",
                    "virtual_ipaddress_excluded",
                    "virtual_routes",
                    "virtual_rules",
                    "unicast_peer",
                    "track_interface",
                    "track_script",
                    "track_file",
                    "track_process" -> repeats.report(statement, "the blocks count together, as in keepalived");
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
            case "preempt_delay" ->
                draft.preemptDelay = values.duration(statement, BigDecimal.ZERO, LONGEST_PREEMPT_DELAY)
                        .or(() -> draft.preemptDelay);
            case "down_timer_adverts" ->
                draft.downAdverts = orElse(values.integer(statement, 1, 100), draft.downAdverts);
            case "authentication" -> readAuthentication(statement);
            case "track_script" -> trackers.track(Kind.SCRIPT, statement, draft.tracked);
            case "track_file" -> trackers.track(Kind.FILE, statement, draft.tracked);
            case "track_process" -> trackers.track(Kind.PROCESS, statement, draft.tracked);
            case "track_interface" ->
                values.block(statement, 0)
                        .orElse(List.of())
                        .forEach(line -> TrackLine.read(statement.name(), line, false, diagnostics)
                                .ifPresent(draft.trackedInterfaces::add));
            case "no_virtual_ipaddress", "native_ipv6", "dont_track_primary", "vmac_xmit_base" ->
                values.isBare(statement);
            case "use_vmac" -> readVirtualMac(statement);
            default -> {
                if (GarpDraft.isOne(statement.name())) {
                    draft.garp.read(statement, values, diagnostics);
                } else if (NotifyReader.isOne(statement.name())) {
                    draft.notifications.read(statement);
                } else {
                    readSwitchOrAddress(statement);
                }
            }
        }
    }

    private void readSwitchOrAddress(Statement statement) {
        switch (statement.name()) {
            case "v3_checksum_as_v2" ->
                draft.messageOnlyChecksum = values.onOff(statement).or(() -> draft.messageOnlyChecksum);
            case "lower_prio_no_advert" ->
                draft.answersLower =
                        values.onOff(statement).map(value -> !value).or(() -> draft.answersLower);
            case "higher_prio_send_advert" ->
                draft.speaksBeforeYielding = values.onOff(statement).or(() -> draft.speaksBeforeYielding);
            case "check_unicast_src" ->
                draft.onlyPeers = values.onOff(statement).or(() -> draft.onlyPeers);
            case "unicast_ttl" -> draft.unicastTtl = orElse(values.integer(statement, 1, 255), draft.unicastTtl);
            case "unicast_src_ip", "mcast_src_ip" ->
                draft.source = values.address(statement).or(() -> draft.source);
            case "mcast_dst_ip" ->
                draft.multicastGroup = values.address(statement).or(() -> draft.multicastGroup);
            case "old_unicast_checksum" -> readOldChecksum(statement);
            case "unicast_peer" -> readPeers(statement);
            case "virtual_ipaddress" -> readAddresses(statement, draft.addresses);
            case "virtual_ipaddress_excluded" -> readAddresses(statement, draft.excludedAddresses);
            case "virtual_routes" -> readRoutes(statement);
            case "virtual_rules" -> readRules(statement);
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

    private void readAddresses(Statement block, List<AddressLine> addresses) {
        AddressReader reader = new AddressReader(block.name(), diagnostics);
        for (Statement line : values.block(block, 0).orElse(List.of())) {
            reader.read(line).ifPresent(addresses::add);
        }
    }

    private void readRoutes(Statement block) {
        for (Statement line : values.block(block, 0).orElse(List.of())) {
            new RouteReader(line, diagnostics).read().ifPresent(draft.routes::add);
        }
    }

    private void readRules(Statement block) {
        for (Statement line : values.block(block, 0).orElse(List.of())) {
            new RuleReader(line, rulePreferences, diagnostics).read().ifPresent(draft.rules::add);
        }
    }

    private void readPeers(Statement block) {
        for (Statement statement : values.block(block, 0).orElse(List.of())) {
            Line line = Line.about(Section.PEER, "peer", statement, diagnostics);
            OptionalInt least = OptionalInt.empty();
            OptionalInt most = OptionalInt.empty();
            for (Optional<Token> option = line.option(); option.isPresent(); option = line.option()) {
                switch (option.get().text()) {
                    case "min_ttl" -> least = line.number(option.get(), 0, 255);
                    case "max_ttl" -> most = line.number(option.get(), 0, 255);
                    default -> line.unknown(option.get(), "peer");
                }
            }
            draft.peersHaveTtlBounds |= least.isPresent() || most.isPresent();
            if (!line.isRight()) {
                continue;
            }
            try {
                IpAddress address = IpAddress.parse(statement.name());
                draft.peers.add(new PeerLine(new Peer(address, least.orElse(0), most.orElse(255)), statement.at()));
            } catch (ConfigurationException e) {
                diagnostics.error(statement.at(), "unicast_peer: " + e.getMessage());
            }
        }
    }

    private void readOldChecksum(Statement statement) {
        if (!statement.arguments().stream().map(Token::text).toList().equals(List.of("never"))) {
            diagnostics.error(
                    statement.at(),
                    "old_unicast_checksum must be never: the checksum of keepalived 1.3.6 and before is not supported");
        }
    }

    private void readVirtualMac(Statement statement) {
        if (statement.arguments().isEmpty()) {
            values.isBare(statement);
            return;
        }
        values.word(statement).ifPresent(word -> {
            if (word.text().matches("([0-9A-Fa-f]{1,2}:){4,5}[0-9A-Fa-f]{1,2}")) {
                diagnostics.error(
                        word.at(),
                        "use_vmac must have no address: it is 00:00:5e:00:01:VRID or 00:00:5e:00:02:VRID; remove '"
                                + word.text() + "'");
            } else {
                draft.virtualMacInterface = Optional.of(word.text());
            }
        });
    }
}
