/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.keepalived;

import io.vip4j.config.HostConfig;
import io.vip4j.config.SyncGroup;
import io.vip4j.config.VirtualRouterConfig;
import io.vip4j.keepalived.Keywords.Section;
import io.vip4j.vrrp.AddressFamily;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Turns the statements of a whole file into configurations. */
final class Importer {

    private record Link(String networkInterface, int vrid, AddressFamily family) {}

    private final Diagnostics diagnostics;
    private final Values values;
    private final GarpIntervals garpIntervals;
    private final GlobalDefaults defaults;
    private final LinkDelays linkDelays;
    private final Scripts scripts;
    private final SyncGroups syncGroups;
    private final RulePreferences rulePreferences = new RulePreferences();
    private final List<VirtualRouterConfig> routers = new ArrayList<>();
    private final Map<String, Position> names = new HashMap<>();
    private final Map<Link, Position> links = new HashMap<>();
    private List<SyncGroup> groups = List.of();

    /** @param uptime of this machine, asked only if the file needs it */
    Importer(Diagnostics diagnostics, Supplier<Optional<Duration>> uptime) {
        this.diagnostics = diagnostics;
        this.values = new Values(diagnostics);
        this.garpIntervals = new GarpIntervals(diagnostics);
        this.defaults = new GlobalDefaults(garpIntervals, uptime, diagnostics);
        this.linkDelays = new LinkDelays(diagnostics);
        this.scripts = new Scripts(diagnostics);
        this.syncGroups = new SyncGroups(scripts, diagnostics);
    }

    void read(List<Statement> file) {
        for (Statement statement : file) {
            switch (statement.name()) {
                case "global_defs" -> defaults.read(statement);
                case "vrrp_script" -> scripts.define(statement);
                case "garp_group" -> garpIntervals.readGroup(statement);
                case "interface_up_down_delays" -> linkDelays.read(statement);
                default -> {} // Below.
            }
        }
        file.stream()
                .filter(statement -> statement.name().equals("vrrp_sync_group"))
                .forEach(syncGroups::read);
        for (Statement statement : file) {
            if (values.isRead(Section.TOP, statement) && statement.name().equals("vrrp_instance")) {
                readInstance(statement);
            }
        }
        scripts.reportUntracked();
        linkDelays.reportUnused();
        groups = syncGroups.build(names.keySet(), routers);
    }

    private void readInstance(Statement instance) {
        int errorsBefore = diagnostics.errors();
        List<Statement> statements = values.block(instance, 1).orElse(List.of());
        if (diagnostics.errors() > errorsBefore) {
            return;
        }
        String name = instance.arguments().get(0).text();
        Position earlier = names.putIfAbsent(name, instance.at());
        if (earlier != null) {
            diagnostics.error(
                    instance.at(),
                    "vrrp_instance '" + name + "' is already defined on " + earlier.seenFrom(instance.at())
                            + ": give it another name");
        }
        InstanceDraft draft =
                new InstanceReader(name, instance.at(), scripts, rulePreferences, diagnostics).read(statements);
        new InstanceBuilder(draft, defaults, linkDelays, garpIntervals, syncGroups, diagnostics)
                .build()
                .ifPresent(config -> {
                    requireOwnLink(config, instance.at());
                    if (diagnostics.errors() == errorsBefore) {
                        routers.add(config);
                    }
                });
    }

    /** Two virtual routers with one VRID on a link would take each other's advertisements (RFC 9568 5.2.3). */
    private void requireOwnLink(VirtualRouterConfig config, Position at) {
        Link link = new Link(config.networkInterface(), config.vrid().value(), config.family());
        Position earlier = links.putIfAbsent(link, at);
        if (earlier != null) {
            diagnostics.error(
                    at,
                    "virtual_router_id " + link.vrid() + " must be unique for "
                            + link.family() + " on "
                            + link.networkInterface() + ": the vrrp_instance on " + earlier.seenFrom(at)
                            + " has it too");
        }
    }

    /** What could be built; always valid in itself. */
    HostConfig hostConfig() {
        return new HostConfig(routers, groups);
    }

    GlobalDefaults defaults() {
        return defaults;
    }
}
