/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.probe;

import io.vip4j.vrrp.ConfigurationException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/**
 * Logs in to a database with the JDBC driver that the application has, and queries it. Healthy if there is a first row,
 * and its first column is the expected one. The connection is new for each question and closed after it. The timeout
 * limits the login and the query; a driver of PostgreSQL that waits in whole seconds is given the next one.
 *
 * @param url a JDBC URL without user and password
 * @param user the user
 * @param password its password
 * @param properties further properties of the driver; a timeout in them is left as it is
 * @param query what is asked, for example {@code SELECT 1}
 * @param expected text of the first column of the first row; empty: any
 */
public record JdbcProbe(
        String url,
        String user,
        Secret password,
        Map<String, String> properties,
        String query,
        Optional<String> expected)
        implements Probe {

    /** Checks the values and that there is a driver. */
    public JdbcProbe {
        properties = Map.copyOf(properties);
        String lower = url.toLowerCase(Locale.ROOT);
        if (!lower.startsWith("jdbc:")) {
            throw new ConfigurationException("check JDBC URL must start with jdbc:");
        }
        if (lower.contains("password=") || url.contains("@")) {
            throw new ConfigurationException("check JDBC URL must not hold a user or a password; give them beside it");
        }
        if (query.isBlank()) {
            throw new ConfigurationException("check query must not be blank");
        }
        JdbcDrivers.require(url);
    }

    /** Any first row is good. */
    public JdbcProbe(String url, String user, Secret password, String query) {
        this(url, user, password, Map.of(), query, Optional.empty());
    }

    /**
     * Queries a MySQL or MariaDB server, with MariaDB's driver if there is one, else with MySQL's. Newer drivers insist on
     * TLS; if the server has none give the driver's {@link #property}, for example {@code sslMode} {@code disable}.
     *
     * @throws ConfigurationException if the application has neither; the message names the artifacts
     */
    public static JdbcProbe mysql(String host, int port, String user, Secret password, String query) {
        String rest = "://" + authority(host, port) + "/";
        boolean mariadb = JdbcDrivers.find("jdbc:mariadb" + rest).isPresent();
        return new JdbcProbe((mariadb ? "jdbc:mariadb" : "jdbc:mysql") + rest, user, password, query);
    }

    /**
     * Queries a PostgreSQL server.
     *
     * @throws ConfigurationException if the application has no driver for it; the message names the artifact
     */
    public static JdbcProbe postgresql(
            String host, int port, String database, String user, Secret password, String query) {
        Destination.checkName("database", database);
        String path = URLEncoder.encode(database, StandardCharsets.UTF_8);
        return new JdbcProbe("jdbc:postgresql://" + authority(host, port) + "/" + path, user, password, query);
    }

    private static String authority(String host, int port) {
        Destination.check(host, port);
        if (!host.matches("[\\p{L}\\p{N}._:%-]+")) {
            throw new ConfigurationException("check host must be a name or an address: " + ServerText.of(host));
        }
        return SocketProbe.target(host, port);
    }

    /** The first column of the first row must be this. */
    public JdbcProbe expect(String value) {
        return new JdbcProbe(url, user, password, properties, query, Optional.of(value));
    }

    /** With a further property of the driver. */
    public JdbcProbe property(String name, String value) {
        Map<String, String> changed = new HashMap<>(properties);
        changed.put(name, value);
        return new JdbcProbe(url, user, password, changed, query, expected);
    }

    @Override
    public Result ask(Duration timeout) {
        long endAtNanos = System.nanoTime() + timeout.toNanos();
        Driver driver = JdbcDrivers.require(url);
        Properties all = JdbcDrivers.timeouts(url, timeout);
        all.putAll(properties);
        all.setProperty("user", user);
        all.setProperty("password", password.value());
        Result result;
        Connection connection;
        try {
            connection = driver.connect(url, all);
        } catch (SQLException e) {
            return failed("login", e);
        }
        if (connection == null) {
            return Result.unhealthy("login: the driver does not know the URL");
        }
        try {
            result = query(connection, Duration.ofNanos(endAtNanos - System.nanoTime()));
        } catch (SQLException e) {
            result = failed("query", e);
        }
        close(connection);
        return result;
    }

    private Result query(Connection connection, Duration left) throws SQLException {
        if (left.isNegative() || left.isZero()) {
            return Result.unhealthy("login: took all the time");
        }
        // A wait of zero would be one without limit.
        connection.setNetworkTimeout(Runnable::run, (int) Math.min(Integer.MAX_VALUE, left.toMillis() + 1));
        try (Statement statement = connection.createStatement()) {
            statement.setMaxRows(1);
            try (ResultSet rows = statement.executeQuery(query)) {
                if (!rows.next()) {
                    return Result.unhealthy("query: no row");
                }
                return judged(String.valueOf(rows.getString(1)));
            }
        }
    }

    private Result judged(String value) {
        if (expected.isPresent() && !expected.get().equals(value)) {
            return Result.unhealthy("query: " + ServerText.of(value) + " instead of " + expected.get());
        }
        return Result.healthy(ServerText.of(value));
    }

    private Result failed(String step, SQLException e) {
        String message = String.valueOf(e.getMessage());
        return Result.unhealthy(step + ": " + ServerText.of(password.hiddenIn(message)));
    }

    private static void close(Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            // The answer is there already; the socket is gone either way.
            return;
        }
    }

    @Override
    public String toString() {
        String shown = url.split("[?;]", 2)[0];
        return shown.substring("jdbc:".length()) + " as " + user + ": " + query;
    }
}
