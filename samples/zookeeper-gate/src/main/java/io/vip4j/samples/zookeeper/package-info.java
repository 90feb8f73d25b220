/* SPDX-License-Identifier: Apache-2.0 */
/** A vote of ZooKeeper for the owner of an address: besides VRRP, and in its place. */
@NullMarked
package io.vip4j.samples.zookeeper;

import org.jspecify.annotations.NullMarked;
