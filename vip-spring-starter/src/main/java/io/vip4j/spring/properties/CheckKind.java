/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.spring.properties;

import io.vip4j.health.HealthCheck;
import io.vip4j.probe.DnsProbe;
import io.vip4j.probe.Expectation;
import io.vip4j.probe.HttpProbe;
import io.vip4j.probe.RedisProbe;
import io.vip4j.probe.Secret;
import io.vip4j.probe.SendExpectProbe;
import io.vip4j.probe.StatusRange;
import io.vip4j.spring.health.ContributorProbe;
import io.vip4j.spring.health.ReadinessProbe;
import io.vip4j.vrrp.ConfigurationException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The kinds of checks, each with the properties that belong to it. */
@SuppressWarnings("ImmutableEnumChecker") // Set.of and references to accessors do not change.
enum CheckKind {
    TCP("tcp", CheckProperties::tcp, Set.of("send", "expect")) {
        @Override
        HealthCheck check(CheckReader.Context context, CheckProperties given) {
            HostAndPort server = HostAndPort.parse(required(given.tcp()));
            if (given.expect() == null) {
                if (given.send() != null) {
                    throw new ConfigurationException("expect must be given with send: nothing else judges the answer");
                }
                return HealthCheck.tcp(server.host(), server.port());
            }
            SendExpectProbe probe = SendExpectProbe.of(server.host(), server.port(), Expectation.text(given.expect()));
            return HealthCheck.socket(given.send() == null ? probe : probe.sending(given.send()));
        }
    },
    HTTP("http", CheckProperties::http, Set.of("status", "expect")) {
        @Override
        HealthCheck check(CheckReader.Context context, CheckProperties given) {
            HttpProbe probe = HttpProbe.get(required(given.http()));
            if (given.status() != null) {
                probe = probe.accept(statusRange(given.status()));
            }
            if (given.expect() != null) {
                probe = probe.expectBody(Expectation.text(given.expect()));
            }
            return HealthCheck.socket(probe);
        }
    },
    MYSQL("mysql", CheckProperties::mysql, Set.of("user", "password", "query")) {
        @Override
        HealthCheck check(CheckReader.Context context, CheckProperties given) {
            HostAndPort server = HostAndPort.parse(required(given.mysql()));
            String query = given.query();
            if (query == null) {
                refuseIf(
                        given.user() != null || given.password() != null, "query must be given with user and password");
                return HealthCheck.mysql(server.host(), server.port());
            }
            return HealthCheck.mysql(server.host(), server.port(), needed("user", given.user()), secret(given), query);
        }
    },
    POSTGRESQL("postgresql", CheckProperties::postgresql, Set.of("user", "password", "database", "query")) {
        @Override
        HealthCheck check(CheckReader.Context context, CheckProperties given) {
            HostAndPort server = HostAndPort.parse(required(given.postgresql()));
            String user = needed("user", given.user());
            String database = needed("database", given.database());
            String query = given.query();
            if (query == null) {
                refuseIf(given.password() != null, "query must be given with password");
                return HealthCheck.postgresql(server.host(), server.port(), user, database);
            }
            return HealthCheck.postgresql(server.host(), server.port(), database, user, secret(given), query);
        }
    },
    REDIS("redis", CheckProperties::redis, Set.of("user", "password")) {
        @Override
        HealthCheck check(CheckReader.Context context, CheckProperties given) {
            HostAndPort server = HostAndPort.parse(required(given.redis()));
            RedisProbe probe = new RedisProbe(server.host(), server.port());
            if (given.user() != null) {
                return HealthCheck.socket(probe.login(given.user(), secret(given)));
            }
            Secret password = given.password();
            return HealthCheck.socket(password == null ? probe : probe.password(password));
        }
    },
    GRPC("grpc", CheckProperties::grpc, Set.of("service")) {
        @Override
        HealthCheck check(CheckReader.Context context, CheckProperties given) {
            HostAndPort server = HostAndPort.parse(required(given.grpc()));
            String service = given.service();
            return HealthCheck.grpc(server.host(), server.port(), service == null ? "" : service);
        }
    },
    DNS("dns", CheckProperties::dns, Set.of("record-name", "record-type")) {
        @Override
        HealthCheck check(CheckReader.Context context, CheckProperties given) {
            HostAndPort server = HostAndPort.parse(required(given.dns()));
            DnsProbe.Type type = given.recordType();
            return HealthCheck.dns(
                    server.host(),
                    server.port(),
                    needed("record-name", given.recordName()),
                    type == null ? DnsProbe.Type.A : type);
        }
    },
    PING("ping", CheckProperties::ping, Set.of()) {
        @Override
        HealthCheck check(CheckReader.Context context, CheckProperties given) {
            return HealthCheck.ping(required(given.ping()));
        }
    },
    COMMAND("command", given -> given.command().isEmpty() ? null : given.command(), Set.of()) {
        @Override
        HealthCheck check(CheckReader.Context context, CheckProperties given) {
            return HealthCheck.command(given.command().toArray(String[]::new));
        }
    },
    PID_FILE("pid-file", CheckProperties::pidFile, Set.of()) {
        @Override
        HealthCheck check(CheckReader.Context context, CheckProperties given) {
            return HealthCheck.pidFile(Path.of(required(given.pidFile())));
        }
    },
    FILE("file", CheckProperties::file, Set.of()) {
        @Override
        HealthCheck check(CheckReader.Context context, CheckProperties given) {
            return HealthCheck.file(Path.of(required(given.file())));
        }
    },
    INTERFACE("network-interface", CheckProperties::networkInterface, Set.of()) {
        @Override
        HealthCheck check(CheckReader.Context context, CheckProperties given) {
            return HealthCheck.networkInterface(required(given.networkInterface()));
        }
    },
    CONTRIBUTOR("contributor", CheckProperties::contributor, Set.of()) {
        @Override
        HealthCheck check(CheckReader.Context context, CheckProperties given) {
            return HealthCheck.of(
                    new ContributorProbe(required(given.contributor()), context.property(), context.contributors()));
        }
    },
    READINESS("readiness", CheckProperties::readiness, Set.of()) {
        @Override
        HealthCheck check(CheckReader.Context context, CheckProperties given) {
            refuseIf(Boolean.FALSE.equals(given.readiness()), "readiness must be true or absent: false");
            return HealthCheck.of(new ReadinessProbe(context.readiness()));
        }
    };

