/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.keepalived;

import io.vip4j.keepalived.Keywords.Section;
import io.vip4j.vrrp.AddressFamily;
import io.vip4j.vrrp.IpAddress;
import io.vip4j.vrrp.VrrpVersion;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** What {@code global_defs} says; filled before the first instance is read, so its place in the file is no matter. */
final class GlobalDefaults {

    private static final BigDecimal LONGEST_STARTUP_DELAY = new BigDecimal("3600");

    private final Diagnostics diagnostics;
    private final Values values;
    private final Repeats repeats;
    private final GarpIntervals garpIntervals;
    private final Supplier<Optional<Duration>> uptime;
    private final Commands commands;

    private final GarpDraft garp = new GarpDraft();
    private final Map<AddressFamily, IpAddress> multicastGroups = new EnumMap<>(AddressFamily.class);
    private Optional<String> routerId = Optional.empty();
    private VrrpVersion version = VrrpVersion.V2;
    private int downAdverts = 3;
    private Duration startupDelay = Duration.ZERO;
    private Duration restOfBootDelay = Duration.ZERO;
    private boolean minimalGarp;
    private boolean messageOnlyChecksum;
    private boolean answersLower = true;
    // Off in keepalived; on here as long as the file does not say off.
    private boolean speaksBeforeYielding = true;
    private boolean onlyPeers = true;
    private boolean tellsPriorityChanges;

    GlobalDefaults(
            GarpIntervals garpIntervals,
            Supplier<Optional<Duration>> uptime,
            Commands commands,
            Diagnostics diagnostics) {
        this.garpIntervals = garpIntervals;
        this.uptime = uptime;
        this.commands = commands;
        this.diagnostics = diagnostics;
        this.values = new Values(diagnostics);
        this.repeats = new Repeats(diagnostics);
    }

    void read(Statement globalDefs) {
        for (Statement statement : values.block(globalDefs, 0).orElse(List.of())) {
            if (values.isRead(Section.GLOBAL, statement)) {
                repeats.report(statement, "the last one counts");
                if (GarpDraft.isOne(statement.name())) {
                    garp.read(statement, values, diagnostics);
                } else {
                    readSupported(statement);
                }
            }
        }
    }

    private void readSupported(Statement statement) {
        switch (statement.name()) {
            case "router_id" -> values.word(statement).ifPresent(word -> routerId = Optional.of(word.text()));
            case "vrrp_version" -> values.integer(statement, 2, 3).ifPresent(value -> version = versionOf(value));
            case "vrrp_mcast_group4" -> readGroup(statement, AddressFamily.IPV4);
            case "vrrp_mcast_group6" -> readGroup(statement, AddressFamily.IPV6);
            case "vrrp_garp_interval", "vrrp_gna_interval" -> garpIntervals.readGlobal(statement);
            case "vrrp_min_garp" -> values.onOff(statement).ifPresent(value -> minimalGarp = value);
            case "vrrp_down_timer_adverts" -> values.integer(statement, 1, 100).ifPresent(value -> downAdverts = value);
            case "vrrp_startup_delay" ->
                values.duration(statement, BigDecimal.ZERO, LONGEST_STARTUP_DELAY)
                        .ifPresent(value -> startupDelay = value);
            case "vrrp_delay_after_boot" ->
                values.duration(statement, BigDecimal.ZERO, LONGEST_STARTUP_DELAY)
                        .ifPresent(value -> readBootDelay(value, statement.at()));
            case "vrrp_lower_prio_no_advert" -> values.onOff(statement).ifPresent(value -> answersLower = !value);
            case "vrrp_higher_prio_send_advert" ->
                values.onOff(statement).ifPresent(value -> speaksBeforeYielding = value);
            case "vrrp_check_unicast_src" -> values.onOff(statement).ifPresent(value -> onlyPeers = value);
            case "v3_checksum_as_v2" -> values.onOff(statement).ifPresent(value -> messageOnlyChecksum = value);
            case "vrrp_notify_priority_changes" ->
                values.onOff(statement).ifPresent(value -> tellsPriorityChanges = value);
            case "script_user" -> commands.readScriptUser(statement);
            case "enable_script_security" -> values.onOff(statement).ifPresent(commands::secure);
            case "include_check" -> readIncludeCheck(statement);
            default -> throw new AssertionError("keyword table and reader differ: " + statement.name());
        }
    }

    /** Done line by line while the file is read; here only its words are checked. */
    private void readIncludeCheck(Statement statement) {
        for (Token word : statement.arguments()) {
            if (!Includes.isCheck(word.text())) {
                diagnostics.error(
                        word.at(),
                        "include_check must be followed by readable, match, wildcard_match or brace_match: '"
                                + word.text() + "'");
            }
        }
    }

    private void readGroup(Statement statement, AddressFamily family) {
        values.address(statement).ifPresent(group -> {
            if (group.family() == family && group.isMulticast()) {
                multicastGroups.put(family, group);
            } else {
                diagnostics.error(
                        statement.at(), statement.name() + " must be an " + family + " multicast address: " + group);
            }
        });
    }

    private void readBootDelay(Duration delay, Position at) {
        Optional<Duration> up = delay.isZero() ? Optional.of(Duration.ZERO) : uptime.get();
        if (up.isEmpty()) {
            diagnostics.note(at, "vrrp_delay_after_boot has no effect here: the host does not tell when it was booted");
            return;
        }
        Duration rest = delay.minus(up.get());
        restOfBootDelay = rest.isNegative() ? Duration.ZERO : rest;
    }

    static VrrpVersion versionOf(int number) {
        return number == 2 ? VrrpVersion.V2 : VrrpVersion.V3;
    }

    Optional<String> routerId() {
        return routerId;
    }

    VrrpVersion version() {
        return version;
    }

    GarpDraft garp() {
        return garp;
    }

    boolean minimalGarp() {
        return minimalGarp;
    }

    /** Another group than that of the RFC, if there is one. */
    Optional<IpAddress> multicastGroup(AddressFamily family) {
        return Optional.ofNullable(multicastGroups.get(family));
    }

    int downAdverts() {
        return downAdverts;
    }

    /** The longer of the two delays. */
    Duration startupDelay() {
        return startupDelay.compareTo(restOfBootDelay) >= 0 ? startupDelay : restOfBootDelay;
    }

    boolean answersLower() {
        return answersLower;
    }

    boolean speaksBeforeYielding() {
        return speaksBeforeYielding;
    }

    boolean onlyPeers() {
        return onlyPeers;
    }

    boolean tellsPriorityChanges() {
        return tellsPriorityChanges;
    }

    boolean messageOnlyChecksum() {
        return messageOnlyChecksum;
    }
}
