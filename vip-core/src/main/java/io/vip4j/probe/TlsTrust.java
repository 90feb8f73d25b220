/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.probe;

import io.vip4j.vrrp.ConfigurationException;
import io.vip4j.vrrp.IpAddress;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Whom a probe over TLS trusts. The certificate must also have the name of the server, unless anyone is trusted. Two are
 * equal if they trust the same.
 */
public final class TlsTrust {

    private final String description;
    private final Object identity;
    private final SSLContext context;
    private final boolean anyone;

    private TlsTrust(String description, Object identity, SSLContext context, boolean anyone) {
        this.description = description;
        this.identity = identity;
        this.context = context;
        this.anyone = anyone;
    }

    /** Whom the JVM trusts. */
    public static TlsTrust ofTheJvm() {
        try {
            return new TlsTrust("whom the JVM trusts", "jvm", SSLContext.getDefault(), false);
        } catch (GeneralSecurityException e) {
            throw new ConfigurationException("TLS of the JVM cannot be used: " + e.getMessage());
        }
    }

    /** A context of the application's own, with client certificates and all. */
    public static TlsTrust of(SSLContext context) {
        return new TlsTrust("a context of the application", context, context, false);
    }

    /**
     * Servers whose certificates are signed by these.
     *
     * @param file certificates in PEM, read now
     * @throws ConfigurationException if it cannot be read or holds none
     */
    public static TlsTrust certificates(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            Collection<? extends Certificate> certificates =
                    CertificateFactory.getInstance("X.509").generateCertificates(in);
            if (certificates.isEmpty()) {
                throw new ConfigurationException("file of certificates must hold at least one in PEM: " + file);
            }
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            for (Certificate certificate : certificates) {
                store.setCertificateEntry("trusted-" + store.size(), certificate);
            }
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(store);
            return new TlsTrust(
                    "certificates of " + file, List.copyOf(certificates), context(factory.getTrustManagers()), false);
        } catch (IOException e) {
            throw new ConfigurationException("file of certificates cannot be read: " + e);
        } catch (GeneralSecurityException e) {
            throw new ConfigurationException(
                    "file of certificates must hold certificates in PEM: " + file + ": " + e.getMessage());
        }
    }

    /**
     * Anyone, whatever name and certificate: the probe then says only that somebody answers, and whoever it is sees what
     * is sent. For tests.
     */
    public static TlsTrust trustAnyoneInsecurely() {
        try {
            return new TlsTrust("anyone", "anyone", context(new Anyone()), true);
        } catch (GeneralSecurityException e) {
            throw new ConfigurationException("TLS of the JVM cannot be used: " + e.getMessage());
        }
    }

    /**
     * A client without a word said.
     *
     * @param name of the server, a name or an address
     */
    SSLEngine engine(String name) {
        // Without a port no session is resumed: each probe sees the certificate anew.
        SSLEngine engine = context.createSSLEngine(name, -1);
        engine.setUseClientMode(true);
        SSLParameters parameters = engine.getSSLParameters();
        if (!anyone) {
            parameters.setEndpointIdentificationAlgorithm("HTTPS"); // The name, as RFC 9110 4.3.4 wants it.
        }
        serverName(name).ifPresent(sni -> parameters.setServerNames(List.of(sni)));
        engine.setSSLParameters(parameters);
        return engine;
    }

    /** Addresses are not sent (RFC 6066 3), nor names that are none in DNS. */
    private static Optional<SNIServerName> serverName(String name) {
        if (name.indexOf(':') >= 0 || IpAddress.tryParse(name).isPresent()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new SNIHostName(name));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static SSLContext context(TrustManager... managers) throws GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, managers, null);
        context.getClientSessionContext().setSessionCacheSize(1);
        return context;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TlsTrust trust && identity.equals(trust.identity);
    }

    @Override
    public int hashCode() {
        return identity.hashCode();
    }

    @Override
    public String toString() {
        return description;
    }

    private static final class Anyone extends X509ExtendedTrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
                throws CertificateException {
            throw new CertificateException("clients are not expected");
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
                throws CertificateException {
            throw new CertificateException("clients are not expected");
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
            throw new CertificateException("clients are not expected");
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
