/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.probe;

/**
 * Sends a startup message to a PostgreSQL server and takes its first decision as the answer. Healthy if it asks for
 * authentication, lets the user in, refuses the user (SQLSTATE class 28) or has no such database (3D000): each of them
 * comes from a server that takes connections. Any other error is a failure: starting up, shutting down or in recovery
 * (57P03), too many clients (53300). A user that is let in without a password says good-bye; otherwise the connection
 * is closed without a word, which the server does not log.
 *
 * @param host name or address; resolved anew for each probe
 * @param port 1..65535
 * @param user the user, 1..128 characters; the server need not know it
 * @param database the database, 1..128 characters
 */
public record PostgresProbe(String host, int port, String user, String database) implements SocketProbe {

    /** Checks the ranges. */
    public PostgresProbe {
        Destination.check(host, port);
        Destination.checkName("user", user);
        Destination.checkName("database", database);
    }

    @Override
    public Conversation begin() {
        return new PostgresConversation(user, database);
    }

    @Override
    public String toString() {
        return "postgresql " + SocketProbe.target(host, port);
    }
}
