/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.driver;

import io.vip4j.config.Gate;
import io.vip4j.config.VirtualRouterConfig;
import io.vip4j.vrrp.Timers;
import java.time.Duration;
import java.util.OptionalLong;

/**
 * For how long the addresses of a router may still answer after its process has ended.
 *
 * <pre>
 * no addresses                          not at all
 * bound to the process                  until the kernel has removed their device: it closes the files of a process one
 *                                       after the other, and the connection that tells the death may go first
 * behind a gate                         until it shuts, or the lease ends if that is sooner
 * leased                                until the kernel has removed them
 * none of these                         for ever
 * </pre>
 */
final class Linger {

    private static final Duration REMOVAL_OF_DEVICE = Duration.ofMillis(50);

    private Linger() {}

    /**
     * In milliseconds; empty: for ever. A gate that is wanted is in force: no address is held without it.
     *
     * @param home where the addresses are
     */
    static OptionalLong millis(VirtualRouterConfig config, Home home) {
        if (config.allAddresses().isEmpty()) {
            return OptionalLong.of(0);
        }
        if (home.endsWithProcess(config.allAddresses())) {
            return OptionalLong.of(REMOVAL_OF_DEVICE.toMillis());
        }
        OptionalLong leased = config.leaseLifetime()
                .map(lifetime -> OptionalLong.of(Timers.leaseRemoval(lifetime).toMillis()))
                .orElse(OptionalLong.empty());
        if (config.gate() == Gate.NONE) {
            return leased;
        }
        long open = Duration.ofNanos(Timers.silenceLimitNanos(
                        config.advertisementInterval(), config.timing().downAdvertisements()))
                .toMillis();
        return OptionalLong.of(Math.min(open, leased.orElse(open)));
    }
}
