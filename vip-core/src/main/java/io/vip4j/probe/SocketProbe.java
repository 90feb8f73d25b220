/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.probe;

/**
 * A probe that is a conversation over one TCP connection, opened anew for each question. Two equal ones ask the same;
 * {@link Object#toString} says for people what they ask.
 */
public interface SocketProbe {

    /** Name or address, resolved anew for each question. */
    String host();

    /** Port, 1..65535. */
    int port();

    /** Starts to ask. */
    Conversation begin();

    /** Host and port in one word, an IPv6 address in brackets. */
    static String target(String host, int port) {
        return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
    }
}
