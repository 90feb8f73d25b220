/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.vip4j.ReloadingClassLoader;
import io.vip4j.health.HealthCheck;
import io.vip4j.vrrp.ConfigurationException;
import java.lang.reflect.InvocationTargetException;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** vip-core in an application that has neither gRPC nor a JDBC driver. */
class OptionalLibrariesTest {

    @Test
    void withoutGrpcOnlyItsProbeIsRefused() throws ReflectiveOperationException {
        Class<?> health = new ReloadingClassLoader("io.vip4j.", "io.grpc.").loadClass(HealthCheck.class.getName());
        assertThat(health.getClassLoader()).isInstanceOf(ReloadingClassLoader.class);
        assertThat(health.getMethods()).as("all signatures can be read").isNotEmpty();
        assertThat(health.getMethod("redis", String.class, int.class).invoke(null, "127.0.0.1", 6379))
                .asString()
                .contains("redis 127.0.0.1:6379");
        Throwable refusal = cause(health);
        assertThat(refusal.getClass().getName()).isEqualTo(ConfigurationException.class.getName());
        assertThat(refusal)
                .hasMessage("no gRPC library; add io.grpc:grpc-netty-shaded, io.grpc:grpc-netty or"
                        + " io.grpc:grpc-okhttp to the class path");
    }

    private static Throwable cause(Class<?> health) throws ReflectiveOperationException {
        try {
            health.getMethod("grpc", String.class, int.class, String.class).invoke(null, "127.0.0.1", 50051, "");
        } catch (InvocationTargetException e) {
            return Objects.requireNonNull(e.getCause());
        }
        throw new AssertionError("a probe without a library");
    }
}
