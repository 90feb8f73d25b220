/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.linux.doctor;

import io.vip4j.config.Binding;
import io.vip4j.config.HostConfig;
import io.vip4j.config.VirtualRouterConfig;
import io.vip4j.vrrp.AddressFamily;
import io.vip4j.vrrp.VirtualAddress;
import java.util.List;
import java.util.Optional;

/**
 * Whether the kernel answers ARP for the addresses, and with the right hardware address
 * (Documentation/networking/ip-sysctl.rst). Routers with a virtual MAC are left out: their settings are made for them.
 */
final class ArpExamination implements Examination {

    private static final String IPV4 = "ipv4";

    @Override
    public void examine(Host host, HostConfig wanted, Report report) {
        NetworkSettings settings = new NetworkSettings(host.files());
        for (VirtualRouterConfig router : wanted.routers()) {
            boolean concerned = router.family() == AddressFamily.IPV4
                    && router.virtualMac().isEmpty()
                    && new NetworkDevice(host.files(), router.networkInterface()).exists();
            if (concerned) {
                answers(settings, router, report);
                neighbours(host, settings, router, report);
            }
        }
    }

    private static void answers(NetworkSettings settings, VirtualRouterConfig router, Report report) {
        int ignore = settings.largest(IPV4, router.networkInterface(), "arp_ignore");
        boolean elsewhere = router.binding() == Binding.PROCESS;
        boolean unanswered = switch (ignore) {
            case 1 -> elsewhere;
            // Also the sender must be in the subnet of the address, and in that of a /32 there is nobody.
            case 2 -> elsewhere || hasHostPrefix(router.addresses());
            case 8 -> true;
            default -> false;
        };
        if (unanswered) {
            report.error(
                    DoctorRule.ARP_IGNORE,
                    Report.subject(router),
                    settings.both(IPV4, router.networkInterface(), "arp_ignore")
                            + (elsewhere ? ", and binding PROCESS puts the address on another device" : ""),
                    NetworkSettings.command(IPV4, router.networkInterface(), "arp_ignore", 0)
                            + (elsewhere ? ", or --binding interface" : "")
                            + (ignore == 2 ? ", or a prefix in virtual_ipaddress" : ""));
        }
    }

    private static boolean hasHostPrefix(List<VirtualAddress> addresses) {
        return addresses.stream()
                .anyMatch(address -> address.family() == AddressFamily.IPV4 && address.prefixLength() == 32);
    }

    private static void neighbours(Host host, NetworkSettings settings, VirtualRouterConfig router, Report report) {
        String name = router.networkInterface();
        Optional<InterfaceAddress> other = sharedSubnet(host, name);
        if (other.isEmpty()) {
            return;
        }
        if (settings.largest(IPV4, name, "arp_filter") != 0) {
            report.warning(
                    DoctorRule.ARP_FILTER,
                    name,
                    settings.both(IPV4, name, "arp_filter") + ", and there is " + other.get(),
                    NetworkSettings.command(IPV4, name, "arp_filter", 0)
                            + ", or one interface for each subnet (a bond, if both lead to one switch)");
        } else if (settings.largest(IPV4, other.get().networkInterface(), "arp_ignore") == 0) {
            report.warning(
                    DoctorRule.ARP_FLUX,
                    name,
                    "there is " + other.get() + "; "
                            + settings.both(IPV4, other.get().networkInterface(), "arp_ignore"),
                    router.binding() == Binding.PROCESS
                            ? "one interface for each subnet (a bond, if both lead to one switch)"
                            : "sysctl -w net/ipv4/conf/all/arp_ignore=1 net/ipv4/conf/all/arp_announce=2, or one interface for"
                                    + " each subnet (a bond, if both lead to one switch)");
        }
    }

    /** An address of another interface in a subnet of this one. */
    static Optional<InterfaceAddress> sharedSubnet(Host host, String networkInterface) {
        return host.addressesOf(networkInterface).stream()
                .filter(own -> own.prefixLength() < 32)
                .flatMap(own -> host.addresses().stream()
                        .filter(entry -> !entry.networkInterface().equals(networkInterface))
                        .filter(entry -> entry.prefixLength() < 32 && own.hasInSubnet(entry.address())))
                .findFirst();
    }
}
