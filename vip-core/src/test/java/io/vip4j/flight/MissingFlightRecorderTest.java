/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.flight;

import static org.assertj.core.api.Assertions.assertThat;

import io.vip4j.vrrp.IpAddress;
import io.vip4j.wire.RejectReason;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;

/** A runtime without the module jdk.jfr. */
class MissingFlightRecorderTest {

    /** Loads this package anew and hides the flight recorder. */
    private static final class WithoutRecorder extends ClassLoader {
        WithoutRecorder() {
            super(MissingFlightRecorderTest.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (name.startsWith("jdk.jfr.")) {
                throw new ClassNotFoundException(name);
            }
            if (!name.startsWith("io.vip4j.flight.")) {
                return super.loadClass(name, resolve);
            }
            synchronized (getClassLoadingLock(name)) {
                Class<?> loaded = findLoadedClass(name);
                return loaded != null ? loaded : define(name);
            }
        }

        private Class<?> define(String name) throws ClassNotFoundException {
            try (InputStream file = getResourceAsStream(name.replace('.', '/') + ".class")) {
                if (file == null) {
                    throw new ClassNotFoundException(name);
                }
                byte[] octets = file.readAllBytes();
                return defineClass(name, octets, 0, octets.length);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }

    @Test
    void nothingIsRecordedAndNothingFails() throws ReflectiveOperationException {
        Class<?> log = new WithoutRecorder().loadClass(FlightLog.class.getName());
        assertThat(log.getClassLoader()).isInstanceOf(WithoutRecorder.class);
        assertThat(log.getMethod("recordsRejections").invoke(null)).isEqualTo(false);
        log.getMethod("late", long.class, long.class).invoke(null, 2L, 1L);
        log.getMethod("suspended", long.class).invoke(null, 1L);
        log.getMethod("rejected", String.class, IpAddress.class, RejectReason.class, long.class)
                .invoke(null, "eth0", IpAddress.parse("198.51.100.1"), RejectReason.CHECKSUM, 1L);
    }
}
