/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.linux.net;

import io.vip4j.linux.netlink.AddressEntry;
import io.vip4j.linux.netlink.LinkEntry;
import io.vip4j.spi.InterfaceMonitor.InterfaceState;
import io.vip4j.vrrp.IpAddress;
import io.vip4j.wire.MacAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The links and addresses that the kernel has told about. One thread at a time. */
final class InterfaceTable {

    private final Map<Integer, LinkEntry> links = new LinkedHashMap<>();
    private final Map<Integer, List<AddressEntry>> addresses = new LinkedHashMap<>();

    /** Forgets all and takes these. */
    void replaceAll(Collection<LinkEntry> allLinks, Collection<AddressEntry> allAddresses) {
        links.clear();
        addresses.clear();
        allLinks.forEach(this::putLink);
        allAddresses.forEach(this::putAddress);
    }

    /** Whether something changed that is visible in a state. */
    boolean putLink(LinkEntry link) {
        return !link.equals(links.put(link.index(), link));
    }

    boolean removeLink(LinkEntry link) {
        addresses.remove(link.index());
        return links.remove(link.index()) != null;
    }

    /** Whether something changed that is visible in a state; the start of a new lifetime is not. */
    boolean putAddress(AddressEntry entry) {
        List<AddressEntry> onInterface = addresses.computeIfAbsent(entry.interfaceIndex(), index -> new ArrayList<>());
        int position = indexOf(onInterface, entry);
        if (position < 0) {
            return onInterface.add(entry);
        }
        AddressEntry former = onInterface.set(position, entry);
        return former.isSecondary() != entry.isSecondary() || former.isTentative() != entry.isTentative();
    }

    boolean removeAddress(AddressEntry entry) {
        List<AddressEntry> onInterface = addresses.getOrDefault(entry.interfaceIndex(), List.of());
        int position = indexOf(onInterface, entry);
        if (position < 0) {
            return false;
        }
        onInterface.remove(position);
        return true;
    }

    Optional<LinkEntry> link(String name) {
        for (LinkEntry link : links.values()) {
            if (link.name().equals(name)) {
                return Optional.of(link);
            }
        }
        return Optional.empty();
    }

    Optional<LinkEntry> link(int index) {
        return Optional.ofNullable(links.get(index));
    }

    /** Whether an interface has this hardware address. */
    boolean isOwn(MacAddress station) {
        for (LinkEntry link : links.values()) {
            if (link.hardwareAddress().isPresent()
                    && link.hardwareAddress().get().equals(station)) {
                return true;
            }
        }
        return false;
    }

    List<String> names() {
        return links.values().stream().map(LinkEntry::name).sorted().toList();
    }

    /** What is known about a name; without an interface of that name it is down and has no addresses. */
    InterfaceState state(String name) {
        return link(name)
                .map(link -> new InterfaceState(name, link.index(), link.isUp(), addressesOf(link)))
                .orElseGet(() -> InterfaceState.absent(name));
    }

    /**
     * Primary addresses first; an address with two prefixes is told once. One whose duplicate address detection has not
     * finished is not told yet: nothing can be sent from it (RFC 4862 5.4).
     */
    private List<IpAddress> addressesOf(LinkEntry link) {
        List<AddressEntry> onInterface = addresses.getOrDefault(link.index(), List.of());
        Set<IpAddress> ordered = new LinkedHashSet<>(2 * onInterface.size());
        for (boolean secondary : new boolean[] {false, true}) {
            for (AddressEntry entry : onInterface) {
                if (entry.isSecondary() == secondary && !entry.isTentative()) {
                    ordered.add(entry.address());
                }
            }
        }
        return List.copyOf(ordered);
    }

    private static int indexOf(List<AddressEntry> onInterface, AddressEntry entry) {
        for (int i = 0; i < onInterface.size(); i++) {
            if (onInterface.get(i).isSameEntryAs(entry)) {
                return i;
            }
        }
        return -1;
    }
}
