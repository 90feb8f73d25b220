/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Virtual routers on the Linux kernel. {@link io.vip4j.linux.LinuxVipPlatform} is the only type for users; the packages
 * below are its inside and may change at any time.
 */
@NullMarked
package io.vip4j.linux;

import org.jspecify.annotations.NullMarked;
