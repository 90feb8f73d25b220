/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.proxy.config;

import io.vip4j.health.HealthCheck;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One server of a pool.
 *
 * @param name for people, and across reloads
 * @param address where it is
 * @param weight 0..256; 0: no new connections
 * @param maxConnections empty: any number
 * @param backup whether it is used only while no other server is up
 * @param check how its health is found out; empty: it counts as up
 */
public record ServerConfig(
        String name,
        HostPort address,
        int weight,
        OptionalInt maxConnections,
        boolean backup,
        Optional<HealthCheck> check) {}
