/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.embedded;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;

import io.vip4j.HealthHandle;
import io.vip4j.VipElector;
import io.vip4j.VipHost;
import io.vip4j.config.VirtualRouterConfig;
import io.vip4j.health.HealthCheck;
import io.vip4j.health.OnFailure;
import io.vip4j.linux.LinuxVipPlatform;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The example of the README: a test compares the two. */
public final class TenLines {

    private static final Logger log = LoggerFactory.getLogger(TenLines.class);

    private TenLines() {}

    /** Takes part in the election on eth0, gives the role away once if it got it, and ends. */
    public static void main(String[] arguments) {
        try (VipHost host = VipHost.open(LinuxVipPlatform.create())) {
            VipElector vip = host.start(VirtualRouterConfig.builder("web")
                    .networkInterface("eth0")
                    .vrid(10)
                    .priority(100)
                    .address("198.51.100.222/24")
                    .check(
                            "proxy",
                            HealthCheck.tcp("127.0.0.1", 8066)
                                    .every(ofMillis(500))
                                    .rise(2)
                                    .fall(2),
                            OnFailure.release())
                    .build());
            HealthHandle accept = vip.health("accept-loop");
            vip.addListener(transition -> log.info("{}", transition));
            if (vip.awaitActive(ofSeconds(10))) {
                vip.switchover(ofSeconds(5));
            }
            accept.down("the accept loop has ended");
        }
    }
}
