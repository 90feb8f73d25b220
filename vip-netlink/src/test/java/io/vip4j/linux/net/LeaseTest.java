/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.linux.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vip4j.spi.PlatformException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LeaseTest {

    private static final long SECOND = 1_000_000_000;

    /** Its numbers may pass their end. */
    private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - SECOND / 2);

    private Lease lease(Duration lifetime) {
        return Lease.now(Optional.of(lifetime), clock::get);
    }

    @Test
    void kernelMayBeToldUntilTheLifetimeIsOver() {
        Lease lease = lease(Duration.ofSeconds(2));
        assertThatCode(lease::requireTime).doesNotThrowAnyException();
        clock.addAndGet(2 * SECOND - 1);
        assertThatCode(lease::requireTime).doesNotThrowAnyException();
        clock.addAndGet(1);
        assertThatThrownBy(lease::requireTime)
                .isInstanceOf(PlatformException.class)
                .hasMessage("it came 2000 ms late, when its lifetime of 2 s was over");
    }

    @Test
    void askedForAnewItCountsFromThen() {
        Lease lease = lease(Duration.ofSeconds(1));
        clock.addAndGet(SECOND);
        Lease anew = lease.anew();
        assertThat(anew).isEqualTo(new Lease(lease.lifetime(), lease.askedAtNanos() + SECOND, lease.clock()));
        assertThatCode(anew::requireTime).doesNotThrowAnyException();
        assertThat(lease.ageNanos()).isEqualTo(SECOND);
        assertThat(anew.ageNanos()).isZero();
    }

    @Test
    void withoutLifetimeNothingIsLate() {
        Lease lease = Lease.now(Optional.empty(), clock::get);
        clock.addAndGet(1000 * SECOND);
        assertThatCode(lease::requireTime).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT-1S", "PT0.999S", "PT1.5S", "PT2147483648S"})
    void lifetimeThatTheKernelCannotCountIsRefused(String lifetime) {
        Duration value = Duration.parse(lifetime);
        assertThatThrownBy(lease(value)::requireTime)
                .isInstanceOf(PlatformException.class)
                .hasMessage("the lifetime of an address must be whole seconds, 1 or more: " + value);
    }
}
