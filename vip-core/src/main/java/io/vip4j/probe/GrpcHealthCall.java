/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.probe;

import io.grpc.CallOptions;
import io.grpc.ChannelCredentials;
import io.grpc.ClientCall;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelProvider;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.TlsChannelCredentials;
import io.vip4j.vrrp.ConfigurationException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManager;
import javax.net.ssl.TrustManager;

/** One call of the health service. The only class that needs the gRPC library, which an application may not have. */
final class GrpcHealthCall extends ClientCall.Listener<byte[]> {

    private static final MethodDescriptor<byte[], byte[]> CHECK = MethodDescriptor.<byte[], byte[]>newBuilder()
            .setType(MethodDescriptor.MethodType.UNARY)
            .setFullMethodName("grpc.health.v1.Health/Check")
            .setRequestMarshaller(new Octets())
            .setResponseMarshaller(new Octets())
            .build();

    private final CompletableFuture<Probe.Result> result = new CompletableFuture<>();

    // Written and read by the call's callbacks, one after the other.
    private Optional<byte[]> response = Optional.empty();

    private GrpcHealthCall() {}

    static void requireTransport() {
        try {
            Grpc.newChannelBuilderForAddress("localhost", 1, InsecureChannelCredentials.create());
        } catch (ManagedChannelProvider.ProviderNotFoundException e) {
            throw new ConfigurationException("gRPC has no transport; add io.grpc:grpc-netty-shaded, io.grpc:grpc-netty"
                    + " or io.grpc:grpc-okhttp to the class path");
        }
    }

    static CompletionStage<Probe.Result> start(GrpcHealthProbe probe, Duration timeout) {
        ManagedChannel channel = Grpc.newChannelBuilderForAddress(probe.host(), probe.port(), credentials(probe))
                .directExecutor()
                .disableRetry()
                .proxyDetector(target -> null) // The answer of a proxy says nothing of the server.
                .build();
        GrpcHealthCall listener = new GrpcHealthCall();
        // Ends the call too if the stage was cancelled.
        CompletableFuture<Probe.Result> unused =
                listener.result.whenComplete((answer, failure) -> channel.shutdownNow());
        CallOptions options = CallOptions.DEFAULT.withDeadlineAfter(timeout.toNanos(), TimeUnit.NANOSECONDS);
        ClientCall<byte[], byte[]> call = channel.newCall(CHECK, options);
        call.start(listener, new Metadata());
        call.sendMessage(GrpcHealthMessage.request(probe.service()));
        call.halfClose();
        call.request(2); // with one, a server that sends two messages would not be noticed
        return listener.result;
    }

    private static ChannelCredentials credentials(GrpcHealthProbe probe) {
        if (probe.tls().isEmpty()) {
            return InsecureChannelCredentials.create();
        }
        GrpcHealthProbe.Tls tls = probe.tls().get();
        TlsChannelCredentials.Builder builder = TlsChannelCredentials.newBuilder();
        if (!tls.trust().isEmpty()) {
            builder.trustManager(tls.trust().toArray(TrustManager[]::new));
        }
        if (!tls.keys().isEmpty()) {
            builder.keyManager(tls.keys().toArray(KeyManager[]::new));
        }
        return builder.build();
    }

    @Override
    public void onMessage(byte[] message) {
        response = Optional.of(message);
    }

    @Override
    public void onClose(Status status, Metadata trailers) {
        result.complete(answer(status));
    }

    private Probe.Result answer(Status status) {
        return switch (status.getCode()) {
            case OK ->
                response.map(GrpcHealthMessage::judged)
                        .orElseGet(() -> Probe.Result.unhealthy("the server answers without a message"));
            case NOT_FOUND -> Probe.Result.unhealthy("NOT_FOUND: the server does not know the service");
            case UNIMPLEMENTED -> Probe.Result.unhealthy("UNIMPLEMENTED: the server has no grpc.health.v1.Health");
            default -> Probe.Result.unhealthy(text(status));
        };
    }

    /** The innermost cause says what happened; what is around it says where in gRPC. */
    private static String text(Status status) {
        String said = Optional.ofNullable(status.getDescription()).orElse("");
        for (Throwable cause = status.getCause(); cause != null; cause = cause.getCause()) {
            said = Optional.ofNullable(cause.getMessage()).orElse(said);
        }
        return ServerText.of(status.getCode().name() + ": " + said);
    }

    /** Messages as they are on the wire. */
    private static final class Octets implements MethodDescriptor.Marshaller<byte[]> {
        @Override
        public InputStream stream(byte[] value) {
            return new ByteArrayInputStream(value);
        }

        @Override
        public byte[] parse(InputStream stream) {
            try {
                return stream.readAllBytes();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
