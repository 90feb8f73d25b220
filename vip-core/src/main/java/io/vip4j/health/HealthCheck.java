/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.health;

import io.vip4j.probe.AsyncProbe;
import io.vip4j.probe.Command;
import io.vip4j.probe.CommandProbe;
import io.vip4j.probe.DnsProbe;
import io.vip4j.probe.Expectation;
import io.vip4j.probe.GrpcHealthProbe;
import io.vip4j.probe.HttpProbe;
import io.vip4j.probe.JdbcProbe;
import io.vip4j.probe.MysqlProbe;
import io.vip4j.probe.PostgresProbe;
import io.vip4j.probe.Probe;
import io.vip4j.probe.RedisProbe;
import io.vip4j.probe.Secret;
import io.vip4j.probe.SendExpectProbe;
import io.vip4j.probe.SocketProbe;
import io.vip4j.probe.TcpProbe;
import io.vip4j.vrrp.ConfigurationException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Something to know about, and when it counts as up or down. Immutable: each method returns a changed copy.
 *
 * @param source where the answers come from
 * @param pace how often it is asked; the interval of process checks is that at which new processes are looked for, that of
 *     files that at which one is read whose changes the system cannot tell; links have no use for it, composite checks
 *     must have the default
 * @param rise successes in a row that turn a down check up, 1..100; 1 if it is not asked but watched or composite
 * @param fall failures in a row that turn an up check down, 1..100; 1 if it is not asked but watched or composite
 * @param initialState what it counts as before it has answered; of a composite check its members have one
 * @param damping holds it down when it goes up and down again and again; empty: never
 */
