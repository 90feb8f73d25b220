/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.linux.doctor;

import io.vip4j.config.HostConfig;
import io.vip4j.config.VirtualRouterConfig;
import io.vip4j.vrrp.AddressFamily;

/** Whether IPv6 is there, and stays. */
final class Ipv6Examination implements Examination {

    private static final String IPV6 = "ipv6";

    @Override
    public void examine(Host host, HostConfig wanted, Report report) {
        NetworkSettings settings = new NetworkSettings(host.files());
        for (VirtualRouterConfig router : wanted.routers()) {
            String name = router.networkInterface();
            boolean concerned =
                    router.allAddresses().stream().anyMatch(address -> address.family() == AddressFamily.IPV6)
                            || router.family() == AddressFamily.IPV6;
            if (!concerned || !new NetworkDevice(host.files(), name).exists()) {
                continue;
            }
            if (host.files().exists("/proc/sys/net/ipv4") && !host.files().exists("/proc/sys/net/ipv6")) {
                report.error(
                        DoctorRule.IPV6_DISABLED,
                        Report.HOST,
                        "the kernel has no IPv6 (/proc/sys/net/ipv6 is missing)",
                        "boot without ipv6.disable=1");
            } else if (settings.value("ipv6/conf/" + name + "/disable_ipv6").orElse(0) != 0) {
                report.error(
                        DoctorRule.IPV6_DISABLED,
                        name,
                        settings.both(IPV6, name, "disable_ipv6"),
                        NetworkSettings.command(IPV6, name, "disable_ipv6", 0));
            } else if (settings.largest(IPV6, name, "accept_dad") == 2) {
                report.warning(
                        DoctorRule.ACCEPT_DAD,
                        name,
                        settings.both(IPV6, name, "accept_dad"),
                        NetworkSettings.command(IPV6, name, "accept_dad", 1));
            }
        }
    }
}
