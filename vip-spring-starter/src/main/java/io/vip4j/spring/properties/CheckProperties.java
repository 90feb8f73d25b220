/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.spring.properties;

import io.vip4j.health.InitialState;
import io.vip4j.health.OnFailure;
import io.vip4j.probe.DnsProbe;
import io.vip4j.probe.Secret;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Something that must work. Exactly one of the kinds (tcp to readiness) is given.
 *
 * @param tcp HOST:PORT that takes connections; with expect: that answers so.
 * @param http URL, http or https, that answers with a good status.
 * @param mysql HOST:PORT of a MySQL or MariaDB server.
 * @param postgresql HOST:PORT of a PostgreSQL server; needs user and database.
 * @param redis HOST:PORT of a Redis server.
 * @param grpc HOST:PORT of a gRPC server with the health service.
 * @param dns HOST:PORT of a DNS server; needs record-name.
 * @param ping Host that answers ICMP echo requests.
 * @param command Program and its arguments; exit code 0 is good.
 * @param pidFile File with the number of a process that must be alive.
 * @param file File with a number that the weight is multiplied by.
 * @param networkInterface Interface whose link must be up.
 * @param contributor Name of a health contributor of this application; a part of a composite one as NAME/PART.
 * @param readiness Whether the readiness state of this application counts.
 * @param send Text that is sent over TCP first.
 * @param expect Text that the answer over TCP, or the body over HTTP, must hold.
 * @param status Good HTTP status codes, such as 200 or 200-299.
 * @param user User of the database or of Redis.
 * @param password Password of that user.
 * @param database Name of the PostgreSQL database.
 * @param query SQL query that must give a row; needs a JDBC driver.
 * @param service Name of the gRPC service; empty: the server.
 * @param recordName Name that is asked of the DNS server.
 * @param recordType Type of record that is asked for.
 * @param interval Time between two questions.
 * @param timeout How long an answer is waited for.
 * @param intervalWhileChanging Interval while answers contradict the state.
 * @param intervalWhileDown Interval while down.
 * @param jitter Fraction by which intervals differ, 0..0.5.
 * @param rise Good answers in a row that turn it up, 1..100.
 * @param fall Bad answers in a row that turn it down, 1..100.
 * @param initialState What it counts as before the first answer.
 * @param damping Holding it down when it goes up and down again and again.
 * @param effect Kind of effect; a weight if one is given, else release.
 * @param weight What is added to the priority, -253..253: below 0 while down, above 0 while up.
 * @param reversed Whether up and down change places.
 */
public record CheckProperties(
        @Nullable String tcp,
        @Nullable String http,
        @Nullable String mysql,
        @Nullable String postgresql,
        @Nullable String redis,
        @Nullable String grpc,
        @Nullable String dns,
        @Nullable String ping,
        @DefaultValue List<String> command,
        @Nullable String pidFile,
        @Nullable String file,
        @Nullable String networkInterface,
        @Nullable String contributor,
        @Nullable Boolean readiness,
        @Nullable String send,
        @Nullable String expect,
        @Nullable String status,
        @Nullable String user,
        @Nullable Secret password,
        @Nullable String database,
        @Nullable String query,
        @Nullable String service,
        @Nullable String recordName,
        DnsProbe.@Nullable Type recordType,
        @Nullable Duration interval,
        @Nullable Duration timeout,
        @Nullable Duration intervalWhileChanging,
        @Nullable Duration intervalWhileDown,
        @Nullable Double jitter,
        @Nullable Integer rise,
        @Nullable Integer fall,
        @Nullable InitialState initialState,
        @Nullable Damping damping,
        OnFailure.@Nullable Effect effect,
        @Nullable Integer weight,
        @Nullable Boolean reversed) {

    /** Copies the list. */
    public CheckProperties {
        command = List.copyOf(command);
    }

    /** Its effect. */
    EffectProperties effects() {
        return new EffectProperties(effect, weight, reversed);
    }

    /**
     * Holding a check down when it goes up and down again and again.
     *
     * @param hold How long the first hold-down lasts.
     * @param most How long a hold-down lasts at most.
     * @param memory Time without a failure after which all is forgotten.
     */
    public record Damping(
            @Nullable Duration hold,
            @Nullable Duration most,
            @Nullable Duration memory) {}
}