public record HealthCheck(
        CheckSource source, Pace pace, int rise, int fall, InitialState initialState, Optional<FlapDamping> damping) {

    /** Checks the ranges. */
    public HealthCheck {
        if (rise < 1 || rise > 100) {
            throw new ConfigurationException("check rise must be 1..100: " + rise);
        }
        if (fall < 1 || fall > 100) {
            throw new ConfigurationException("check fall must be 1..100: " + fall);
        }
        if (source instanceof CheckSource.Composite) {
            boolean plain = rise == 1 && fall == 1 && initialState == InitialState.UNDECIDED;
            if (!plain || !pace.equals(Pace.DEFAULT)) {
                throw new ConfigurationException(
                        "a composite check has no pace, rise, fall or initial state of its own: set those of its members");
            }
        } else if (isWatched(source) && (rise != 1 || fall != 1)) {
            throw new ConfigurationException("rise and fall must be 1 for what is watched, not asked: " + rise + ", "
                    + fall + " of " + source.description());
        }
    }

    private static boolean isWatched(CheckSource source) {
        return source instanceof CheckSource.Processes
                || source instanceof CheckSource.FileValue
                || source instanceof CheckSource.InterfaceLink;
    }

    /** A check with this source: every second, rise 1, fall 1 unless changed. */
    public static HealthCheck of(CheckSource source) {
        return new HealthCheck(source, Pace.DEFAULT, 1, 1, InitialState.UNDECIDED, Optional.empty());
    }

    /** A check with an own probe, which may block: every second, rise 1, fall 1 unless changed. */
    public static HealthCheck of(Probe probe) {
        return of(new CheckSource.Blocking(probe));
    }

    /** A check with an own probe that answers later: every second, rise 1, fall 1 unless changed. */
    public static HealthCheck async(AsyncProbe probe) {
        return of(new CheckSource.Async(probe));
    }

    /** A check with an own conversation over TCP: every second, rise 1, fall 1 unless changed. */
    public static HealthCheck socket(SocketProbe probe) {
        return of(new CheckSource.Socket(probe));
    }

    /** A check that opens a TCP connection: every second, rise 1, fall 1 unless changed. */
    public static HealthCheck tcp(String host, int port) {
        return socket(new TcpProbe(host, port));
    }

    /** A check that a MySQL or MariaDB server takes connections: every second, rise 1, fall 1 unless changed. */
    public static HealthCheck mysql(String host, int port) {
        return socket(new MysqlProbe(host, port));
    }

    /** A check that a MySQL or MariaDB server answers a query with a row; needs a JDBC driver for it. */
    public static HealthCheck mysql(String host, int port, String user, Secret password, String query) {
        return of(JdbcProbe.mysql(host, port, user, password, query));
    }

    /** A check that a PostgreSQL server takes connections: every second, rise 1, fall 1 unless changed. */
    public static HealthCheck postgresql(String host, int port, String user, String database) {
        return socket(new PostgresProbe(host, port, user, database));
    }

    /** A check that a PostgreSQL server answers a query with a row; needs its JDBC driver. */
    public static HealthCheck postgresql(
            String host, int port, String database, String user, Secret password, String query) {
        return of(JdbcProbe.postgresql(host, port, database, user, password, query));
    }

    /** A check that a Redis server without password answers PING; with one: {@link #socket} of a {@link RedisProbe}. */
    public static HealthCheck redis(String host, int port) {
        return socket(new RedisProbe(host, port));
    }

    /** A check that sends a text over TCP and waits for an answer that holds another one; an empty text: sends nothing. */
    public static HealthCheck sendExpect(String host, int port, String send, String expect) {
        return socket(SendExpectProbe.of(host, port, Expectation.text(expect)).sending(send));
    }

    /** A check that GETs this URL, http or https, and takes every status 200..399 for good. */
    public static HealthCheck http(String url) {
        return socket(HttpProbe.get(url));
    }

    /**
     * A check that runs a program, without a shell: exit code 0 is healthy. Every second, rise 1, fall 1 unless changed;
     * at the timeout the program and its process group are killed, and the next run waits until they are gone.
     *
     * @param words the program, by its path or found in PATH, and its arguments
     * @throws ConfigurationException if it cannot be started on this host: it does not exist, is not executable, or
     *     setsid(1) is missing
     */
    public static HealthCheck command(String... words) {
        return command(Command.of(words));
    }

    /** As {@link #command(String...)}, for another user or with another environment. */
    public static HealthCheck command(Command command) {
        command.obstacle().ifPresent(obstacle -> {
            throw new ConfigurationException("check command '" + command + "': " + obstacle);
        });
        return async(new CommandProbe(command));
    }

    /** A check that a gRPC service is SERVING, in plaintext; needs a gRPC library. */
    public static HealthCheck grpc(String host, int port, String service) {
        return async(new GrpcHealthProbe(host, port).service(service));
    }

    /** A check that a DNS server has records of this type for this name. */
    public static HealthCheck dns(String server, int port, String name, DnsProbe.Type type) {
        return of(new DnsProbe(server, port, name, type));
    }

    /** A check that sends an ICMP echo request: every second, rise 1, fall 1 unless changed. */
    public static HealthCheck ping(String host) {
        return of(new CheckSource.Ping(host));
    }

    /** A check that processes are alive. */
    public static HealthCheck process(ProcessQuery query) {
        return of(new CheckSource.Processes(query));
    }

    /** A check that the process whose number is in a file is alive. */
    public static HealthCheck pidFile(Path file) {
        return process(ProcessQuery.of(new ProcessQuery.Selector.PidFile(file)));
    }

    /** A check of a number in a file; give it a weight. */
    public static HealthCheck file(Path file) {
        return of(new CheckSource.FileValue(file));
    }

    /** A check that the link of an interface is up. */
    public static HealthCheck networkInterface(String name) {
        return of(new CheckSource.InterfaceLink(name));
    }

    /** A check that is up while all of these are. */
    public static HealthCheck all(CheckSource.Member... members) {
        return atLeast(members.length, members);
    }

    /** A check that is up while any of these is. */
    public static HealthCheck any(CheckSource.Member... members) {
        return atLeast(1, members);
    }

    /** A check that is up while so many of these are. */
    public static HealthCheck atLeast(int needed, CheckSource.Member... members) {
        return of(new CheckSource.Composite(needed, Arrays.asList(members)));
    }

    /** This check as a part of a composite one. */
    public CheckSource.Member as(String name) {
        return new CheckSource.Member(name, this);
    }

    /** With this interval; a longer timeout is shortened to it. */
    public HealthCheck every(Duration value) {
        Duration timeout = pace.timeout().compareTo(value) > 0 ? value : pace.timeout();
        return pace(new Pace(value, timeout, pace.whileChanging(), pace.whileDown(), pace.jitter()));
    }

    /** With this timeout. */
    public HealthCheck timeout(Duration value) {
        return pace(new Pace(pace.interval(), value, pace.whileChanging(), pace.whileDown(), pace.jitter()));
    }

    /** With this interval while answers contradict the state; give the interval first. */
    public HealthCheck everyWhileChanging(Duration value) {
        return pace(new Pace(pace.interval(), pace.timeout(), Optional.of(value), pace.whileDown(), pace.jitter()));
    }

    /** With this interval while down; give the interval first. */
    public HealthCheck everyWhileDown(Duration value) {
        return pace(new Pace(pace.interval(), pace.timeout(), pace.whileChanging(), Optional.of(value), pace.jitter()));
    }

    /** With intervals that differ by up to this fraction, 0..0.5. */
    public HealthCheck jitter(double value) {
        return pace(new Pace(pace.interval(), pace.timeout(), pace.whileChanging(), pace.whileDown(), value));
    }

    /** With this pace. */
    public HealthCheck pace(Pace value) {
        return new HealthCheck(source, value, rise, fall, initialState, damping);
    }

    /** With this many successes in a row to turn up. */
    public HealthCheck rise(int value) {
        return new HealthCheck(source, pace, value, fall, initialState, damping);
    }

    /** With this many failures in a row to turn down. */
    public HealthCheck fall(int value) {
        return new HealthCheck(source, pace, rise, value, initialState, damping);
    }

    /** With this state before the first answer. */
    public HealthCheck initially(InitialState value) {
        return new HealthCheck(source, pace, rise, fall, value, damping);
    }

    /** Held down when it goes up and down again and again. */
    public HealthCheck damping(FlapDamping value) {
        return new HealthCheck(source, pace, rise, fall, initialState, Optional.of(value));
    }

    /** The checks that it is made of, this one first. */
    public List<HealthCheck> flattened() {
        if (source instanceof CheckSource.Composite composite) {
            List<HealthCheck> all = new ArrayList<>(List.of(this));
            composite.members().forEach(member -> all.addAll(member.check().flattened()));
            return List.copyOf(all);
        }
        return List.of(this);
    }
}
