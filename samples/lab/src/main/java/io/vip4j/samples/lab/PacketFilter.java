/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Lets frames be lost on the bridge, as no cable does it by itself. One thread. */
final class PacketFilter {

    private static final String TABLE = "lab";

    private final Lab lab;

    PacketFilter(Lab lab) {
        this.lab = lab;
    }

    /** Everything that a host sends is lost. */
    void loseFrom(LabHost host) {
        apply(List.of("iifname \"%s\" drop".formatted(host.bridgePort())));
    }

    /** Everything that one host sends to another one is lost. */
    void loseBetween(LabHost from, LabHost to) {
        apply(List.of("iifname \"%s\" oifname \"%s\" drop".formatted(from.bridgePort(), to.bridgePort())));
    }

    /** Some of everything is lost, by chance. */
    void lose(int percent) {
        apply(List.of("numgen random mod 100 < %d drop".formatted(percent)));
    }

    /** The hosts of one side and those of the other do not hear each other any more. */
    void part(Collection<LabHost> side, Collection<LabHost> otherSide) {
        apply(between(side, otherSide));
    }

    /** Hosts that do not hear each other. */
    record Cut(Collection<LabHost> side, Collection<LabHost> otherSide) {}

    /** All of these are cut, and nothing else. */
    void cut(List<Cut> cuts) {
        List<String> rules = new ArrayList<>();
        for (Cut cut : cuts) {
            rules.addAll(between(cut.side(), cut.otherSide()));
        }
        apply(rules);
    }

    private static List<String> between(Collection<LabHost> side, Collection<LabHost> otherSide) {
        String one = ports(side);
        String other = ports(otherSide);
        return List.of(
                "iifname { %s } oifname { %s } drop".formatted(one, other),
                "iifname { %s } oifname { %s } drop".formatted(other, one));
    }

    private static String ports(Collection<LabHost> hosts) {
        return String.join(
                ", ", hosts.stream().map(host -> '"' + host.bridgePort() + '"').toList());
    }

    /** Nothing is lost any more. */
    void clear() {
        apply(List.of());
    }

    private void apply(List<String> rules) {
        List<String> lines = new ArrayList<>();
        // Made before it is deleted, so that it may be missing; both in one transaction.
        lines.add("table bridge " + TABLE);
        lines.add("delete table bridge " + TABLE);
        if (!rules.isEmpty()) {
            lines.add("table bridge " + TABLE + " {");
            lines.add("chain forward {");
            lines.add("type filter hook forward priority 0; policy accept;");
            lines.addAll(rules);
            lines.add("}");
            lines.add("}");
        }
        Path file = lab.directory().resolve("bridge.nft");
        try {
            Files.write(file, lines);
        } catch (IOException e) {
            throw new LabException("write " + file + ": " + e.getMessage(), e);
        }
        Command.run("ip", "netns", "exec", lab.bridgeNamespace(), "nft", "-f", file.toString());
    }
}
