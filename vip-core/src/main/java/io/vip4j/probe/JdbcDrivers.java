/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.probe;

import io.vip4j.vrrp.ConfigurationException;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/** The JDBC drivers that the application has, and what they call a timeout. */
final class JdbcDrivers {

    private static final Map<String, String> ARTIFACTS = Map.of(
            "mariadb", "org.mariadb.jdbc:mariadb-java-client",
            "mysql", "org.mariadb.jdbc:mariadb-java-client or com.mysql:mysql-connector-j",
            "postgresql", "org.postgresql:postgresql");

    private JdbcDrivers() {}

    static Optional<Driver> find(String url) {
        return DriverManager.drivers()
                .filter(driver -> {
                    try {
                        return driver.acceptsURL(url);
                    } catch (SQLException e) {
                        return false;
                    }
                })
                .findFirst();
    }

    static Driver require(String url) {
        return find(url).orElseThrow(() -> {
            String product = product(url);
            String artifact = ARTIFACTS.getOrDefault(product, "the JDBC driver of the database");
            return new ConfigurationException(
                    "no JDBC driver for jdbc:" + product + "; add " + artifact + " to the class path");
        });
    }

    /** The driver manager's own timeout would hold for all connections of the application. */
    static Properties timeouts(String url, Duration timeout) {
        Properties properties = new Properties();
        switch (product(url)) {
            case "mariadb", "mysql" -> {
                String millis = Long.toString(timeout.toMillis() + 1);
                List.of("connectTimeout", "socketTimeout").forEach(name -> properties.setProperty(name, millis));
            }
            case "postgresql" -> {
                String seconds = Long.toString(timeout.plusMillis(999).toSeconds());
                List.of("connectTimeout", "loginTimeout", "socketTimeout")
                        .forEach(name -> properties.setProperty(name, seconds));
            }
            default -> {
                // Not known what the driver calls it; the timeout holds for the query only.
            }
        }
        return properties;
    }

    private static String product(String url) {
        String[] parts = url.split("[:/?;]", 3);
        return parts.length > 1 ? parts[1] : "";
    }
}
