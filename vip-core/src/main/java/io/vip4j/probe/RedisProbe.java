/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.probe;

import io.vip4j.vrrp.ConfigurationException;
import java.util.Locale;
import java.util.Optional;

/**
 * Sends PING to a Redis server, after AUTH if there is a password. Any error is a failure with its text, for example
 * that it loads its data (LOADING), wants a password (NOAUTH), or has lost its master and serves no stale data
 * (MASTERDOWN).
 *
 * @param host name or address; resolved anew for each probe
 * @param port 1..65535
 * @param user user of the access control lists of Redis 6; empty: the default one. Needs a password
 * @param password empty: none is sent
 * @param role the role that the server must have; empty: any
 */
public record RedisProbe(String host, int port, Optional<String> user, Optional<Secret> password, Optional<Role> role)
        implements SocketProbe {

    /** Redis's own words for who replicates from whom. */
    public enum Role {
        /** It takes writes. */
        MASTER,
        /** It replicates from another one; {@code slave} in Redis's answer. */
        REPLICA;

        String inAnswers() {
            return this == REPLICA ? "slave" : name().toLowerCase(Locale.ROOT);
        }
    }

    /** Checks the ranges. */
    public RedisProbe {
        Destination.check(host, port);
        user.ifPresent(name -> Destination.checkName("user", name));
        if (user.isPresent() && password.isEmpty()) {
            throw new ConfigurationException("check user must come with a password: " + user.get());
        }
    }

    /** Without password, any role. */
    public RedisProbe(String host, int port) {
        this(host, port, Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** With the password of the default user. */
    public RedisProbe password(Secret value) {
        return new RedisProbe(host, port, user, Optional.of(value), role);
    }

    /** With a user and its password. */
    public RedisProbe login(String name, Secret value) {
        return new RedisProbe(host, port, Optional.of(name), Optional.of(value), role);
    }

    /** The server must have this role. */
    public RedisProbe expectRole(Role value) {
        return new RedisProbe(host, port, user, password, Optional.of(value));
    }

    @Override
    public Conversation begin() {
        return new RedisConversation(this);
    }

    @Override
    public String toString() {
        return "redis " + SocketProbe.target(host, port);
    }
}
