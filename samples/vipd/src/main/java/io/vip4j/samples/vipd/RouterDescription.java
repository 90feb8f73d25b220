/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.vipd;

import io.vip4j.config.Binding;
import io.vip4j.config.Gate;
import io.vip4j.config.TrackedInterface;
import io.vip4j.config.Transport;
import io.vip4j.config.VirtualRouterConfig;
import io.vip4j.vrrp.AddressFamily;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Says in one line what a router will do. */
final class RouterDescription {

    private RouterDescription() {}

    static String of(VirtualRouterConfig config) {
        return "router " + config.name() + ": VRRPv" + config.version().number()
                + (config.family() == AddressFamily.IPV6 ? " over IPv6" : "") + " vrid " + config.vrid() + " on "
                + config.networkInterface()
                + (config.transport().equals(Transport.MULTICAST)
                        ? ""
                        : " by " + config.transport().description())
                + config.sourceAddress().map(source -> " from " + source).orElse("")
                + config.virtualMac().map(mac -> " with a virtual MAC").orElse("")
                + ", priority " + config.priority() + preemption(config) + ", advertises every "
                + seconds(config.advertisementInterval().toDuration())
                + (config.password().isPresent() ? " with a password" : "") + conditions(config)
                + "; while Active it holds " + holdings(config)
                + (config.allAddresses().isEmpty() ? "" : ", " + end(config));
    }

    /** What becomes of the addresses when the process comes to grief. */
    private static String end(VirtualRouterConfig config) {
        boolean withProcess = config.binding() == Binding.PROCESS;
        String end = config.lease()
                .lifetime(config.advertisementInterval(), config.timing().downAdvertisements())
                .map(lifetime -> withProcess
                        ? "which goes with this process, and " + seconds(lifetime) + " after it freezes"
                        : "and the kernel removes it " + seconds(lifetime) + " after this process dies or freezes")
                .orElse(withProcess ? "which goes with this process" : "which stays if this process is killed");
        return config.gate() == Gate.NFT ? end + "; nobody reaches it once three advertisements are missing" : end;
    }

    private static String preemption(VirtualRouterConfig config) {
        if (!config.preemption().enabled()) {
            return " without preemption";
        }
        Duration delay = config.preemption().delay();
        return delay.isZero() ? "" : " with preemption after " + seconds(delay);
    }

    private static String conditions(VirtualRouterConfig config) {
        Duration startupDelay = config.timing().startupDelay();
        List<TrackedInterface> tracked = config.trackedInterfaces();
        return (startupDelay.isZero() ? "" : ", takes no part in the first " + seconds(startupDelay))
                + (tracked.isEmpty()
                        ? ""
                        : tracked.stream()
                                .map(TrackedInterface::name)
                                .collect(Collectors.joining(" ", ", watches ", "")));
    }

    private static String holdings(VirtualRouterConfig config) {
        List<String> holdings = new ArrayList<>();
        if (!config.allAddresses().isEmpty()) {
            holdings.add(config.allAddresses().stream().map(Object::toString).collect(Collectors.joining(" ")));
        }
        if (!config.routes().isEmpty()) {
            holdings.add(ConfigFile.counted(config.routes().size(), "route"));
        }
        if (!config.rules().isEmpty()) {
            holdings.add(ConfigFile.counted(config.rules().size(), "rule"));
        }
        return holdings.isEmpty() ? "nothing but the role" : String.join(" and ", holdings);
    }

    /** {@code 1 s}, {@code 0.25 s}. */
    static String seconds(Duration duration) {
        return new BigDecimal(duration.toMillis())
                        .movePointLeft(3)
                        .stripTrailingZeros()
                        .toPlainString() + " s";
    }
}
