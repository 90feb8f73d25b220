/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.driver;

import io.vip4j.config.SyncGroup;
import io.vip4j.config.VirtualRouterConfig;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.BiConsumer;

/** The groups of a host. */
final class Groups {

    /** The same on all hosts, whatever they started first: two that took votes in different orders could wait for ever. */
    private static final Comparator<ElectorDriver> ORDER = Comparator.comparing(
            ElectorDriver::config,
            Comparator.comparing((VirtualRouterConfig config) -> config.vrid().value())
                    .thenComparing(VirtualRouterConfig::family)
                    .thenComparing(config -> config.allAddresses().toString()));

    private final HostScope host;
    private final Map<String, GroupDriver> running = new LinkedHashMap<>();
    private List<SyncGroup> configs = List.of();

    Groups(HostScope host) {
        this.host = host;
    }

    /** What is in force. */
    List<SyncGroup> configs() {
        return configs;
    }

    /**
     * Other groups are in force from now on. Unchanged checks of a group go on.
     *
     * @param electors the routers of the host
     * @param warn takes the group and what is odd about it
     */
    void configure(List<SyncGroup> wanted, List<ElectorDriver> electors, BiConsumer<String, String> warn) {
        configs = wanted;
        Map<ElectorDriver, GroupDriver> groupOf = new LinkedHashMap<>();
        List<String> names = wanted.stream().map(SyncGroup::name).toList();
        running.entrySet().removeIf(entry -> {
            boolean gone = !names.contains(entry.getKey());
            if (gone) {
                entry.getValue().close();
            }
            return gone;
        });
        for (SyncGroup group : wanted) {
            List<ElectorDriver> members = electors.stream()
                    .filter(elector -> group.members().contains(elector.config().name()))
                    .sorted(ORDER)
                    .toList();
            boolean goesOn = members.stream().anyMatch(ElectorDriver::hasBegun);
            GroupDriver driver = running.computeIfAbsent(group.name(), name -> new GroupDriver(name, host));
            members.forEach(member -> groupOf.put(member, driver));
            driver.configure(group, members, goesOn);
            warnOfPriorities(group, members, warn);
        }
        electors.forEach(elector -> elector.group(groupOf.get(elector)));
        running.values().forEach(GroupDriver::claimIfAllWant);
    }

    /** Members of different priorities may have their Active routers on different hosts, and then never move. */
    private static void warnOfPriorities(
            SyncGroup group, List<ElectorDriver> members, BiConsumer<String, String> warn) {
        TreeSet<Integer> priorities = new TreeSet<>();
        members.forEach(member -> priorities.add(member.config().priority().value()));
        if (priorities.size() > 1) {
            List<String> each = new ArrayList<>();
            members.forEach(member ->
                    each.add(member.config().name() + " has " + member.config().priority()));
            warn.accept(
                    "group=" + group.name(),
                    "members have different priorities, with which a group may move to and fro: "
                            + String.join(", ", each));
        }
    }

    /** A router is closed. */
    void leave(ElectorDriver elector) {
        GroupDriver group = elector.group();
        if (group != null) {
            elector.leaveGroup();
            group.leave(elector);
        }
    }

    /** The host is closed. */
    void clear() {
        for (GroupDriver group : running.values()) {
            group.members().forEach(ElectorDriver::leaveGroup);
            group.close();
        }
        running.clear();
        configs = List.of();
    }
}
