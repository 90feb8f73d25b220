/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.keepalived;

import io.vip4j.config.AnnouncementProfile;
import io.vip4j.keepalived.Keywords.Section;
import io.vip4j.vrrp.AddressFamily;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How far apart announcements are: the global intervals, and the {@code garp_group} blocks. */
final class GarpIntervals {

    private static final BigDecimal LONGEST = BigDecimal.TEN;

    /** The intervals of some interfaces. */
    private record Group(Position at, Map<AddressFamily, Duration> intervals) {}

    private final Diagnostics diagnostics;
    private final Values values;
    private final Map<AddressFamily, Duration> global = new EnumMap<>(AddressFamily.class);
    private final Map<String, Group> groups = new HashMap<>();

    GarpIntervals(Diagnostics diagnostics) {
        this.diagnostics = diagnostics;
        this.values = new Values(diagnostics);
    }

    void readGlobal(Statement statement) {
        read(statement, global);
    }

    private void read(Statement statement, Map<AddressFamily, Duration> intervals) {
        AddressFamily family = statement.name().contains("gna") ? AddressFamily.IPV6 : AddressFamily.IPV4;
        values.duration(statement, BigDecimal.ZERO, LONGEST).ifPresent(value -> {
            if (value.isZero()) {
                diagnostics.note(statement.at(), statement.name() + " 0 counts as not given, as in keepalived");
            } else {
                intervals.put(family, value);
            }
        });
    }

    void readGroup(Statement garpGroup) {
        Group group = new Group(garpGroup.at(), new EnumMap<>(AddressFamily.class));
        List<Token> interfaces = new ArrayList<>();
        Repeats repeats = new Repeats(diagnostics);
        for (Statement statement : values.block(garpGroup, 0).orElse(List.of())) {
            if (!values.isRead(Section.GARP_GROUP, statement)) {
                continue;
            }
            repeats.report(statement, statement.name().equals("interfaces") ? "both count" : "the last one counts");
            switch (statement.name()) {
                case "garp_interval", "gna_interval" -> read(statement, group.intervals());
                case "interface" -> values.word(statement).ifPresent(interfaces::add);
                case "interfaces" -> interfaces.addAll(values.names(statement));
                default -> throw new AssertionError("keyword table and reader differ: " + statement.name());
            }
        }
        if (interfaces.isEmpty() && garpGroup.block().isPresent()) {
            diagnostics.error(garpGroup.at(), "garp_group must have 'interface' or 'interfaces'");
        }
        for (Token name : interfaces) {
            Group earlier = groups.putIfAbsent(name.text(), group);
            if (earlier != null) {
                diagnostics.error(
                        name.at(),
                        "interface '" + name.text() + "' must be in one garp_group only, see "
                                + earlier.at().seenFrom(name.at()));
            }
        }
    }

    /** The least time between two announcements; an interface in no group has the global interval. */
    Duration spacing(String networkInterface, AddressFamily family) {
        return Optional.ofNullable(groups.get(networkInterface))
                .map(group -> group.intervals().get(family))
                .or(() -> Optional.ofNullable(global.get(family)))
                .orElse(AnnouncementProfile.DEFAULT.spacing());
    }
}
