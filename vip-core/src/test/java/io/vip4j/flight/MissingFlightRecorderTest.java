/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.flight;

import static org.assertj.core.api.Assertions.assertThat;

import io.vip4j.ReloadingClassLoader;
import io.vip4j.vrrp.IpAddress;
import io.vip4j.wire.RejectReason;
import org.junit.jupiter.api.Test;

/** A runtime without the module jdk.jfr. */
class MissingFlightRecorderTest {

    @Test
    void nothingIsRecordedAndNothingFails() throws ReflectiveOperationException {
        Class<?> log = new ReloadingClassLoader("io.vip4j.flight.", "jdk.jfr.").loadClass(FlightLog.class.getName());
        assertThat(log.getClassLoader()).isInstanceOf(ReloadingClassLoader.class);
        assertThat(log.getMethod("recordsRejections").invoke(null)).isEqualTo(false);
        log.getMethod("late", long.class, long.class).invoke(null, 2L, 1L);
        log.getMethod("suspended", long.class).invoke(null, 1L);
        log.getMethod("rejected", String.class, IpAddress.class, RejectReason.class, long.class)
                .invoke(null, "eth0", IpAddress.parse("198.51.100.1"), RejectReason.CHECKSUM, 1L);
    }
}
