/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.keepalived;

import io.vip4j.config.SyncGroup;
import io.vip4j.config.TrackedInterface;
import io.vip4j.config.VirtualRouterConfig;
import io.vip4j.keepalived.Keywords.Section;
import io.vip4j.keepalived.Trackers.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The {@code vrrp_sync_group} blocks. Read before the instances, whose weights they may forbid; built after them. */
final class SyncGroups {

    /** One block. */
    private static final class Draft {
        final String name;
        final Position at;
        final Map<String, Position> members = new LinkedHashMap<>();
        final List<TrackLine> trackedInterfaces = new ArrayList<>();
        final List<Trackers.Use> tracked = new ArrayList<>();
        final NotifyReader notifications;
        boolean keepsWeights;

        Draft(String name, Position at, NotifyReader notifications) {
            this.name = name;
            this.at = at;
            this.notifications = notifications;
        }
    }

    private final Trackers trackers;
    private final Commands commands;
    private final Diagnostics diagnostics;
    private final Values values;
    private final Map<String, Draft> drafts = new LinkedHashMap<>();
    private final Map<String, Draft> draftOfMember = new HashMap<>();
    private final List<EventCommands.OfGroup> groupCommands = new ArrayList<>();

    SyncGroups(Trackers trackers, Commands commands, Diagnostics diagnostics) {
        this.trackers = trackers;
        this.commands = commands;
        this.diagnostics = diagnostics;
        this.values = new Values(diagnostics);
    }

    void read(Statement syncGroup) {
        List<Statement> statements = values.block(syncGroup, 1).orElse(List.of());
        if (syncGroup.block().isEmpty() || syncGroup.arguments().size() != 1) {
            return;
        }
        Draft draft =
                new Draft(syncGroup.arguments().get(0).text(), syncGroup.at(), new NotifyReader(commands, diagnostics));
        Draft earlier = drafts.putIfAbsent(draft.name, draft);
        if (earlier != null) {
            diagnostics.error(
                    draft.at,
                    "vrrp_sync_group '" + draft.name + "' is already defined on " + earlier.at.seenFrom(draft.at)
                            + ": give it another name");
            return;
        }
        Repeats repeats = new Repeats(diagnostics);
        for (Statement statement : statements) {
            if (values.isRead(Section.GROUP, statement)) {
                repeats.report(statement, "the blocks count together");
                readSupported(draft, statement);
            }
        }
        if (draft.members.isEmpty()) {
            diagnostics.error(draft.at, "vrrp_sync_group '" + draft.name + "' must have a 'group' with names in it");
        } else if (draft.members.size() == 1) {
            diagnostics.warning(
                    draft.at, "vrrp_sync_group '" + draft.name + "' has one member only: nothing moves with it");
        }
    }

    private void readSupported(Draft draft, Statement statement) {
        switch (statement.name()) {
            case "group" -> values.names(statement).forEach(name -> addMember(draft, name));
            case "track_interface" ->
                values.block(statement, 0)
                        .orElse(List.of())
                        .forEach(line -> TrackLine.read(statement.name(), line, false, diagnostics)
                                .ifPresent(draft.trackedInterfaces::add));
            case "track_script" -> trackers.track(Kind.SCRIPT, statement, draft.tracked);
            case "track_file" -> trackers.track(Kind.FILE, statement, draft.tracked);
            case "track_process" -> trackers.track(Kind.PROCESS, statement, draft.tracked);
            case "sync_group_tracking_weight", "global_tracking" -> draft.keepsWeights |= values.isBare(statement);
            default -> {
                if (!NotifyReader.isOne(statement.name())) {
                    throw new AssertionError("keyword table and reader differ: " + statement.name());
                }
                draft.notifications.read(statement);
            }
        }
    }

    private void addMember(Draft draft, Token name) {
        Draft other = draftOfMember.putIfAbsent(name.text(), draft);
        if (other == null) {
            draft.members.put(name.text(), name.at());
        } else if (other == draft) {
            diagnostics.warning(name.at(), "'" + name.text() + "' is in this group already");
        } else {
            diagnostics.error(
                    name.at(),
                    "'" + name.text() + "' must be in one vrrp_sync_group only: it is in '" + other.name + "' on "
                            + other.at.seenFrom(name.at()));
        }
    }

    /**
     * The lines as they count for an instance: without sync_group_tracking_weight the members of a group cannot have
     * different priorities, so that keepalived takes a weighted interface for one without weight.
     */
    List<TrackedInterface> trackedBy(String instance, List<TrackLine> lines) {
        Draft draft = draftOfMember.get(instance);
        return draft == null || draft.keepsWeights ? plain(lines) : releasing(draft, lines);
    }

