/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.keepalived;

import io.vip4j.config.AnnouncementProfile;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/** What one place says about announcements: {@code global_defs}, with vrrp_ before each name, or an instance. */
final class GarpDraft {

    private static final int SECONDS_OF_A_DAY = 86_400;

    private final Map<String, Integer> values = new HashMap<>();

    /** Whether a keyword is one of these. */
    static boolean isOne(String keyword) {
        return keyword.matches("(vrrp_)?garp_(master_(delay|repeat|refresh|refresh_repeat)|lower_prio_(delay|repeat))");
    }

    void read(Statement statement, Values reader, Diagnostics diagnostics) {
        String name = statement.name().replaceFirst("^vrrp_", "");
        int most = switch (name) {
            case "garp_master_delay", "garp_lower_prio_delay" -> 1000;
            case "garp_master_refresh" -> SECONDS_OF_A_DAY;
            default -> 100;
        };
        reader.integer(statement, 0, most).ifPresent(value -> {
            boolean atLeastOne = name.equals("garp_master_repeat") || name.equals("garp_master_refresh_repeat");
            if (atLeastOne && value == 0) {
                diagnostics.warning(statement.at(), statement.name() + " 0 counts as 1, as in keepalived");
            }
            values.put(name, atLeastOne ? Math.max(1, value) : value);
        });
    }

    private OptionalInt value(String name) {
        Integer value = values.get(name);
        return value == null ? OptionalInt.empty() : OptionalInt.of(value);
    }

    /**
     * The profile of an instance, with the defaults of keepalived: what is contested takes the global value, and that
     * the global value of a claim, never the value of the instance.
     *
     * @param global what global_defs says
     * @param minimal vrrp_min_garp
     */
    AnnouncementProfile profile(GarpDraft global, boolean minimal, Duration spacing) {
        int globalDelay = global.value("garp_master_delay").orElse(minimal ? 0 : 5);
        int globalRepeat = global.value("garp_master_repeat").orElse(minimal ? 1 : 5);
        int contested = first(
                value("garp_lower_prio_repeat"), global.value("garp_lower_prio_repeat"), OptionalInt.of(globalRepeat));
        int contestedDelay = first(
                value("garp_lower_prio_delay"), global.value("garp_lower_prio_delay"), OptionalInt.of(globalDelay));
        return AnnouncementProfile.DEFAULT
                .bursts(
                        value("garp_master_repeat").orElse(globalRepeat),
                        Duration.ofSeconds(value("garp_master_delay").orElse(globalDelay)))
                // No announcement in the first burst switches the second one off too.
                .contestedBursts(contested, Duration.ofSeconds(contested == 0 ? 0 : contestedDelay))
                .refresh(
                        Duration.ofSeconds(first(
                                value("garp_master_refresh"), global.value("garp_master_refresh"), OptionalInt.of(0))),
                        first(
                                value("garp_master_refresh_repeat"),
                                global.value("garp_master_refresh_repeat"),
                                OptionalInt.of(1)))
                .spacing(spacing);
    }

    private static int first(OptionalInt own, OptionalInt global, OptionalInt last) {
        return IntStream.concat(own.stream(), IntStream.concat(global.stream(), last.stream()))
                .findFirst()
                .orElseThrow();
    }
}
