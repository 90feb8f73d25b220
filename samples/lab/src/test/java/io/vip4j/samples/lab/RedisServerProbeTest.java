/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.lab;

import static io.vip4j.samples.lab.LocalServer.HOST;
import static io.vip4j.samples.lab.LocalServer.PATIENCE;
import static io.vip4j.samples.lab.LocalServer.SHORT;
import static org.assertj.core.api.Assertions.assertThat;

import io.vip4j.probe.Probe;
import io.vip4j.probe.RedisProbe;
import io.vip4j.probe.Secret;
import org.junit.jupiter.api.Test;

/** Probes of a real Redis. */
@LabTest(servers = "redis-server")
class RedisServerProbeTest {

    @Test
    void redisIsProbedWithItsPassword() {
        try (LocalServer server = LocalServer.of("redis", "redis")) {
            RedisProbe without = new RedisProbe(HOST, server.port());
            RedisProbe with = without.password(new Secret("geheim"));
            server.run(
                    "redis-server",
                    "--port",
                    Integer.toString(server.port()),
                    "--bind",
                    HOST,
                    "--requirepass",
                    "geheim",
                    "--save",
                    "",
                    "--dir",
                    server.directory().toString());
            server.awaitHealthy(() -> server.ask(with, SHORT));

            assertThat(server.ask(without, PATIENCE).detail()).contains("PING: NOAUTH");
            assertThat(server.ask(without.password(new Secret("falsch")), PATIENCE)
                            .detail())
                    .contains("AUTH: WRONGPASS")
                    .doesNotContain("falsch");
            Probe.Result user = server.ask(without.login("default", new Secret("geheim")), PATIENCE);
            assertThat(user.healthy()).as(user.detail()).isTrue();
            Probe.Result master = server.ask(with.expectRole(RedisProbe.Role.MASTER), PATIENCE);
            assertThat(master.healthy()).as(master.detail()).isTrue();
            assertThat(server.ask(with.expectRole(RedisProbe.Role.REPLICA), PATIENCE)
                            .detail())
                    .endsWith("ROLE: master instead of slave");

            server.signal("STOP");
            assertThat(server.ask(with, SHORT).detail()).contains("within 1000 ms");
            server.signal("CONT");
            server.awaitHealthy(() -> server.ask(with, PATIENCE));
            server.kill();
            assertThat(server.ask(with, PATIENCE).detail()).containsIgnoringCase("refused");
        }
    }
}
