/* SPDX-License-Identifier: Apache-2.0 */
/**
 * A layer-4 proxy that owns its address. {@link io.vip4j.samples.proxy.Proxy} is the whole of it, for one who embeds it;
 * {@link io.vip4j.samples.proxy.TcpProxy} is the command line.
 *
 * <pre>
 *   config   what is wanted, from YAML          (no sockets, no threads)
 *   pool     which server, and when             (no sockets, no clock)
 *   net      sessions between clients and servers, on Netty
 *   here     health of servers, the address, reload, figures, commands
 * </pre>
 */
@NullMarked
package io.vip4j.samples.proxy;

import org.jspecify.annotations.NullMarked;