    private static List<TrackedInterface> plain(List<TrackLine> lines) {
        return lines.stream()
                .map(line -> new TrackedInterface(
                        line.name(), line.weight().orElse(Weight.NONE).onFailure()))
                .toList();
    }

    private List<TrackedInterface> releasing(Draft draft, List<TrackLine> lines) {
        for (TrackLine line : lines) {
            int weight = line.weight().orElse(Weight.NONE).value();
            if (weight != 0) {
                diagnostics.warning(
                        line.at(),
                        "weight " + weight + " of '" + line.name() + "' counts as 0 in vrrp_sync_group '"
                                + draft.name + "', as in keepalived: its failure releases the whole group;"
                                + " sync_group_tracking_weight keeps the weight");
            }
        }
        return plain(lines.stream()
                .map(line -> new TrackLine(
                        line.name(), line.at(), line.weight().map(weight -> new Weight(0, weight.reversed()))))
                .toList());
    }

    /**
     * The trackers as they count for an instance: keepalived ignores those with a weight in a group without
     * sync_group_tracking_weight.
     */
    List<Trackers.Use> usesOf(String instance, List<Trackers.Use> uses) {
        Draft draft = draftOfMember.get(instance);
        return draft == null || draft.keepsWeights ? uses : weightless(draft, uses);
    }

    private List<Trackers.Use> weightless(Draft draft, List<Trackers.Use> uses) {
        List<Trackers.Use> kept = new ArrayList<>();
        for (Trackers.Use use : uses) {
            if (use.weight().value() == 0) {
                kept.add(use);
                continue;
            }
            diagnostics.warning(
                    use.at(),
                    "'" + use.tracker().name() + "' is ignored because it has a weight ("
                            + use.weight().value() + ") in vrrp_sync_group '" + draft.name + "', as in keepalived:"
                            + " use 'weight 0', or sync_group_tracking_weight");
        }
        return kept;
    }

    /**
     * The groups whose members could all be built.
     *
     * @param defined the names of every instance of the file, of which some may have been refused
     */
    List<SyncGroup> build(Set<String> defined, List<VirtualRouterConfig> routers) {
        Map<String, VirtualRouterConfig> built =
                routers.stream().collect(Collectors.toMap(VirtualRouterConfig::name, router -> router, (a, b) -> a));
        List<SyncGroup> groups = new ArrayList<>();
        for (Draft draft : drafts.values()) {
            draft.members.forEach((name, at) -> {
                if (!defined.contains(name)) {
                    diagnostics.error(at, "'" + name + "' must be the name of a vrrp_instance in this file");
                }
            });
            List<VirtualRouterConfig> members = draft.members.keySet().stream()
                    .filter(built::containsKey)
                    .map(built::get)
                    .toList();
            boolean complete = !members.isEmpty() && members.size() == draft.members.size();
            if (complete && haveOneRole(draft, members)) {
                warnOfPriorities(draft, members);
                List<TrackedInterface> tracked =
                        draft.keepsWeights ? plain(draft.trackedInterfaces) : releasing(draft, draft.trackedInterfaces);
                SyncGroup group = new SyncGroup(
                        draft.name,
                        List.copyOf(draft.members.keySet()),
                        Trackers.checks(draft.keepsWeights ? draft.tracked : weightless(draft, draft.tracked)),
                        tracked);
                groups.add(group);
                EventCommands told = draft.notifications.commands(false);
                if (!told.isEmpty()) {
                    groupCommands.add(new EventCommands.OfGroup(group, told));
                }
            }
        }
        return groups;
    }

    /** The commands of the groups that were built and have some. */
    List<EventCommands.OfGroup> groupCommands() {
        return List.copyOf(groupCommands);
    }

    private boolean haveOneRole(Draft draft, List<VirtualRouterConfig> members) {
        long owners =
                members.stream().filter(member -> member.priority().isOwner()).count();
        if (owners != 0 && owners != members.size()) {
            diagnostics.error(
                    draft.at,
                    "members of vrrp_sync_group '" + draft.name + "' must all have priority 255 or none of them: the"
                            + " others would hold the owner back");
            return false;
        }
        return true;
    }

    private void warnOfPriorities(Draft draft, List<VirtualRouterConfig> members) {
        long different =
                members.stream().map(VirtualRouterConfig::priority).distinct().count();
        if (different > 1) {
            String priorities = members.stream()
                    .map(member -> member.name() + " " + member.priority())
                    .collect(Collectors.joining(", "));
            diagnostics.warning(
                    draft.at,
                    "members of vrrp_sync_group '" + draft.name + "' should have one priority (" + priorities
                            + "): the role may change again and again if they differ");
        }
    }
}
