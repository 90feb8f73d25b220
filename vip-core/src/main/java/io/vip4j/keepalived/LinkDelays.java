/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.keepalived;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The lines of {@code interface_up_down_delays}. */
final class LinkDelays {

    private static final BigDecimal LONGEST = new BigDecimal("255");

    /** How long a change must last before it counts. */
    record Delay(Duration down, Duration up, Position at) {}

    private final Diagnostics diagnostics;
    private final Values values;
    private final Map<String, Delay> delays = new HashMap<>();
    private final Set<String> asked = new HashSet<>();

    LinkDelays(Diagnostics diagnostics) {
        this.diagnostics = diagnostics;
        this.values = new Values(diagnostics);
    }

    void read(Statement interfaceUpDownDelays) {
        for (Statement line : values.block(interfaceUpDownDelays, 0).orElse(List.of())) {
            if (line.block().isPresent()
                    || line.arguments().isEmpty()
                    || line.arguments().size() > 2) {
                diagnostics.error(line.at(), "interface_up_down_delays must have lines of INTERFACE DOWN [UP]");
                continue;
            }
            Optional<Duration> down =
                    values.duration("delay of " + line.name(), line.arguments().get(0), BigDecimal.ZERO, LONGEST);
            Optional<Duration> up = line.arguments().size() < 2
                    ? Optional.of(Duration.ZERO)
                    : values.duration(
                            "delay of " + line.name(), line.arguments().get(1), BigDecimal.ZERO, LONGEST);
            if (down.isPresent() && up.isPresent()) {
                Delay earlier = delays.putIfAbsent(line.name(), new Delay(down.get(), up.get(), line.at()));
                if (earlier != null) {
                    diagnostics.error(
                            line.at(),
                            "delays of '" + line.name() + "' are given on "
                                    + earlier.at().seenFrom(line.at()) + " already");
                }
            }
        }
    }

    /** The delays of the interface of an instance. */
    Optional<Delay> of(String networkInterface) {
        asked.add(networkInterface);
        return Optional.ofNullable(delays.get(networkInterface));
    }

    /** Reports the interfaces that no instance is on. */
    void reportUnused() {
        delays.forEach((name, delay) -> {
            if (!asked.contains(name)) {
                diagnostics.warning(
                        delay.at(),
                        "the delays of '" + name + "' are ignored: only those of the interface of a vrrp_instance"
                                + " count");
            }
        });
    }
}
