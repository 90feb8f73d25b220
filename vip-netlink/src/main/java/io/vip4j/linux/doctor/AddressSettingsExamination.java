/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.linux.doctor;

import io.vip4j.config.Binding;
import io.vip4j.config.HostConfig;
import io.vip4j.config.VirtualRouterConfig;
import io.vip4j.vrrp.AddressFamily;
import io.vip4j.vrrp.VirtualAddress;

/** What the kernel does with addresses that come and go. */
final class AddressSettingsExamination implements Examination {

    private static final String IPV4 = "ipv4";

    @Override
    public void examine(Host host, HostConfig wanted, Report report) {
        NetworkSettings settings = new NetworkSettings(host.files());
        for (VirtualRouterConfig router : wanted.routers()) {
            if (router.binding() == Binding.INTERFACE && router.virtualMac().isEmpty()) {
                secondaries(host, settings, router, report);
            }
            nonlocal(settings, router.family(), report);
        }
    }

    private static void secondaries(Host host, NetworkSettings settings, VirtualRouterConfig router, Report report) {
        String name = router.networkInterface();
        if (!host.files().exists("/proc/sys/net/ipv4/conf/" + name + "/promote_secondaries")
                || settings.largest(IPV4, name, "promote_secondaries") != 0) {
            return;
        }
        for (VirtualAddress address : router.allAddresses()) {
            host.addressesOf(name).stream()
                    .filter(own -> !own.address().equals(address.address())
                            && own.prefixLength() == address.prefixLength()
                            && own.prefixLength() < 32
                            && own.hasInSubnet(address.address()))
                    .findFirst()
                    .ifPresent(own -> report.warning(
                            DoctorRule.PROMOTE_SECONDARIES,
                            Report.subject(router),
                            settings.both(IPV4, name, "promote_secondaries") + ", and " + address + " comes after "
                                    + own,
                            "sysctl -w net/ipv4/conf/" + name + "/promote_secondaries=1, or " + address.address()
                                    + "/32 in virtual_ipaddress"));
        }
    }

    private static void nonlocal(NetworkSettings settings, AddressFamily family, Report report) {
        String name = family == AddressFamily.IPV4 ? IPV4 : "ipv6";
        settings.value(name + "/ip_nonlocal_bind")
                .filter(value -> value == 0)
                .ifPresent(value -> report.note(
                        DoctorRule.NONLOCAL_BIND,
                        Report.HOST,
                        "net." + name + ".ip_nonlocal_bind=0",
                        "nothing to do if the program listens on all addresses; otherwise: sysctl -w net." + name
                                + ".ip_nonlocal_bind=1"));
    }
}
