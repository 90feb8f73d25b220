/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.linux.doctor;

import io.vip4j.config.HostConfig;
import io.vip4j.config.VirtualRouterConfig;
import io.vip4j.vrrp.AddressFamily;
import io.vip4j.vrrp.IpAddress;
import io.vip4j.vrrp.VirtualAddress;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The addresses that are there: own ones that are needed, and virtual ones that should not be. */
final class AddressExamination implements Examination {

    private static final int IFA_F_DADFAILED = 0x08;

    @Override
    public void examine(Host host, HostConfig wanted, Report report) {
        boolean running = host.runsVip4j();
        Set<IpAddress> virtual = wanted.routers().stream()
                .flatMap(router -> router.allAddresses().stream())
                .map(VirtualAddress::address)
                .collect(Collectors.toSet());
        for (VirtualRouterConfig router : wanted.routers()) {
            source(host, router, virtual, report);
            if (!running && !router.priority().isOwner()) {
                present(host, router, report);
            }
        }
        NetworkDevice.of(host, wanted).forEach(device -> duplicates(host.files(), device, report));
    }

    private static void source(Host host, VirtualRouterConfig router, Set<IpAddress> virtual, Report report) {
        Optional<IpAddress> configured = router.sourceAddress();
        if (configured.isPresent()) {
            if (host.addresses().stream().noneMatch(entry -> entry.address().equals(configured.get()))) {
                report.error(
                        DoctorRule.SOURCE_ADDRESS_MISSING,
                        Report.subject(router),
                        configured.get() + " is on no interface",
                        "ip address add " + configured.get() + "/PREFIX dev " + router.networkInterface()
                                + ", or name an own address (mcast_src_ip, unicast_src_ip)");
            }
            return;
        }
        NetworkDevice device = new NetworkDevice(host.files(), router.networkInterface());
        boolean usable = host.addressesOf(router.networkInterface()).stream()
                .map(InterfaceAddress::address)
                .anyMatch(address -> address.family() == router.family()
                        && (router.family() == AddressFamily.IPV4
                                ? !virtual.contains(address)
                                : address.isLinkLocal()));
        if (device.exists() && !usable) {
            report.error(
                    DoctorRule.NO_ADDRESS,
                    Report.subject(router),
                    router.family() == AddressFamily.IPV4
                            ? device.name() + " has no IPv4 address of its own"
                            : device.name() + " has no IPv6 link-local address",
                    router.family() == AddressFamily.IPV4
                            ? "ip address add ADDRESS/PREFIX dev " + device.name()
                            : "sysctl -w net.ipv6.conf." + device.name()
                                    + ".addr_gen_mode=0, then set the interface down and" + " up");
        }
    }

    private static void present(Host host, VirtualRouterConfig router, Report report) {
        for (VirtualAddress address : router.allAddresses()) {
            host.addresses().stream()
                    .filter(entry -> entry.address().equals(address.address()))
                    .forEach(entry -> report.warning(
                            DoctorRule.ADDRESS_PRESENT,
                            Report.subject(router),
                            entry + " is there already",
                            "ip address del " + entry.address() + "/" + entry.prefixLength() + " dev "
                                    + entry.networkInterface()
                                    + ", and take it out of what configures the network; nothing to do if the address was left"
                                    + " by a process that was just killed"));
        }
    }

    /** Lines of /proc/net/if_inet6: address, index, prefix, scope, flags, interface. */
    private static void duplicates(HostFiles files, NetworkDevice device, Report report) {
        for (String line : files.lines("/proc/net/if_inet6")) {
            List<String> words = List.of(line.strip().split("\\s+", -1));
            if (words.size() == 6
                    && words.get(5).equals(device.name())
                    && (Integer.parseInt(words.get(4), 16) & IFA_F_DADFAILED) != 0) {
                String address = words.get(0).replaceAll("(.{4})(?=.)", "$1:");
                report.error(
                        DoctorRule.DUPLICATE_ADDRESS,
                        device.name(),
                        IpAddress.parse(address) + " failed duplicate address detection",
                        "give one of the two hosts another address, then: ip address del " + IpAddress.parse(address)
                                + "/" + Integer.parseInt(words.get(2), 16) + " dev " + device.name()
                                + " and add it again");
            }
        }
    }
}
