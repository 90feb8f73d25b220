/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.driver;

import io.vip4j.config.Binding;
import io.vip4j.config.VirtualRouterConfig;
import io.vip4j.event.AnomalyKind;
import io.vip4j.vrrp.IpAddress;
import io.vip4j.vrrp.IpPrefix;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Whether the addresses of one router end with the process: decides where they live, and tells what that lacks. On a host
 * that has no devices of processes they live on the interface, with their lease.
 */
final class ProcessBinding {

    private final DeviceNames names;
    private final Optional<String> problem;
    private final Home home;
    private final Consumer<String> warnings;
    private final Set<IpPrefix> missingSubnetsTold = new HashSet<>(); // Bounded by the configured addresses.

    ProcessBinding(VirtualRouterConfig config, HostScope host, Consumer<String> warnings) {
        boolean wanted = config.binding() == Binding.PROCESS;
        this.names = host.deviceNames();
        this.problem = wanted ? host.platform().processDevices().problem() : Optional.empty();
        this.home = wanted && problem.isEmpty()
                ? Home.onDevice(config, names.take(config.vrid()))
                : Home.onInterface(config);
        this.warnings = warnings;
    }

    /** Where the addresses live. */
    Home home() {
        return home;
    }

    /** The router begins: tells if the host cannot do what is wanted. */
    void begin(VirtualRouterConfig config, Anomalies anomalies) {
        problem.ifPresent(why -> {
            String consequence = config.leaseLifetime()
                    .map(lease -> "; the addresses of a process that ends are gone within " + lease.toSeconds() + " s")
                    .orElse("; without a lease they stay when the process ends");
            String text = "addresses are bound to " + config.networkInterface() + " and not to the process: " + why
                    + consequence;
            warnings.accept(text);
            anomalies.notice(AnomalyKind.NOT_BOUND_TO_PROCESS, "", text);
        });
    }

    /**
     * The addresses are bound. An address on an interface brings the route to its subnet along, one on a device does not.
     *
     * @param own the own source address
     */
    void bound(VirtualRouterConfig config, IpAddress own) {
        home.missingSubnets(config.allAddresses(), own).stream()
                .filter(subnet -> config.routes().stream()
                        .noneMatch(route -> route.destination().equals(subnet)))
                .filter(missingSubnetsTold::add)
                .forEach(subnet -> warnings.accept("has no route to " + subnet
                        + " by its address, which is on a device: if no other route leads there, add route " + subnet
                        + " dev " + config.networkInterface()));
    }

    /** The device is gone, and its name free. */
    void close() {
        home.device().ifPresent(names::giveBack);
    }
}
