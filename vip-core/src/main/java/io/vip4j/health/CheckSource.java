/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.health;

import io.vip4j.probe.AsyncProbe;
import io.vip4j.probe.Probe;
import io.vip4j.probe.SocketProbe;
import io.vip4j.vrrp.ConfigurationException;
import java.nio.file.Path;
import java.util.List;

/** Where the answers of a check come from: it is asked again and again, or watched, or made of other checks. */
public sealed interface CheckSource {

    /** For people, for example {@code tcp 127.0.0.1:8066}. */
    String description();

    /** Asked; may block a worker thread. */
    record Blocking(Probe probe) implements CheckSource {
        @Override
        public String description() {
            return Descriptions.of(probe);
        }
    }

    /** Asked; answers later. */
    record Async(AsyncProbe probe) implements CheckSource {
        @Override
        public String description() {
            return Descriptions.of(probe);
        }
    }

    /** Asked over a TCP connection. */
    record Socket(SocketProbe probe) implements CheckSource {
        @Override
        public String description() {
            return probe.toString();
        }
    }

    /**
     * Asked with an ICMP echo request.
     *
     * @param host name or address; resolved anew for each request
     */
    record Ping(String host) implements CheckSource {
        @Override
        public String description() {
            return "ping " + host;
        }
    }

    /**
     * Watched: processes, whose death is seen at once where the platform can tell it; a new one is looked for at each
     * interval.
     */
    record Processes(ProcessQuery query) implements CheckSource {
        @Override
        public String description() {
            return query.description();
        }
    }

    /**
     * Watched: the whole number that a file begins with (decimal, 0x hexadecimal, 0 octal), which a weight is multiplied
     * by. A file that is missing, empty, no regular file, holds no number or one beyond 32 bits counts as 0. With another
     * effect than a weight 0 is up and every other number down, as in keepalived: {@code echo 1 > drain} releases.
     *
     * @param file its path
     */
    record FileValue(Path file) implements CheckSource {
        @Override
        public String description() {
            return "file " + file;
        }
    }

    /** Watched: the link of an interface. One that does not exist is down. */
    record InterfaceLink(String name) implements CheckSource {
        @Override
        public String description() {
            return "interface " + name;
        }
    }

    /**
     * Made of others, each with its own pace, rise, fall and initial state: up while enough of them are up. It is as
     * strong as the worst of the best members that it needs, and has no pace, rise, fall or initial state of its own.
     *
     * @param needed 1..the number of members
     * @param members at least one; names are unique in it
     */
    record Composite(int needed, List<Member> members) implements CheckSource {

        /** Copies the members and checks them. */
        public Composite {
            members = List.copyOf(members);
            if (needed < 1 || needed > members.size()) {
                throw new ConfigurationException(
                        "a composite check must need 1.." + members.size() + " of its members: " + needed);
            }
            if (members.stream().map(Member::name).distinct().count() != members.size()) {
                throw new ConfigurationException("members of a composite check must have different names: "
                        + members.stream().map(Member::name).toList());
            }
        }

        @Override
        public String description() {
            String names = String.join(", ", members.stream().map(Member::name).toList());
            String rule =
                    needed == members.size() ? "all of " : needed == 1 ? "any of " : "at least " + needed + " of ";
            return rule + names;
        }
    }

    /** One of the checks that a composite one is made of. */
    record Member(String name, HealthCheck check) {

        /** Checks the name. */
        public Member {
            if (name.isBlank()) {
                throw new ConfigurationException("check name must not be blank");
            }
        }
    }
}
