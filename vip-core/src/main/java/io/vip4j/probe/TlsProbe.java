/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.probe;

/**
 * Another probe over TLS, for protocols that begin with it. The host is the name that is asked for (SNI) and that the
 * certificate must have.
 *
 * @param probe what is asked inside
 * @param trust whom to trust
 */
public record TlsProbe(SocketProbe probe, TlsTrust trust) implements SocketProbe {

    @Override
    public String host() {
        return probe.host();
    }

    @Override
    public int port() {
        return probe.port();
    }

    @Override
    public Conversation begin() {
        return new TlsConversation(trust, probe.host(), probe.begin());
    }

    @Override
    public String toString() {
        return probe + " over TLS";
    }
}
