/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.vipd;

import io.vip4j.config.VirtualRouterConfig;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.stream.Collectors;

/** Says in one line what a router will do. */
final class RouterDescription {

    private RouterDescription() {}

    static String of(VirtualRouterConfig config) {
        String addresses = config.addresses().stream().map(Object::toString).collect(Collectors.joining(" "));
        String lease = config.lease()
                .lifetime(config.advertisementInterval(), config.timing().downAdvertisements())
                .map(lifetime ->
                        "and the kernel removes it " + seconds(lifetime) + " after this process dies or freezes")
                .orElse("which stays if this process is killed");
        return "router " + config.name() + ": VRRPv" + config.version().number() + " vrid " + config.vrid() + " on "
                + config.networkInterface() + ", priority " + config.priority()
                + (config.preemption().enabled() ? "" : " without preemption") + ", advertises every "
                + seconds(config.advertisementInterval().toDuration())
                + (config.password().isPresent() ? " with a password" : "") + "; while Active it holds " + addresses
                + ", " + lease;
    }

    /** {@code 1 s}, {@code 0.25 s}. */
    static String seconds(Duration duration) {
        return new BigDecimal(duration.toMillis())
                        .movePointLeft(3)
                        .stripTrailingZeros()
                        .toPlainString() + " s";
    }
}
