/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.linux.doctor;

import io.vip4j.config.HostConfig;
import io.vip4j.config.Transport;
import io.vip4j.config.VirtualRouterConfig;
import io.vip4j.vrrp.AddressFamily;
import java.util.Optional;

/** Whether the strict reverse path filter (RFC 3704) lets the advertisements of the peers through. */
final class RouteBackExamination implements Examination {

    private static final String IPV4 = "ipv4";
    private static final int STRICT = 1;

    @Override
    public void examine(Host host, HostConfig wanted, Report report) {
        NetworkSettings settings = new NetworkSettings(host.files());
        Ipv4Routes routes = Ipv4Routes.read(host.files());
        for (VirtualRouterConfig router : wanted.routers()) {
            String name = router.networkInterface();
            if (router.family() != AddressFamily.IPV4 || settings.largest(IPV4, name, "rp_filter") != STRICT) {
                continue;
            }
            String seen = settings.both(IPV4, name, "rp_filter");
            String fix = NetworkSettings.command(IPV4, name, "rp_filter", 2);
            if (router.transport() instanceof Transport.Unicast unicast) {
                for (Transport.Peer peer : unicast.peers()) {
                    routes.interfaceTo(peer.address())
                            .filter(through -> !through.equals(name))
                            .filter(through -> host.addresses().stream()
                                    .noneMatch(own -> own.address().equals(peer.address())))
                            .ifPresent(through -> report.error(
                                    DoctorRule.RP_FILTER,
                                    Report.subject(router),
                                    seen + ", and the route to peer " + peer.address() + " goes through " + through,
                                    fix + ", or: ip route add " + peer.address() + "/32 dev " + name));
                }
                continue;
            }
            Optional<InterfaceAddress> other = ArpExamination.sharedSubnet(host, name);
            other.ifPresent(
                    shared -> report.warning(DoctorRule.RP_FILTER, name, seen + ", and there is " + shared, fix));
        }
    }
}
