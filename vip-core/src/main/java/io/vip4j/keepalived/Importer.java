/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.keepalived;

import io.vip4j.config.HostConfig;
import io.vip4j.config.SyncGroup;
import io.vip4j.config.VirtualRouterConfig;
import io.vip4j.keepalived.Keywords.Section;
import io.vip4j.vrrp.AddressFamily;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Turns the statements of a whole file into configurations. */
final class Importer {

    /** An instance that has been read; right unless something in it was wrong. */
    private record Instance(InstanceDraft draft, boolean right) {}

    private record Link(String networkInterface, int vrid, AddressFamily family) {}

    private final Diagnostics diagnostics;
    private final Values values;
    private final GarpIntervals garpIntervals;
    private final GlobalDefaults defaults;
    private final LinkDelays linkDelays;
    private final Trackers trackers;
    private final Commands commands;
    private final SyncGroups syncGroups;
    private final RulePreferences rulePreferences = new RulePreferences();
    private final List<Instance> instances = new ArrayList<>();
    private final List<VirtualRouterConfig> routers = new ArrayList<>();
    private final Map<String, Position> names = new HashMap<>();
    private final Map<Link, Position> links = new HashMap<>();
    private final Map<String, EventCommands> eventCommands = new LinkedHashMap<>();
    private final List<InitialFile> initialFiles = new ArrayList<>();
    private List<SyncGroup> groups = List.of();

    Importer(Diagnostics diagnostics, Host host) {
        this.diagnostics = diagnostics;
        this.values = new Values(diagnostics);
        this.garpIntervals = new GarpIntervals(diagnostics);
        this.commands = new Commands(host, diagnostics);
        this.defaults = new GlobalDefaults(garpIntervals, host.uptime(), commands, diagnostics);
        this.linkDelays = new LinkDelays(diagnostics);
        this.trackers = new Trackers(diagnostics);
        this.syncGroups = new SyncGroups(trackers, commands, diagnostics);
    }

    void read(List<Statement> file) {
        for (Statement statement : file) {
            switch (statement.name()) {
                case "global_defs" -> defaults.read(statement);
                case "garp_group" -> garpIntervals.readGroup(statement);
                case "interface_up_down_delays" -> linkDelays.read(statement);
                default -> Trackers.kindOf(statement.name()).ifPresent(kind -> trackers.announce(kind, statement));
            }
        }
        for (Statement statement : file) {
            if (values.isRead(Section.TOP, statement)) {
                readInOrder(statement);
            }
        }
        instances.forEach(this::build);
        trackers.reportUntracked();
        linkDelays.reportUnused();
        groups = syncGroups.build(names.keySet(), routers);
    }

    /** What is tracked must come before what tracks it, as in keepalived; the other kinds may come in any order. */
    private void readInOrder(Statement statement) {
        switch (statement.name()) {
            case "vrrp_script" ->
                new ScriptReader(commands, diagnostics).read(statement).ifPresent(trackers::define);
            case "track_file", "vrrp_track_file" -> {
                TrackFileReader reader = new TrackFileReader(diagnostics);
                reader.read(statement).ifPresent(trackers::define);
                reader.initialFile().ifPresent(initialFiles::add);
            }
            case "track_process", "vrrp_track_process" ->
                new TrackProcessReader(statement.at(), diagnostics)
                        .read(statement)
                        .ifPresent(trackers::define);
            case "vrrp_sync_group" -> syncGroups.read(statement);
            case "vrrp_instance" -> readInstance(statement);
            default -> {} // Read before.
        }
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
        InstanceDraft draft = new InstanceReader(name, instance.at(), trackers, commands, rulePreferences, diagnostics)
                .read(statements);
        instances.add(new Instance(draft, diagnostics.errors() == errorsBefore));
    }

    /** After the groups, whose rules for weights matter here. */
    private void build(Instance instance) {
        InstanceDraft draft = instance.draft();
        int errorsBefore = diagnostics.errors();
        new InstanceBuilder(draft, defaults, linkDelays, garpIntervals, syncGroups, diagnostics)
                .build()
                .ifPresent(config -> {
                    requireOwnLink(config, draft.at);
                    if (instance.right() && diagnostics.errors() == errorsBefore) {
                        routers.add(config);
                        EventCommands told = draft.notifications.commands(defaults.tellsPriorityChanges());
                        if (!told.isEmpty()) {
                            eventCommands.put(config.name(), told);
                        }
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

    Map<String, EventCommands> eventCommands() {
        return eventCommands;
    }

    List<EventCommands.OfGroup> groupCommands() {
        return syncGroups.groupCommands();
    }

    List<InitialFile> initialFiles() {
        return initialFiles;
    }

    GlobalDefaults defaults() {
        return defaults;
    }
}
