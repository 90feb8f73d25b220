/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.linux.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.vip4j.linux.netlink.LinkEntry;
import io.vip4j.linux.netlink.NetlinkExchange;
import io.vip4j.spi.PlatformException;
import io.vip4j.vrrp.VirtualAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Addresses for an interface that does not exist: the kernel refuses each of them, with privileges or without. What was
 * not asked for has another failure.
 */
class AddressOperationsTest {

    private static final long SECOND = 1_000_000_000;
    private static final Optional<Duration> LIFETIME = Optional.of(Duration.ofSeconds(1));
    private static final LinkEntry NOWHERE = new LinkEntry(Integer.MAX_VALUE, "nowhere", 0, 0, Optional.empty());
    private static final List<VirtualAddress> MANY = IntStream.range(0, 2 * NetlinkExchange.MAX_BATCH + 2)
            .mapToObj(host -> VirtualAddress.parse("203.0.113." + host + "/32"))
            .toList();

    private final NetlinkExchange exchange = new NetlinkExchange(Duration.ofSeconds(2));
    private final AddressOperations operations = new AddressOperations(new AddressOwnership("6.1.0", 0, slot -> false));

    @AfterEach
    void close() {
        exchange.close();
    }

    /** A clock that stands until it was looked at so many times, and then is a lifetime later. */
    private static LongSupplier pauseBeforeLook(int number) {
        int[] looks = new int[1];
        return () -> ++looks[0] < number ? 0 : SECOND;
    }

    @Test
    void eachSystemCallIsPrecededByALookAtTheClock() {
        for (int calls = 0; calls < 3; calls++) {
            int told = calls * NetlinkExchange.MAX_BATCH;
            Lease lease = new Lease(LIFETIME, 0, pauseBeforeLook(calls + 1));

            Map<VirtualAddress, PlatformException> failures = operations.renew(exchange, NOWHERE, MANY, lease);

            assertThat(failures).containsOnlyKeys(MANY);
            for (int i = 0; i < MANY.size(); i++) {
                PlatformException failure = failures.get(MANY.get(i));
                if (i < told) {
                    assertThat(failure).hasMessageStartingWith("RTM_NEWADDR " + MANY.get(i) + " on nowhere: E");
                } else {
                    assertThat(failure).hasMessage("it came 1000 ms late, when its lifetime of 1 s was over");
                }
            }
        }
    }

    @Test
    void bindThatBecomesLateWhileItLooksAtTheInterfaceTellsTheKernelNothing() {
        PlatformException failure = failureOfBind(new Lease(LIFETIME, 0, () -> SECOND));

        assertThat(failure).hasMessage("it came 1000 ms late, when its lifetime of 1 s was over");
    }

    @Test
    void bindThatIsUndoneTellsItsFailureAlone() {
        PlatformException failure = failureOfBind(new Lease(LIFETIME, 0, () -> 0));

        assertThat(failure)
                .hasMessageStartingWith("RTM_NEWADDR 203.0.113.0/32 on nowhere: E")
                .hasNoCause();
        assertThat(failure.getSuppressed()).isEmpty();
    }

    @Test
    void bindWhoseEndIsNotKnownTellsThat() {
        // The socket goes between the look at the clock and the system call.
        PlatformException failure = failureOfBind(new Lease(LIFETIME, 0, () -> {
            exchange.close();
            return 0;
        }));

        assertThat(failure)
                .hasMessageMatching("sendmsg RTM_NEWADDR 203.0.113.0/32 on nowhere: E.*; what was added may be there"
                        + " still: sendmsg RTM_GETADDR on nowhere: E.*");
        assertThat(failure.getSuppressed()).hasSize(1);
        assertThat(failure.getCause()).isInstanceOf(PlatformException.class);
    }

    private PlatformException failureOfBind(Lease lease) {
        return catchThrowableOfType(PlatformException.class, () -> operations.bind(exchange, NOWHERE, MANY, lease));
    }
}
