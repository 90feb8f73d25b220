/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.linux.doctor;

import io.vip4j.config.HostConfig;
import io.vip4j.config.Transport;
import io.vip4j.config.VirtualRouterConfig;
import io.vip4j.vrrp.AddressFamily;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The interfaces of the routers: there, up, with a link, and able to carry an advertisement. */
final class InterfaceExamination implements Examination {

    private static final int IPV4_HEADER = 20;
    private static final int IPV6_HEADER = 40;
    private static final int VRRP_HEADER = 8;
    private static final int PASSWORD = 8;
    private static final int MIN_IPV6_MTU = 1280; // RFC 8200 5

    @Override
    public void examine(Host host, HostConfig wanted, Report report) {
        for (String name : names(wanted)) {
            NetworkDevice device = new NetworkDevice(host.files(), name);
            if (device.exists()) {
                link(device, report);
            } else {
                report.error(
                        DoctorRule.INTERFACE_MISSING,
                        name,
                        "this host has: "
                                + NetworkDevice.all(host.files()).stream()
                                        .map(NetworkDevice::name)
                                        .collect(Collectors.joining(", ")),
                        "name one of these in the configuration");
            }
        }
        for (VirtualRouterConfig router : wanted.routers()) {
            NetworkDevice device = new NetworkDevice(host.files(), router.networkInterface());
            if (device.exists()) {
                multicast(device, router, report);
                size(device, router, report);
            }
        }
    }

    private static Set<String> names(HostConfig wanted) {
        Set<String> names = new LinkedHashSet<>();
        for (VirtualRouterConfig router : wanted.routers()) {
            names.add(router.networkInterface());
            router.trackedInterfaces().forEach(tracked -> names.add(tracked.name()));
        }
        return names;
    }

    private static void link(NetworkDevice device, Report report) {
        if (!device.isUp()) {
            report.error(
                    DoctorRule.INTERFACE_DOWN,
                    device.name(),
                    "it has no UP flag",
                    "ip link set dev " + device.name() + " up");
        } else if (!device.hasCarrier()) {
            report.error(
                    DoctorRule.NO_CARRIER,
                    device.name(),
                    "/sys/class/net/" + device.name() + "/carrier is 0",
                    "plug the cable in, or switch on the other end; ethtool " + device.name() + " tells more");
        }
        Optional<String> master = device.master();
        master.ifPresent(of -> report.error(
                DoctorRule.PORT_OF_ANOTHER,
                device.name(),
                "it is a port of " + of,
                "name " + of.substring(of.indexOf(' ') + 1) + " in the configuration instead"));
    }

    private static void multicast(NetworkDevice device, VirtualRouterConfig router, Report report) {
        if (router.transport() instanceof Transport.Multicast && !device.hasMulticast()) {
            report.error(
                    DoctorRule.NO_MULTICAST,
                    device.name(),
                    "it has no MULTICAST flag",
                    "ip link set dev " + device.name()
                            + " multicast on; if its network carries no multicast, list the peers" + " (unicast_peer)");
        }
    }

    private static void size(NetworkDevice device, VirtualRouterConfig router, Report report) {
        long mtu = device.mtu().orElse(Long.MAX_VALUE);
        boolean ipv6 = router.family() == AddressFamily.IPV6;
        if (ipv6 && mtu < MIN_IPV6_MTU) {
            report.error(
                    DoctorRule.MTU_TOO_SMALL,
                    device.name(),
                    "the MTU is " + mtu + ", and IPv6 needs " + MIN_IPV6_MTU,
                    "ip link set dev " + device.name() + " mtu " + MIN_IPV6_MTU);
            return;
        }
        int octets = (ipv6 ? IPV6_HEADER : IPV4_HEADER)
                + VRRP_HEADER
                + (ipv6 ? 16 : 4) * router.addresses().size()
                + (router.password().isPresent() ? PASSWORD : 0);
        if (octets > mtu) {
            report.error(
                    DoctorRule.MTU_TOO_SMALL,
                    Report.subject(router),
                    "its advertisement has " + octets + " octets, and the MTU is " + mtu,
                    "ip link set dev " + device.name() + " mtu " + octets
                            + ", or make some of the addresses excluded ones (virtual_ipaddress_excluded)");
        }
    }
}
