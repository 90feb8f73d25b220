/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.probe;

/**
 * Lets a MySQL or MariaDB server greet, answers with a user without password and says good-bye. Healthy if the server
 * lets the user in or refuses it (SQLSTATE 28000); what else it says, for example that it has too many connections or
 * has blocked this host, is a failure. Only a handshake that was not ended counts towards the server's
 * {@code max_connect_errors}, so this probe does not get its host blocked. A server with {@code log_warnings} above 1
 * writes a line for each refusal: make the user, without password or rights, if that is too much.
 *
 * @param host name or address; resolved anew for each probe
 * @param port 1..65535
 * @param user the user, 1..128 characters
 */
public record MysqlProbe(String host, int port, String user) implements SocketProbe {

    /** Checks the ranges. */
    public MysqlProbe {
        Destination.check(host, port);
        Destination.checkName("user", user);
    }

    /** With the user {@code vip4j}, which the server need not know. */
    public MysqlProbe(String host, int port) {
        this(host, port, "vip4j");
    }

    @Override
    public Conversation begin() {
        return new MysqlConversation(user);
    }

    @Override
    public String toString() {
        return "mysql " + SocketProbe.target(host, port);
    }
}
