/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.linux.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.vip4j.linux.netlink.NetlinkConnection;
import io.vip4j.vrrp.AddressOptions;
import io.vip4j.vrrp.VirtualAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Operations that wait for a netlink thread which is kept busy, while time passes. They need no privilege. */
@Timeout(20)
class RtnetlinkBinderTest {

    private static final String NO_INTERFACE = "no/interface";
    private static final String ABSENT =
            "no network interface no/interface to put an address on; was it removed or renamed?";
    private static final String LATE = "it came 2000 ms late, when its lifetime of 2 s was over";
    private static final Optional<Duration> LIFETIME = Optional.of(Duration.ofSeconds(2));
    private static final long LIFETIME_NANOS = 2_000_000_000;
    private static final List<VirtualAddress> ADDRESS = List.of(VirtualAddress.parse("203.0.113.1/32"));
    private static final List<VirtualAddress> DETECTED =
            List.of(VirtualAddress.parse("2001:db8::1/64").with(AddressOptions.NONE.withDuplicateAddressDetection()));

    private final NetlinkConnection connection =
            NetlinkConnection.open(new PlatformThreads(Optional.empty()).named("vip4j-netlink"));
    private final ProcessSlot slot = ProcessSlot.take();
    private final AtomicLong clock = new AtomicLong();
    private final RtnetlinkBinder binder = new RtnetlinkBinder(connection, "6.1.0", slot, clock::get);
    private final CountDownLatch busy = new CountDownLatch(1);

    RtnetlinkBinderTest() {
        var unused = connection.submit(exchange -> {
            try {
                busy.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    @AfterEach
    void close() {
        busy.countDown();
        connection.close();
        slot.close();
    }

    private String answer(CompletionStage<Void> stage) throws Exception {
        busy.countDown();
        return stage.handle((nothing, failure) -> failure == null ? "done" : failure.getMessage())
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
    }

    @Test
    void oneWhoseTurnComesInTimeIsTried() throws Exception {
        var bound = binder.bind(NO_INTERFACE, ADDRESS, LIFETIME);
        var detected = binder.bind(NO_INTERFACE, DETECTED, LIFETIME);
        var renewed = binder.renew(NO_INTERFACE, ADDRESS, LIFETIME);
        clock.addAndGet(LIFETIME_NANOS - 1);

        assertThat(answer(bound)).isEqualTo(ABSENT);
        assertThat(answer(detected)).isEqualTo(ABSENT);
        assertThat(answer(renewed)).isEqualTo(ABSENT);
    }

    /** As after SIGSTOP, or in a host that was suspended. */
    @Test
    void oneWhoseTurnComesWhenItsLifetimeIsOverIsRefused() throws Exception {
        var bound = binder.bind(NO_INTERFACE, ADDRESS, LIFETIME);
        var detected = binder.bind(NO_INTERFACE, DETECTED, LIFETIME);
        var renewed = binder.renew(NO_INTERFACE, ADDRESS, LIFETIME);
        clock.addAndGet(LIFETIME_NANOS);
        var renewedAfterwards = binder.renew(NO_INTERFACE, ADDRESS, LIFETIME);

        assertThat(answer(bound)).isEqualTo(LATE);
        assertThat(answer(detected)).isEqualTo(LATE);
        assertThat(answer(renewed)).isEqualTo(LATE);
        assertThat(answer(renewedAfterwards)).isEqualTo(ABSENT);
    }

    @Test
    void removalIsNeverTooLate() throws Exception {
        var unbound = binder.unbind(NO_INTERFACE, ADDRESS);
        clock.addAndGet(1000 * LIFETIME_NANOS);

        assertThat(answer(unbound)).isEqualTo("done");
    }
}