    private static final Pattern STATUS = Pattern.compile("([1-9][0-9]{2})(?:-([1-9][0-9]{2}))?");

    private final String property;
    private final Function<CheckProperties, @Nullable Object> value;
    private final Set<String> qualifiers;

    CheckKind(String property, Function<CheckProperties, @Nullable Object> value, Set<String> qualifiers) {
        this.property = property;
        this.value = value;
        this.qualifiers = qualifiers;
    }

    /** The check, without its pace; the kind has been given. */
    abstract HealthCheck check(CheckReader.Context context, CheckProperties given);

    /** The property that chooses it. */
    String property() {
        return property;
    }

    /** Whether this kind was chosen. */
    boolean isGiven(CheckProperties given) {
        return value.apply(given) != null;
    }

    /** The properties besides those of every check that it heeds. */
    Set<String> qualifiers() {
        return qualifiers;
    }

    private static <T> T required(@Nullable T value) {
        return Optional.ofNullable(value).orElseThrow();
    }

    private static <T> T needed(String property, @Nullable T value) {
        if (value == null) {
            throw new ConfigurationException(property + " must be given");
        }
        return value;
    }

    private static Secret secret(CheckProperties given) {
        return needed("password", given.password());
    }

    private static void refuseIf(boolean wrong, String rule) {
        if (wrong) {
            throw new ConfigurationException(rule);
        }
    }

    private static StatusRange statusRange(String text) {
        Matcher matcher = STATUS.matcher(text);
        if (!matcher.matches()) {
            throw new ConfigurationException("status must be a code or a range such as 200-299: '" + text + "'");
        }
        int first = Integer.parseInt(matcher.group(1));
        return new StatusRange(first, matcher.group(2) == null ? first : Integer.parseInt(matcher.group(2)));
    }
}
