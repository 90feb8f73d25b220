/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vip4j.vrrp.ConfigurationException;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

/** What needs no database; the databases are in the lab. vip-core's class path has no driver. */
class JdbcProbeTest {

    private static final Secret PASSWORD = new Secret("geheim");

    @Test
    void missingDriverIsRefusedWithTheArtifactThatBringsIt() {
        assertThatThrownBy(() -> JdbcProbe.mysql("db", 3306, "app", PASSWORD, "SELECT 1"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("no JDBC driver for jdbc:mysql; add org.mariadb.jdbc:mariadb-java-client"
                        + " or com.mysql:mysql-connector-j to the class path");
        assertThatThrownBy(() -> JdbcProbe.postgresql("db", 5432, "app", "app", PASSWORD, "SELECT 1"))
                .hasMessage("no JDBC driver for jdbc:postgresql; add org.postgresql:postgresql to the class path");
        assertThatThrownBy(() -> new JdbcProbe("jdbc:db2://db/app", "app", PASSWORD, "SELECT 1"))
                .hasMessage("no JDBC driver for jdbc:db2; add the JDBC driver of the database to the class path");
    }

    @Test
    void passwordInTheUrlIsRefusedWithoutShowingIt() {
        assertThatThrownBy(() -> new JdbcProbe("jdbc:mysql://db/?user=a&password=geheim", "a", PASSWORD, "SELECT 1"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageNotContaining("geheim");
        assertThatThrownBy(() -> new JdbcProbe("jdbc:mysql://a:geheim@db/", "a", PASSWORD, "SELECT 1"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageNotContaining("geheim");
    }

    @Test
    void hostCannotSmuggleParameters() {
        assertThatThrownBy(() -> JdbcProbe.mysql("db/?x=", 3306, "app", PASSWORD, "SELECT 1"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("check host must be a name or an address: db/?x=");
    }

    @Test
    void timeoutIsToldInTheWordsOfTheDriver() {
        Properties millis = new Properties();
        millis.putAll(Map.of("connectTimeout", "1501", "socketTimeout", "1501"));
        assertThat(JdbcDrivers.timeouts("jdbc:mariadb://db/", Duration.ofMillis(1500)))
                .isEqualTo(millis);
        Properties seconds = new Properties();
        seconds.putAll(Map.of("connectTimeout", "2", "loginTimeout", "2", "socketTimeout", "2"));
        assertThat(JdbcDrivers.timeouts("jdbc:postgresql://db/", Duration.ofMillis(1500)))
                .isEqualTo(seconds);
        assertThat(JdbcDrivers.timeouts("jdbc:db2://db/", Duration.ofMillis(1500)))
                .isEmpty();
    }
}
