/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vip4j.vrrp.ConfigurationException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Recordings are from PostgreSQL 15.18 if not said otherwise. */
class PostgresProbeTest {

    private static final String SASL = "52000000170000000a534352414d2d5348412d3235360000";
    private static final String LET_IN =
            "52000000080000000053000000166170706c69636174696f6e5f6e616d6500005300000019636c69656e745f656e636f64696e67"
                    + "00555446380053000000327365727665725f76657273696f6e0031352e3138202844656269616e2031352e31382d302b"
                    + "6465623132753129004b0000000c00004637bb0f055d5a0000000549";
    private static final String NO_ROLE = "520000000800000000"
            + hex(error("SFATAL\0VFATAL\0C28000\0Mrole \"nobody\" does not exist\0Fmiscinit.c\0L768\0"));

    private final PostgresProbe probe = new PostgresProbe("db.example", 5432, "vip4j", "app");

    private static String error(String fields) {
        int length = 4 + fields.length() + 1;
        return "E\0\0" + (char) (length >> 8) + (char) (length & 0xff) + fields + "\0";
    }

    private static String hex(String octets) {
        return HexFormat.of().formatHex(octets.getBytes(StandardCharsets.ISO_8859_1));
    }

    @Test
    void askingForAuthenticationIsAnAnswer() {
        Dialogue dialogue = Dialogue.with(probe);
        assertThat(dialogue.sent())
                .isEqualTo("\0\0\08\0\u0003\0\0user\0vip4j\0database\0app\0application_name\0vip4j\0\0");
        dialogue.saysSlowlyHex(SASL);
        assertThat(dialogue.sent())
                .as("nothing: a password would be expected now")
                .isEmpty();
        assertThat(dialogue.result()).contains(Probe.Result.healthy("asks for authentication: sasl"));
    }

    @Test
    void userThatIsLetInSaysGoodbyeWhenTheServerIsReady() {
        Dialogue dialogue = Dialogue.with(probe);
        dialogue.sent();
        dialogue.saysSlowlyHex(LET_IN);
        assertThat(dialogue.sent()).as("Terminate").isEqualTo("X\0\0\0\u0004");
        assertThat(dialogue.result()).isEmpty();
        assertThat(dialogue.closes())
                .isEqualTo(Probe.Result.healthy("15.18 (Debian 15.18-0+deb12u1), ready for queries"));
    }

    @Test
    void refusedUserAndMissingDatabaseAreAnswers() {
        assertThat(Dialogue.with(probe).saysHex(NO_ROLE).result())
                .contains(Probe.Result.healthy("refuses: 28000 role \"nobody\" does not exist"));
        assertThat(Dialogue.with(probe)
                        .says(error("SFATAL\0C3D000\0Mdatabase \"app\" does not exist\0"))
                        .result())
                .contains(Probe.Result.healthy("refuses: 3D000 database \"app\" does not exist"));
    }

    @Test
    void serverThatTakesNoConnectionsIsAFailureWithItsText() {
        assertThat(Dialogue.with(probe)
                        .says(error("SFATAL\0C57P03\0Mthe database system is starting up\0"))
                        .result())
                .contains(Probe.Result.unhealthy("PostgreSQL error 57P03 the database system is starting up"));
        assertThat(Dialogue.with(probe)
                        .says(error("SFATAL\0C53300\0Msorry, too many clients already\0"))
                        .result())
                .contains(Probe.Result.unhealthy("PostgreSQL error 53300 sorry, too many clients already"));
        // What a server that cannot fork sends: no length, protocol 2.
        assertThat(Dialogue.with(probe)
                        .says("Ecould not fork new process for connection: Cannot allocate memory\n\0")
                        .result())
                .contains(Probe.Result.unhealthy(
                        "PostgreSQL error could not fork new process for connection: " + "Cannot allocate memory"));
    }

    @Test
    void whateverElseAnswersIsNotPostgres() {
        assertThat(Dialogue.with(probe)
                        .says("HTTP/1.1 400 Bad Request\r\n\r\n")
                        .closes()
                        .detail())
                .startsWith("not PostgreSQL: ");
        assertThat(Dialogue.with(probe).saysHex("5a0000000549").closes().detail())
                .isEqualTo("not PostgreSQL: ready without authentication");
        assertThat(Dialogue.with(probe).closes().healthy()).isFalse();
        assertThat(Dialogue.with(probe).saysHex("520000000800000000").closes().detail())
                .isEqualTo("the connection was closed before the server was ready for queries");
    }

    @Test
    void damagedOctetsAreAnAnswer() {
        Dialogue.playDamaged(probe, 20261124, 1_000, List.of(LET_IN));
        Dialogue.playDamaged(probe, 20261125, 1_000, List.of(NO_ROLE));
        Dialogue.playDamaged(probe, 20261126, 1_000, List.of(SASL));
    }

    @Test
    void badValuesAreRefused() {
        assertThatThrownBy(() -> new PostgresProbe("db", 5432, "", "app"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("check user must be 1..128 characters, no control characters: ");
        assertThatThrownBy(() -> new PostgresProbe("db", 65536, "vip4j", "app"))
                .isInstanceOf(ConfigurationException.class);
    }
}
