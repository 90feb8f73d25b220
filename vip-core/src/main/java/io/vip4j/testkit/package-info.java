/* SPDX-License-Identifier: Apache-2.0 */
/**
 * For the tests of applications that embed vip4j: nodes on a LAN in memory, in virtual time, without privileges.
 *
 * <pre>{@code
 * @VipTest
 * void backupTakesOver(VipLab lab) {
 *     lab.start("a", VipLab.router(200).build());
 *     lab.start("b", VipLab.router(100).build());
 *     lab.expect("a").active().within(Duration.ofSeconds(4));
 *     lab.node("a").kill();
 *     lab.expect("b").active().within(Duration.ofSeconds(4));
 * }
 * }</pre>
 *
 * <p>Only {@link io.vip4j.testkit.VipTest} and {@link io.vip4j.testkit.VipExtension} need JUnit Jupiter, which is an
 * optional dependency; with another framework, open a {@link io.vip4j.testkit.VipLab} by hand.
 */
@NullMarked
package io.vip4j.testkit;

import org.jspecify.annotations.NullMarked;
