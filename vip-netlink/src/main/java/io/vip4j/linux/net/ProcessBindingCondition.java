/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.linux.net;

import io.vip4j.linux.netlink.Ipv4Setting;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A setting of IPv4 that keeps addresses on a device of the process from being reached through a network interface.
 * Measured on Linux 6.18 with every value of arp_ignore, arp_filter, arp_announce and rp_filter: the last three do no harm,
 * strict rp_filter included, because nothing ever arrives by the device.
 *
 * @param setting the setting; the kernel takes the higher one of {@code conf/all} and that of the interface
 * @param harmful its values that do harm
 * @param consequence what they lead to, for people
 */
public record ProcessBindingCondition(Ipv4Setting setting, Set<Integer> harmful, String consequence) {

    /** All there are. */
    public static final List<ProcessBindingCondition> ALL = List.of(new ProcessBindingCondition(
            Ipv4Setting.ARP_IGNORE, Set.of(1, 2, 8), "it answers ARP only for addresses of its own"));

    /** Copies the set. */
    public ProcessBindingCondition {
        harmful = Set.copyOf(harmful);
    }

    /**
     * What is wrong on an interface, with its remedy, for people.
     *
     * @param all the value in {@code conf/all}
     * @param own the value of the interface
     */
    public Optional<String> problem(String networkInterface, int all, int own) {
        if (!harmful.contains(Math.max(all, own))) {
            return Optional.empty();
        }
        StringBuilder remedy = new StringBuilder("sysctl -w");
        if (harmful.contains(all)) {
            remedy.append(" net.ipv4.conf.all.").append(setting).append("=0");
        }
        if (harmful.contains(own)) {
            // A dot in the name of an interface is a slash for sysctl(8).
            String name = networkInterface.replace('.', '/');
            remedy.append(" net.ipv4.conf.")
                    .append(name)
                    .append('.')
                    .append(setting)
                    .append("=0");
        }
        return Optional.of(setting + " of " + networkInterface + " is " + Math.max(all, own) + ": " + consequence
                + ", and those that end with the process are on a device; " + remedy + ", or binding INTERFACE");
    }
}
