/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.probe;

import io.vip4j.vrrp.ConfigurationException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import javax.net.ssl.KeyManager;
import javax.net.ssl.TrustManager;

/**
 * Calls {@code grpc.health.v1.Health/Check} with the gRPC library that the application has. Healthy if the service is
 * SERVING. The channel is new for each question and shut down after it: a kept one would wait longer and longer before
 * it connects again to a server that is back.
 *
 * @param host name or address; resolved anew for each question
 * @param port 1..65535
 * @param service what the server calls the service; empty: the server as a whole
 * @param tls empty: plaintext
 */
public record GrpcHealthProbe(String host, int port, String service, Optional<Tls> tls) implements AsyncProbe {

    /**
     * How the server is trusted, and what it is shown.
     *
     * @param trust who decides whether the server's certificate is good; empty: the JVM's trust store. The host must be
     *     in the certificate
     * @param keys what the client shows of itself; empty: nothing
     */
    public record Tls(List<TrustManager> trust, List<KeyManager> keys) {

        /** Trust by the JVM's trust store, no client certificate. */
        public static final Tls DEFAULT = new Tls(List.of(), List.of());

        /** Copies the lists. */
        public Tls {
            trust = List.copyOf(trust);
            keys = List.copyOf(keys);
        }
    }

    /** Checks the values and that there is a gRPC library. */
    public GrpcHealthProbe {
        Destination.check(host, port);
        if (service.length() > 1024) {
            throw new ConfigurationException(
                    "check service must be at most 1024 characters: " + ServerText.of(service));
        }
        requireLibrary();
    }

    /** The server as a whole, in plaintext. */
    public GrpcHealthProbe(String host, int port) {
        this(host, port, "", Optional.empty());
    }

    private static void requireLibrary() {
        try {
            GrpcHealthCall.requireTransport();
        } catch (NoClassDefFoundError e) {
            throw new ConfigurationException("no gRPC library; add io.grpc:grpc-netty-shaded, io.grpc:grpc-netty or"
                    + " io.grpc:grpc-okhttp to the class path");
        }
    }

    /** With this service. */
    public GrpcHealthProbe service(String value) {
        return new GrpcHealthProbe(host, port, value, tls);
    }

    /** Over TLS. */
    public GrpcHealthProbe tls(Tls value) {
        return new GrpcHealthProbe(host, port, service, Optional.of(value));
    }

    /** Over TLS, trusting whom these trust. */
    public GrpcHealthProbe tls(TrustManager... trust) {
        return tls(new Tls(List.of(trust), List.of()));
    }

    @Override
    public CompletionStage<Probe.Result> ask(Duration timeout) {
        return GrpcHealthCall.start(this, timeout);
    }

    @Override
    public String toString() {
        return "grpc " + SocketProbe.target(host, port) + (service.isEmpty() ? "" : " " + service);
    }
}
