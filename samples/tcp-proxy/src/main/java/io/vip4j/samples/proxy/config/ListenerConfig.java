/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.proxy.config;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.OptionalInt;

/**
 * A place where clients connect.
 *
 * @param name for people, and across reloads
 * @param bind address and port
 * @param pool where its connections go
 * @param backlog connections that the kernel keeps until they are accepted
 * @param maxConnections of this listener; empty: those of the process
 * @param idleTimeout ends a connection on which nothing has moved for so long
 * @param acceptProxy whether connections begin with a PROXY header
 * @param proxyTimeout how long that header may take
 */
public record ListenerConfig(
        String name,
        InetSocketAddress bind,
        String pool,
        int backlog,
        OptionalInt maxConnections,
        Duration idleTimeout,
        boolean acceptProxy,
        Duration proxyTimeout) {

    /** Whether a listening socket of this one serves the other one too. */
    public boolean hasSocketOf(ListenerConfig other) {
        return bind.equals(other.bind) && backlog == other.backlog;
    }
}
