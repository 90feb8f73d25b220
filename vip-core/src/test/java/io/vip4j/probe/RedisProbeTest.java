/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vip4j.vrrp.ConfigurationException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Recordings are from Redis 7.0.15. */
class RedisProbeTest {

    private static final String MASTER = "+OK\r\n+PONG\r\n*3\r\n$6\r\nmaster\r\n:0\r\n*0\r\n";
    private static final String REPLICA =
            "+PONG\r\n*5\r\n$5\r\nslave\r\n$9\r\n127.0.0.1\r\n:6379\r\n$9\r\nconnected\r\n:14\r\n";

    private final RedisProbe probe = new RedisProbe("cache.example", 6379);

    private static String hex(String octets) {
        return HexFormat.of().formatHex(octets.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static Optional<Probe.Result> answer(RedisProbe probe, String text) {
        return Dialogue.with(probe).says(text).result();
    }

    @Test
    void pingIsAnsweredByPong() {
        Dialogue dialogue = Dialogue.with(probe);
        assertThat(dialogue.sent()).isEqualTo("*1\r\n$4\r\nPING\r\n");
        dialogue.saysSlowlyHex(hex("+PONG\r\n"));
        assertThat(dialogue.result()).contains(Probe.Result.healthy("PONG"));
    }

    @Test
    void passwordIsSentFirst() {
        assertThat(Dialogue.with(probe.password(new Secret("geheim"))).sent())
                .isEqualTo("*2\r\n$4\r\nAUTH\r\n$6\r\ngeheim\r\n*1\r\n$4\r\nPING\r\n");
        assertThat(Dialogue.with(probe.login("vip", new Secret("geheim"))).sent())
                .isEqualTo("*3\r\n$4\r\nAUTH\r\n$3\r\nvip\r\n$6\r\ngeheim\r\n*1\r\n$4\r\nPING\r\n");
        assertThat(answer(probe.password(new Secret("x")), "+OK\r\n+PONG\r\n")).contains(Probe.Result.healthy("PONG"));
    }

    @Test
    void errorsAreFailuresWithTheirText() {
        assertThat(answer(probe, "-NOAUTH Authentication required.\r\n"))
                .contains(Probe.Result.unhealthy("PING: NOAUTH Authentication required."));
        assertThat(answer(probe, "-LOADING Redis is loading the dataset in memory\r\n"))
                .contains(Probe.Result.unhealthy("PING: LOADING Redis is loading the dataset in memory"));
        assertThat(answer(probe, "-MASTERDOWN Link with MASTER is down\r\n"))
                .contains(Probe.Result.unhealthy("PING: MASTERDOWN Link with MASTER is down"));
        assertThat(answer(
                        probe.password(new Secret("x")),
                        "-WRONGPASS invalid username-password pair or user is disabled.\r\n"))
                .contains(
                        Probe.Result.unhealthy("AUTH: WRONGPASS invalid username-password pair or user is disabled."));
    }

    @Test
    void roleMustBeTheOneExpected() {
        RedisProbe master = probe.password(new Secret("x")).expectRole(RedisProbe.Role.MASTER);
        Dialogue dialogue = Dialogue.with(master);
        dialogue.saysSlowlyHex(hex(MASTER));
        assertThat(dialogue.result()).contains(Probe.Result.healthy("PONG, master"));
        assertThat(answer(probe.expectRole(RedisProbe.Role.REPLICA), REPLICA))
                .contains(Probe.Result.healthy("PONG, slave"));
        assertThat(answer(probe.expectRole(RedisProbe.Role.MASTER), REPLICA))
                .contains(Probe.Result.unhealthy("ROLE: slave instead of master"));
    }

    @Test
    void passwordNeverShows() {
        RedisProbe secret = probe.login("vip", new Secret("geheim"));
        assertThat(secret.toString()).isEqualTo("redis cache.example:6379");
        assertThat(answer(secret, "-ERR unknown command 'AUTH', with args beginning with: 'vip' 'geheim'\r\n"))
                .contains(Probe.Result.unhealthy(
                        "AUTH: ERR unknown command 'AUTH', with args beginning with: 'vip' '***'"));
        assertThat(answer(secret, "geheim?\r\n").orElseThrow().detail()).doesNotContain("geheim");
    }

    @Test
    void whateverElseAnswersIsNotRedis() {
        assertThat(answer(probe, "HTTP/1.1 400 Bad Request\r\n\r\n")
                        .orElseThrow()
                        .detail())
                .startsWith("not Redis: ");
        assertThat(answer(probe, "*1\r\n".repeat(9)).orElseThrow().detail())
                .isEqualTo("not Redis: arrays nested too deep");
        assertThat(answer(probe, "$65537\r\n").orElseThrow().detail()).isEqualTo("not Redis: a length of 65537");
        assertThat(answer(probe, "*0\r\n")).contains(Probe.Result.unhealthy("PING: answers an empty array"));
    }

    @Test
    void damagedOctetsAreAnAnswer() {
        RedisProbe master = probe.password(new Secret("x")).expectRole(RedisProbe.Role.MASTER);
        Dialogue.playDamaged(master, 20261124, 1_000, List.of(hex(MASTER)));
        Dialogue.playDamaged(probe.expectRole(RedisProbe.Role.REPLICA), 20261125, 1_000, List.of(hex(REPLICA)));
    }

    @Test
    void userWithoutPasswordIsRefused() {
        assertThatThrownBy(() -> new RedisProbe("c", 1, Optional.of("vip"), Optional.empty(), Optional.empty()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("check user must come with a password: vip");
    }
}
