/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.lab;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * A MariaDB on a host of the lab, with its data in the directory of the lab; it ends with the lab and is not the machine's.
 * One thread.
 */
final class MariadbServer {

    static final int PORT = 3306;

    private static final Duration START_LIMIT = Duration.ofMinutes(2);
    private static final String REPLICATION_LIMIT_SECONDS = "30";

    private final LabHost host;
    private final int serverId;
    private final Path data;
    private final Path socket;
    private final EventLog<String> log;

    private MariadbServer(LabHost host, int serverId) {
        this.host = host;
        this.serverId = serverId;
        this.data = host.lab().directory().resolve(host.name() + "-data");
        this.socket = host.lab().directory().resolve(host.name() + ".sock");
        this.log = new EventLog<>("MariaDB on " + host);
    }

    /** Starts an empty primary with a binary log. */
    static MariadbServer primary(LabHost host) {
        MariadbServer server = new MariadbServer(host, 1);
        server.install();
        server.start();
        return server;
    }

    /** Starts a server that repeats, from the first moment on, whatever another one has done, and does nothing else. */
    static MariadbServer replica(LabHost host, MariadbServer primary) {
        MariadbServer server = new MariadbServer(host, primary.serverId + 1);
        server.install();
        server.start();
        server.sql("CHANGE MASTER TO MASTER_HOST='" + primary.host.address() + "', MASTER_PORT=" + PORT
                + ", MASTER_USER='copy', MASTER_PASSWORD='geheim', MASTER_USE_GTID=slave_pos, MASTER_CONNECT_RETRY=1;"
                + " START SLAVE; SET GLOBAL read_only=1;");
        return server;
    }

    private void install() {
        run(List.of(
                "mariadb-install-db",
                "--no-defaults",
                "--user=root",
                "--datadir=" + data,
                "--auth-root-authentication-method=normal",
                "--skip-test-db"));
    }

    private void run(List<String> command) {
        StreamReader reader = StreamReader.lines(log::append);
        try (ChildProcess process = host.start("preparation", command, Map.of(), reader, reader)) {
            if (process.awaitExit(START_LIMIT).orElse(-1) != 0) {
                throw new LabException(String.join(" ", command) + " failed: " + log.all());
            }
        }
    }

    private void start() {
        List<String> command = List.of(
                "mariadbd",
                "--no-defaults",
                "--user=root",
                "--datadir=" + data,
                "--socket=" + socket,
                "--pid-file=" + host.lab().directory().resolve(host.name() + ".pid"),
                "--bind-address=0.0.0.0",
                "--port=" + PORT,
                "--server-id=" + serverId,
                "--log-bin=binlog",
                "--skip-slave-start",
                "--skip-name-resolve",
                "--innodb-buffer-pool-size=8M",
                "--innodb-log-file-size=8M");
        StreamReader reader = StreamReader.lines(log::append);
        ChildProcess process = host.start("mariadbd", command, Map.of(), reader, reader);
        Deadline limit = Deadline.after(START_LIMIT);
        while (client("SELECT 1").exitCode() != 0) {
            if (limit.isOver() || !process.isAlive()) {
                throw new LabException("MariaDB on " + host + " does not start: " + log.all());
            }
            Deadline.pause();
        }
    }

    /** Runs statements as the administrator; what they print, without headings. */
    String sql(String statements) {
        Command.Result result = client(statements);
        if (result.exitCode() != 0) {
            throw new LabException(
                    "MariaDB on " + host + ": " + result.err().strip() + ": " + statements + "; " + log.all());
        }
        return result.out().strip();
    }

    private Command.Result client(String statements) {
        return Command.attempt(List.of(
                "mariadb",
                "--no-defaults",
                "--batch",
                "--skip-column-names",
                "--user=root",
                "--socket=" + socket,
                "--execute=" + statements));
    }

    /** Waits until this replica has done whatever the primary has done until now. */
    void awaitCaughtUp(MariadbServer primary) {
        String position = primary.sql("SELECT @@gtid_binlog_pos");
        String waited = sql("SELECT MASTER_GTID_WAIT('" + position + "', " + REPLICATION_LIMIT_SECONDS + ")");
        if (!waited.equals("0")) {
            throw new LabException(host + " has not caught up with " + position + ": " + sql("SHOW SLAVE STATUS\\G"));
        }
    }

    /** The ids of the orders that it has. */
    Set<Integer> orders() {
        List<String> lines = new ArrayList<>();
        sql("SELECT id FROM shop.orders").lines().forEach(lines::add);
        Set<Integer> ids = new TreeSet<>();
        lines.forEach(line -> ids.add(Integer.parseInt(line)));
        return ids;
    }

    LabHost host() {
        return host;
    }
}
