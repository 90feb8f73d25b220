/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vip4j.vrrp.ConfigurationException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Recordings are from MariaDB 10.11.19 if not said otherwise. */
class MysqlProbeTest {

    private static final String GREETING =
            "640000000a352e352e352d31302e31312e31392d4d6172696144422d302b64656231327531000300000066524648763b605400"
                    + "fef7080200ff81150000000000001d00000064784e5d67707b3a4c4f297b006d7973716c5f6e61746976655f7061"
                    + "7373776f726400";
    private static final String ACCESS_DENIED =
            "48000002ff15042332383030304163636573732064656e69656420666f7220757365722027766970346a2740276c6f63616c68"
                    + "6f73742720287573696e672070617373776f72643a204e4f29";
    private static final String OK = "0700000200000002000000";
    private static final String TOO_MANY_CONNECTIONS = "17000000ff1004546f6f206d616e7920636f6e6e656374696f6e73";
    // Built by hand after the protocol's description: a switch to caching_sha2_password with a challenge of 20 octets.
    private static final String AUTHENTICATION_SWITCH =
            "2c000002fe63616368696e675f736861325f70617373776f726400" + "41".repeat(20) + "00";

    private static final String VERSION = "10.11.19-MariaDB-0+deb12u1";

    private final MysqlProbe probe = new MysqlProbe("db.example", 3306);

    @Test
    void refusedUserIsAnAnswer() {
        Dialogue dialogue = Dialogue.with(probe).saysHex(GREETING);
        assertThat(dialogue.sent())
                .startsWith("=\0\0\u0001") // 61 octets, sequence number one above that of the greeting
                .endsWith("vip4j\0\0mysql_native_password\0");
        dialogue.saysHex(ACCESS_DENIED);
        assertThat(dialogue.result()).contains(Probe.Result.healthy(VERSION + ", refuses user vip4j"));
    }

    @Test
    void userThatIsLetInSaysGoodbye() {
        Dialogue dialogue = Dialogue.with(new MysqlProbe("db.example", 3306, "monitor"));
        dialogue.saysSlowlyHex(GREETING);
        assertThat(dialogue.sent()).endsWith("monitor\0\0mysql_native_password\0");
        dialogue.saysSlowlyHex(OK);
        assertThat(dialogue.sent()).as("COM_QUIT").isEqualTo("\u0001\0\0\0\u0001");
        assertThat(dialogue.result()).isEmpty();
        assertThat(dialogue.closes()).isEqualTo(Probe.Result.healthy(VERSION));
    }

    @Test
    void switchToAnotherWayToAuthenticateGetsAnEmptyPassword() {
        Dialogue dialogue = Dialogue.with(probe).saysHex(GREETING);
        dialogue.sent();
        dialogue.saysHex(AUTHENTICATION_SWITCH);
        assertThat(dialogue.sent()).isEqualTo("\0\0\0\u0003");
        dialogue.saysHex(ACCESS_DENIED);
        assertThat(dialogue.result()).contains(Probe.Result.healthy(VERSION + ", refuses user vip4j"));
    }

    @Test
    void errorInsteadOfAGreetingIsAFailureWithItsText() {
        assertThat(Dialogue.with(probe).saysHex(TOO_MANY_CONNECTIONS).result())
                .contains(Probe.Result.unhealthy("MySQL error 1040: Too many connections"));
        byte[] text = "Host '192.0.2.1' is blocked".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        Dialogue blocked = Dialogue.with(probe).saysHex("1e000000ff6904").says(text);
        assertThat(blocked.result()).contains(Probe.Result.unhealthy("MySQL error 1129: Host '192.0.2.1' is blocked"));
    }

    @Test
    void otherErrorAtTheLoginIsAFailure() {
        Dialogue dialogue = Dialogue.with(probe).saysHex(GREETING);
        dialogue.saysHex("0d000002ff1004233038303034" + "6e6f2121"); // 1040, SQLSTATE 08004
        assertThat(dialogue.result()).contains(Probe.Result.unhealthy("MySQL error 1040: no!!"));
    }

    @Test
    void whateverElseAnswersIsNotMysql() {
        assertThat(Dialogue.with(probe)
                        .says("HTTP/1.1 400 Bad Request\r\n\r\n")
                        .closes()
                        .detail())
                .startsWith("not MySQL: ");
        assertThat(Dialogue.with(probe).saysHex("0100000009").closes().detail())
                .isEqualTo("not MySQL: protocol 9 instead of 10");
        assertThat(Dialogue.with(probe).closes().detail()).isEqualTo("the connection was closed without a greeting");
        assertThat(Dialogue.with(probe).saysHex(GREETING).closes().healthy()).isFalse();
    }

    @Test
    void damagedOctetsAreAnAnswer() {
        Dialogue.playDamaged(probe, 20261124, 1_000, List.of(GREETING, AUTHENTICATION_SWITCH, ACCESS_DENIED));
        Dialogue.playDamaged(probe, 20261125, 1_000, List.of(TOO_MANY_CONNECTIONS));
    }

    @Test
    void badValuesAreRefused() {
        assertThatThrownBy(() -> new MysqlProbe("db", 0)).isInstanceOf(ConfigurationException.class);
        assertThatThrownBy(() -> new MysqlProbe(" ", 3306)).isInstanceOf(ConfigurationException.class);
        assertThatThrownBy(() -> new MysqlProbe("db", 3306, "a\0b"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("check user must be 1..128 characters, no control characters: a b");
    }
}
