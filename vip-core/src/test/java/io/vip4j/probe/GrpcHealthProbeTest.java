/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.Grpc;
import io.grpc.InsecureServerCredentials;
import io.grpc.Server;
import io.grpc.ServerCredentials;
import io.grpc.TlsServerCredentials;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.protobuf.services.HealthStatusManager;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Against grpc-java's own server and health service, on loopback. */
@Timeout(120)
class GrpcHealthProbeTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String HOST = "127.0.0.1";

    private static Server start(ServerCredentials credentials, HealthStatusManager health) throws IOException {
        return Grpc.newServerBuilderForPort(0, credentials)
                .addService(health.getHealthService())
                .build()
                .start();
    }

    private static Probe.Result ask(GrpcHealthProbe probe, Duration timeout)
            throws InterruptedException, ExecutionException, TimeoutException {
        return probe.ask(timeout).toCompletableFuture().get(30, TimeUnit.SECONDS);
    }

    @Test
    void statusOfTheServiceIsTheAnswer() throws Exception {
        HealthStatusManager health = new HealthStatusManager();
        Server server = start(InsecureServerCredentials.create(), health);
        GrpcHealthProbe probe = new GrpcHealthProbe(HOST, server.getPort());
        try {
            assertThat(ask(probe, PATIENCE)).isEqualTo(Probe.Result.healthy("SERVING"));
            assertThat(ask(probe.service("proxy"), PATIENCE))
                    .isEqualTo(Probe.Result.unhealthy("NOT_FOUND: the server does not know the service"));
            health.setStatus("proxy", ServingStatus.NOT_SERVING);
            assertThat(ask(probe.service("proxy"), PATIENCE)).isEqualTo(Probe.Result.unhealthy("NOT_SERVING"));
            health.setStatus("proxy", ServingStatus.SERVING);
            assertThat(ask(probe.service("proxy"), PATIENCE)).isEqualTo(Probe.Result.healthy("SERVING"));
            health.setStatus("proxy", ServingStatus.UNKNOWN);
            assertThat(ask(probe.service("proxy"), PATIENCE)).isEqualTo(Probe.Result.unhealthy("UNKNOWN"));
        } finally {
            server.shutdownNow().awaitTermination(10, TimeUnit.SECONDS);
        }
        assertThat(ask(probe, PATIENCE).detail()).startsWith("UNAVAILABLE").containsIgnoringCase("refused");
    }

    @Test
    void serverWithoutHealthServiceIsAFailure() throws Exception {
        Server server = Grpc.newServerBuilderForPort(0, InsecureServerCredentials.create())
                .build()
                .start();
        try {
            assertThat(ask(new GrpcHealthProbe(HOST, server.getPort()), PATIENCE))
                    .isEqualTo(Probe.Result.unhealthy("UNIMPLEMENTED: the server has no grpc.health.v1.Health"));
        } finally {
            server.shutdownNow().awaitTermination(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void silentServerIsAFailureAtTheDeadline() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            GrpcHealthProbe probe = new GrpcHealthProbe(HOST, silent.getLocalPort());
            assertThat(ask(probe, Duration.ofMillis(300)).detail()).startsWith("DEADLINE_EXCEEDED");
            CompletableFuture<Probe.Result> cancelled = probe.ask(PATIENCE).toCompletableFuture();
            assertThat(cancelled.cancel(true)).isTrue();
        }
    }

    @Test
    void certificateIsTrustedByTheClientsChoice(@TempDir Path directory) throws Exception {
        Path store = directory.resolve("server.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "server",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=lab",
                        "-ext",
                        "SAN=ip:127.0.0.1",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        "changeit",
                        "-keystore",
                        store.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(keytool.waitFor()).as(said).isZero();
        KeyStore keys = load(store);
        KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        own.init(keys, "changeit".toCharArray());
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("server", keys.getCertificate("server"));
        trust.init(trusted);
        Server server = start(
                TlsServerCredentials.newBuilder()
                        .keyManager(own.getKeyManagers())
                        .build(),
                new HealthStatusManager());
        try {
            GrpcHealthProbe probe = new GrpcHealthProbe(HOST, server.getPort());
            assertThat(ask(probe.tls(trust.getTrustManagers()), PATIENCE)).isEqualTo(Probe.Result.healthy("SERVING"));
            assertThat(ask(probe.tls(GrpcHealthProbe.Tls.DEFAULT), PATIENCE).detail())
                    .startsWith("UNAVAILABLE")
                    .contains("unable to find valid certification path");
            assertThat(ask(probe, Duration.ofSeconds(2)).healthy())
                    .as("plaintext")
                    .isFalse();
        } finally {
            server.shutdownNow().awaitTermination(10, TimeUnit.SECONDS);
        }
    }

    private static KeyStore load(Path file) throws IOException, GeneralSecurityException {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            keys.load(in, "changeit".toCharArray());
        }
        return keys;
    }

    @Test
    void badValuesAreRefused() {
        assertThatThrownBy(() -> new GrpcHealthProbe(HOST, 0)).hasMessage("check port must be 1..65535: 0");
        assertThat(new GrpcHealthProbe("::1", 50051).service("proxy")).hasToString("grpc [::1]:50051 proxy");
    }
}
