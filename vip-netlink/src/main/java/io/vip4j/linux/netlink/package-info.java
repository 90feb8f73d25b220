/* SPDX-License-Identifier: Apache-2.0 */
/**
 * rtnetlink, the kernel's interface to links, addresses, routes and policy rules: messages as bytes, one exchange of requests and answers,
 * and the connection that runs exchanges on a thread of its own.
 *
 * <pre>
 * message    length:4 type:2 flags:2 sequence:4 port:4 | body | attributes
 * attribute  length:2 type:2 | value | padding to 4
 * address    family:1 prefix:1 flags:1 scope:1 index:4
 * link       family:1 pad:1 type:2 index:4 flags:4 change:4
 * route      family:1 to:1 from:1 tos:1 table:1 protocol:1 scope:1 type:1 flags:4
 * rule       family:1 to:1 from:1 tos:1 table:1 reserved:2 action:1 flags:4
 * answer     errno:4 header of the request:16 [rest of the request] attributes
 * </pre>
 *
 * Integers are in the order of the processor, addresses in network byte order.
 */
@NullMarked
package io.vip4j.linux.netlink;

import org.jspecify.annotations.NullMarked;
