/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.proxy.config;

import io.vip4j.health.HealthCheck;
import io.vip4j.health.InitialState;
import io.vip4j.samples.proxy.config.PoolConfig.Balance;
import io.vip4j.samples.proxy.config.PoolConfig.SendProxy;
import io.vip4j.vrrp.ConfigurationException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Reads a pool and its servers. */
final class PoolReader {

    private static final int MOST_CONNECTIONS = 1_000_000;

    private final CheckReader checks;

    PoolReader(CheckReader checks) {
        this.checks = checks;
    }

    PoolConfig read(Section section) {
        String name = section.required("name");
        Optional<Function<HostPort, HealthCheck>> check = section.section("check")
                .flatMap(given -> {
                    Optional<Function<HostPort, HealthCheck>> read = checks.read(given);
                    given.finish();
                    return read;
                });
        PoolConfig pool = new PoolConfig(
                name,
                section.choice("balance", Balance.class).orElse(Balance.ROUND_ROBIN),
                section.time("connect-timeout", Duration.ofMillis(10), Duration.ofMinutes(1), Duration.ofSeconds(5)),
                section.integer("retries", 0, 10).orElse(3),
                section.integer("max-connections", 1, MOST_CONNECTIONS),
                section.integer("queue", 0, 100_000).orElse(1024),
                section.time("queue-timeout", Duration.ofMillis(1), Duration.ofMinutes(10), Duration.ofSeconds(5)),
                section.time("slow-start", Duration.ZERO, Duration.ofHours(1), Duration.ZERO),
                section.choice("send-proxy", SendProxy.class).orElse(SendProxy.NONE),
                servers(section, check));
        section.finish();
        return pool;
    }

    private List<ServerConfig> servers(Section section, Optional<Function<HostPort, HealthCheck>> check) {
        List<ServerConfig> servers = new ArrayList<>();
        Set<String> names = new HashSet<>();
        boolean checked = section.has("check");
        for (Section given : section.requiredSections("servers")) {
            String name = given.required("name");
            if (!name.isEmpty() && !names.add(name)) {
                given.refuse("name", "must be unique in its pool: '" + name + "'");
            }
            server(given, name, check, checked).ifPresent(servers::add);
            given.finish();
        }
        return servers;
    }

    private static Optional<ServerConfig> server(
            Section given, String name, Optional<Function<HostPort, HealthCheck>> check, boolean checked) {
        given.required("address");
        Optional<HostPort> address = given.parsed("address", HostPort::parse);
        Optional<HostPort> checkAddress = given.parsed("check-address", HostPort::parse);
        if (checkAddress.isPresent() && !checked) {
            given.refuse("check-address", "must be absent in a pool without check");
        }
        int weight = given.integer("weight", 0, 256).orElse(1);
        var most = given.integer("max-connections", 1, MOST_CONNECTIONS);
        boolean backup = given.flag("backup", false);
        return address.map(at -> new ServerConfig(
                name, at, weight, most, backup, check.flatMap(make -> make(given, make, checkAddress.orElse(at)))));
    }

    /** The check, which counts as up until its first answer: whoever is not known to be down is tried. */
    private static Optional<HealthCheck> make(Section given, Function<HostPort, HealthCheck> check, HostPort at) {
        try {
            return Optional.of(check.apply(at).initially(InitialState.UP));
        } catch (ConfigurationException e) {
            given.refuse("the check is refused: " + e.getMessage());
            return Optional.empty();
        }
    }
}
