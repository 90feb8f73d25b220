/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Virtual IP leader election inside a Java process: a VRRP speaker (RFC 9568) that binds the address itself.
 *
 * <pre>{@code
 * try (VipHost host = VipHost.open(LinuxVipPlatform.create())) {
 *     VipElector vip = host.start(VirtualRouterConfig.builder("web")
 *             .networkInterface("eth0").vrid(10).priority(100).address("192.168.2.222/24")
 *             .build());
 *     HealthHandle accept = vip.health("accept-loop");
 *     vip.addListener(transition -> log.info("{}", transition));
 *     vip.awaitActive(Duration.ofSeconds(10));
 * }
 * }</pre>
 *
 * <p>Every method is safe from any thread. None of them does protocol work on the caller's thread: it is handed to the
 * loop of the platform, which never waits for user code.
 */
@NullMarked
package io.vip4j;

import org.jspecify.annotations.NullMarked;
