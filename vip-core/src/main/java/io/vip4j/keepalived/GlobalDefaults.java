/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.keepalived;

import io.vip4j.keepalived.Keywords.Section;
import io.vip4j.vrrp.VrrpVersion;
import java.util.List;
import java.util.Optional;

/** What {@code global_defs} says; filled before the first instance is read, so its place in the file is no matter. */
final class GlobalDefaults {

    private final Diagnostics diagnostics;
    private final Values values;
    private final Repeats repeats;

    private Optional<String> routerId = Optional.empty();
    private VrrpVersion version = VrrpVersion.V2;
    private int garpDelaySeconds = 5;
    private int garpRepeat = 5;
    private boolean messageOnlyChecksum;

    GlobalDefaults(Diagnostics diagnostics) {
        this.diagnostics = diagnostics;
        this.values = new Values(diagnostics);
        this.repeats = new Repeats(diagnostics);
    }

    void read(Statement globalDefs) {
        for (Statement statement : values.block(globalDefs, 0).orElse(List.of())) {
            if (values.isRead(Section.GLOBAL, statement)) {
                repeats.report(statement, "the last one counts");
                readSupported(statement);
            }
        }
    }

    private void readSupported(Statement statement) {
        switch (statement.name()) {
            case "router_id" -> values.word(statement).ifPresent(word -> routerId = Optional.of(word.text()));
            case "vrrp_version" -> values.integer(statement, 2, 3).ifPresent(value -> version = versionOf(value));
            case "vrrp_garp_master_delay" ->
                values.integer(statement, 0, 1000).ifPresent(value -> garpDelaySeconds = value);
            case "vrrp_garp_master_repeat" ->
                values.integer(statement, 0, 100)
                        .ifPresent(value -> garpRepeat = atLeastOne(statement, value, diagnostics));
            case "v3_checksum_as_v2" -> values.onOff(statement).ifPresent(value -> messageOnlyChecksum = value);
            default -> throw new AssertionError("keyword table and reader differ: " + statement.name());
        }
    }

    static VrrpVersion versionOf(int number) {
        return number == 2 ? VrrpVersion.V2 : VrrpVersion.V3;
    }

    static int atLeastOne(Statement statement, int repeat, Diagnostics diagnostics) {
        if (repeat == 0) {
            diagnostics.warning(statement.at(), statement.name() + " 0 counts as 1, as in keepalived");
            return 1;
        }
        return repeat;
    }

    Optional<String> routerId() {
        return routerId;
    }

    VrrpVersion version() {
        return version;
    }

    int garpDelaySeconds() {
        return garpDelaySeconds;
    }

    int garpRepeat() {
        return garpRepeat;
    }

    boolean messageOnlyChecksum() {
        return messageOnlyChecksum;
    }
}
