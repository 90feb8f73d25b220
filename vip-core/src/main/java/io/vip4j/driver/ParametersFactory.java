/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.driver;

import io.vip4j.config.VirtualRouterConfig;
import io.vip4j.machine.Parameters;
import io.vip4j.vrrp.AdvertisementInterval;
import io.vip4j.vrrp.IpAddress;
import io.vip4j.vrrp.Priority;
import java.time.Duration;
import java.util.Optional;

/** What the state machine needs of a configuration. */
final class ParametersFactory {

    private ParametersFactory() {}

    /**
     * @param priority the priority in force
     * @param primaryAddress the own source address
     */
    static Parameters of(
            VirtualRouterConfig config, Priority priority, boolean claimAllowed, IpAddress primaryAddress) {
        Duration floor = config.timing().learnedIntervalFloor();
        return new Parameters(
                config.version(),
                priority,
                config.advertisementInterval(),
                config.preemption().enabled(),
                config.preemption().delay().toNanos(),
                config.timing().downAdvertisements(),
                floor.isZero() ? Optional.empty() : Optional.of(AdvertisementInterval.of(floor)),
                config.contest().answersLower(),
                config.contest().speaksBeforeYielding(),
                config.release().goodbyes(),
                claimAllowed,
                primaryAddress);
    }
}
