/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.config;

import io.vip4j.health.NamedCheck;
import io.vip4j.vrrp.ConfigurationException;
import java.util.HashSet;
import java.util.List;

/**
 * Virtual routers that move together: they are all Active or none is. As keepalived's vrrp_sync_group.
 *
 * @param name what people call it; unique on a host
 * @param members names of virtual routers, at least one, without doubles; a name stands for the routers of both
 *     families that have it
 * @param checks what must work for any member to take part
 * @param trackedInterfaces interfaces whose link counts for every member
 */
public record SyncGroup(
        String name, List<String> members, List<NamedCheck> checks, List<TrackedInterface> trackedInterfaces) {

    /** Copies the lists and checks them. */
    public SyncGroup {
        members = List.copyOf(members);
        checks = List.copyOf(checks);
        trackedInterfaces = List.copyOf(trackedInterfaces);
        if (name.isBlank()) {
            throw new ConfigurationException("group name must not be blank");
        }
        if (members.isEmpty() || new HashSet<>(members).size() != members.size()) {
            throw new ConfigurationException(
                    "members of group '" + name + "' must be names without doubles: " + members);
        }
    }

    /** Virtual routers that move together, without checks of their own. */
    public static SyncGroup of(String name, String... members) {
        return new SyncGroup(name, List.of(members), List.of(), List.of());
    }
}
