/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.config;

import io.vip4j.vrrp.AddressFamily;
import io.vip4j.vrrp.ConfigurationException;
import io.vip4j.vrrp.Vrid;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Everything that one host shall run. An instance is always valid in itself.
 *
 * @param routers the virtual routers; a name may occur once for each family, and a VRID once for each interface and
 *     family (RFC 9568 5.2.3)
 * @param groups those that move together; a router is in one group at most. Members that are owners and members that
 *     are not must not be mixed
 * @param unknownVrids what to do about virtual routers on the links that are not among them
 */
public record HostConfig(List<VirtualRouterConfig> routers, List<SyncGroup> groups, UnknownVrids unknownVrids) {

    private record NameKey(String name, AddressFamily family) {}

    private record WireKey(String networkInterface, AddressFamily family, Vrid vrid) {}

    /** Copies the lists and checks what one router alone cannot know. */
    public HostConfig {
        routers = List.copyOf(routers);
        groups = List.copyOf(groups);
        Set<NameKey> names = new HashSet<>();
        Map<WireKey, String> wires = new HashMap<>();
        for (VirtualRouterConfig router : routers) {
            if (!names.add(new NameKey(router.name(), router.family()))) {
                throw new ConfigurationException(
                        "name must be unique on a host and family: '" + router.name() + "' is there twice");
            }
            String other =
                    wires.put(new WireKey(router.networkInterface(), router.family(), router.vrid()), router.name());
            if (other != null) {
                throw new ConfigurationException("vrid must be unique on interface " + router.networkInterface()
                        + " and family " + router.family() + ": " + router.vrid() + " is used by '" + other
                        + "' and '" + router.name() + "'");
            }
        }
        requireBindings(routers);
        requireGroups(routers, groups);
    }

    /** With everything else as it is by default. */
    public HostConfig(List<VirtualRouterConfig> routers, List<SyncGroup> groups) {
        this(routers, groups, UnknownVrids.WATCHED);
    }

    /**
     * Checks that no router with a virtual hardware address silences the addresses of another that are on a device.
     *
     * @throws ConfigurationException if one does
     */
    public static void requireBindings(List<VirtualRouterConfig> routers) {
        for (VirtualRouterConfig bound : routers) {
            for (VirtualRouterConfig other : routers) {
                if (bound.binding() == Binding.PROCESS
                        && other.virtualMac().isPresent()
                        && other.networkInterface().equals(bound.networkInterface())) {
                    throw new ConfigurationException(
                            "binding of '" + bound.name() + "' must be INTERFACE: '" + other.name()
                                    + "' has virtualMac on " + bound.networkInterface()
                                    + ", which then answers ARP only for addresses of its own");
                }
            }
        }
    }

    /**
     * The group that a router is in; empty: it moves alone.
     *
     * @param router its name
     */
    public Optional<SyncGroup> groupOf(String router) {
        return groups.stream().filter(group -> group.members().contains(router)).findFirst();
    }

    private static void requireGroups(List<VirtualRouterConfig> routers, List<SyncGroup> groups) {
        Set<String> groupNames = new HashSet<>();
        Map<String, String> groupOf = new HashMap<>();
        for (SyncGroup group : groups) {
            if (!groupNames.add(group.name())) {
                throw new ConfigurationException("group name must be unique: '" + group.name() + "'");
            }
            for (String member : group.members()) {
                String other = groupOf.put(member, group.name());
                if (other != null) {
                    throw new ConfigurationException("virtual router '" + member + "' must be in one group only: '"
                            + other + "' and '" + group.name() + "' have it");
                }
                if (routers.stream().noneMatch(router -> router.name().equals(member))) {
                    throw new ConfigurationException(
                            "group '" + group.name() + "' must have members that exist: '" + member + "'");
                }
            }
            long owners = routers.stream()
                    .filter(router -> group.members().contains(router.name()))
                    .filter(router -> router.priority().isOwner())
                    .count();
            long all = routers.stream()
                    .filter(router -> group.members().contains(router.name()))
                    .count();
            if (owners != 0 && owners != all) {
                throw new ConfigurationException("members of group '" + group.name()
                        + "' must all be owners (priority 255) or none of them: the others would hold them back");
            }
        }
    }
}
