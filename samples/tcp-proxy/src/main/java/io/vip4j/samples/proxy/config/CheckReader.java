/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.proxy.config;

import io.vip4j.health.HealthCheck;
import io.vip4j.probe.HttpProbe;
import io.vip4j.probe.RedisProbe;
import io.vip4j.probe.Secret;
import io.vip4j.probe.StatusRange;
import io.vip4j.vrrp.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads how servers are asked whether they work. */
final class CheckReader {

    /** How one kind of server is asked. */
    private enum Kind {
        TCP,
        MYSQL,
        POSTGRESQL,
        REDIS,
        HTTP;

        /** The keys besides those of every check that it heeds. */
        private Set<String> qualifiers() {
            return switch (this) {
                case TCP -> Set.of();
                case MYSQL -> Set.of("user", "password", "query");
                case POSTGRESQL -> Set.of("user", "database", "password", "query");
                case REDIS -> Set.of("user", "password");
                case HTTP -> Set.of("path", "status");
            };
        }
    }

    private static final Pattern STATUS = Pattern.compile("([1-5][0-9]{2})(?:-([1-5][0-9]{2}))?");
    private static final Duration SHORTEST = Duration.ofMillis(10);
    private static final Duration LONGEST = Duration.ofHours(1);

    private final Path directory;

    /**
     * @param directory that relative names of files begin at
     */
    CheckReader(Path directory) {
        this.directory = directory;
    }

    /** The check of a server at an address; empty, and a fault, if the section is wrong. */
    Optional<Function<HostPort, HealthCheck>> read(Section section) {
        int before = section.faults().count();
        section.required("kind");
        Optional<Kind> kind = section.choice("kind", Kind.class);
        Optional<String> user = section.text("user");
        Optional<Secret> password = password(section);
        Optional<String> database = section.text("database");
        Optional<String> query = section.text("query");
        Optional<String> path = section.text("path");
        StatusRange status = section.parsed("status", CheckReader::status).orElse(new StatusRange(200, 399));
        Duration interval = section.time("interval", SHORTEST, LONGEST, Duration.ofSeconds(1));
        Duration timeout = section.time("timeout", SHORTEST, LONGEST, Duration.ofSeconds(1));
        int rise = section.integer("rise", 1, 100).orElse(2);
        int fall = section.integer("fall", 1, 100).orElse(3);
        kind.ifPresent(known -> requireQualifiers(section, known));
        if (section.faults().count() > before) {
            return Optional.empty(); // What else is wrong may be a consequence.
        }
        return kind.map(known -> (HostPort server) -> (switch (known) {
                    case TCP -> HealthCheck.tcp(server.host(), server.port());
                    case MYSQL -> mysql(server, user, password, query);
                    case POSTGRESQL -> postgresql(server, user, password, database, query);
                    case REDIS -> HealthCheck.socket(redis(server, user, password));
                    case HTTP ->
                        HealthCheck.socket(HttpProbe.get("http://" + server + path.orElse("/"))
                                .accept(status));
                })
                .every(interval)
                .timeout(timeout.compareTo(interval) > 0 ? interval : timeout)
                .rise(rise)
                .fall(fall));
    }

    private static void requireQualifiers(Section section, Kind kind) {
        for (String key : List.of("user", "password", "database", "query", "path", "status")) {
            if (section.has(key) && !kind.qualifiers().contains(key)) {
                section.refuse(key, "does not go with this kind of check");
            }
        }
        boolean password = section.has("password") || section.has("password-file");
        if (section.has("password") && section.has("password-file")) {
            section.refuse("password-file", "must be absent with password");
        }
        if (section.has("password-file") && !kind.qualifiers().contains("password")) {
            section.refuse("password-file", "does not go with this kind of check");
        }
        switch (kind) {
            case MYSQL -> requireTogether(section, password, "a login is checked by a query");
            case POSTGRESQL -> {
                section.required("user");
                section.required("database");
                if (password != section.has("query")) {
                    section.refuse(password ? "query" : "password", "must be given: a login is checked by a query");
                }
            }
            case REDIS -> {
                if (section.has("user") && !password) {
                    section.refuse("password", "must be given with user");
                }
            }
            default -> {}
        }
    }

    private static void requireTogether(Section section, boolean password, String why) {
        boolean any = password || section.has("user") || section.has("query");
        if (any && !password) {
            section.refuse("password", "must be given: " + why);
        }
        for (String key : List.of("user", "query")) {
            if (any && !section.has(key)) {
                section.refuse(key, "must be given: " + why);
            }
        }
    }

    private Optional<Secret> password(Section section) {
        Optional<Secret> fromFile = section.parsed("password-file", name -> {
            try {
                return new Secret(Files.readString(directory.resolve(name)).strip());
            } catch (IOException e) {
                throw new ConfigurationException("cannot be read: " + e);
            }
        });
        return section.text("password").map(Secret::new).or(() -> fromFile);
    }

    private static HealthCheck mysql(
            HostPort server, Optional<String> user, Optional<Secret> password, Optional<String> query) {
        return query.map(sql -> HealthCheck.mysql(
                        server.host(), server.port(), user.orElse(""), password.orElse(new Secret("")), sql))
                .orElseGet(() -> HealthCheck.mysql(server.host(), server.port()));
    }

    private static HealthCheck postgresql(
            HostPort server,
            Optional<String> user,
            Optional<Secret> password,
            Optional<String> database,
            Optional<String> query) {
        String name = user.orElse("");
        String base = database.orElse("");
        return query.map(sql -> HealthCheck.postgresql(
                        server.host(), server.port(), base, name, password.orElse(new Secret("")), sql))
                .orElseGet(() -> HealthCheck.postgresql(server.host(), server.port(), name, base));
    }

    private static RedisProbe redis(HostPort server, Optional<String> user, Optional<Secret> password) {
        RedisProbe probe = new RedisProbe(server.host(), server.port());
        if (password.isEmpty()) {
            return probe;
        }
        return user.map(name -> probe.login(name, password.get())).orElseGet(() -> probe.password(password.get()));
    }

    private static StatusRange status(String text) {
        Matcher form = STATUS.matcher(text);
        if (!form.matches()) {
            throw new ConfigurationException("must be a code or a range such as 200-299: '" + text + "'");
        }
        int first = Integer.parseInt(form.group(1));
        return new StatusRange(first, form.group(2) == null ? first : Integer.parseInt(form.group(2)));
    }
}
