/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.linux.doctor;

import io.vip4j.config.HostConfig;
import java.util.Set;

/** Whether a container shares the network of its host. */
final class ContainerExamination implements Examination {

    /** Kinds of interfaces that put a container on the LAN itself. */
    private static final Set<String> ON_THE_LAN = Set.of("macvlan", "ipvlan");

    @Override
    public void examine(Host host, HostConfig wanted, Report report) {
        HostFiles files = host.files();
        ContainerSigns.find(files).ifPresent(sign -> {
            if (NetworkDevice.all(files).stream().anyMatch(NetworkDevice::isHardware)) {
                return;
            }
            for (NetworkDevice device : NetworkDevice.of(host, wanted)) {
                if (device.isLinked() && !ON_THE_LAN.contains(device.kind())) {
                    report.warning(
                            DoctorRule.CONTAINER_NETWORK,
                            device.name(),
                            sign + ", no interface has hardware, and " + device.name()
                                    + " is one end of a pair (ifindex "
                                    + device.index().map(String::valueOf).orElse("?") + ")",
                            "docker: --network host, compose: network_mode: host, Kubernetes: hostNetwork: true; or a macvlan"
                                    + " network");
                }
            }
        });
    }
}
