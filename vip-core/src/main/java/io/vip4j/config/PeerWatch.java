/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.config;

import io.vip4j.vrrp.ConfigurationException;

/**
 * Watches the process of the Active router over a TCP connection, so that a Backup hears of its death from the kernel of
 * that host instead of waiting for three missing advertisements. Only between routers that have this setting; others do
 * not notice it.
 *
 * @param port TCP port that every router of this virtual router listens on, at its own address, 1..65535
 */
public record PeerWatch(int port) {

    /** The port that is used if none is given. */
    public static final int DEFAULT_PORT = 10112;

    /** Checks the range. */
    public PeerWatch {
        if (port < 1 || port > 65_535) {
            throw new ConfigurationException("peerWatch port must be 1..65535: " + port);
        }
    }

    /** On {@value #DEFAULT_PORT}. */
    public static PeerWatch onDefaultPort() {
        return new PeerWatch(DEFAULT_PORT);
    }
}
