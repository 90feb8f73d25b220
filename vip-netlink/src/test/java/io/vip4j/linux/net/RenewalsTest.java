/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.linux.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.vip4j.linux.netlink.NetlinkConnection;
import io.vip4j.spi.PlatformException;
import io.vip4j.vrrp.VirtualAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Renewals on a netlink thread that is kept busy until all of them wait; nothing goes to the kernel. */
@Timeout(20)
class RenewalsTest {

    private static final Optional<Duration> SECOND = Optional.of(Duration.ofSeconds(1));
    private static final VirtualAddress ONE = VirtualAddress.parse("203.0.113.1/32");
    private static final VirtualAddress TWO = VirtualAddress.parse("203.0.113.2/32");

    private final NetlinkConnection connection =
            NetlinkConnection.open(new PlatformThreads(Optional.empty()).named("vip4j-netlink"));
    private final List<String> done = Collections.synchronizedList(new ArrayList<>());
    private final Renewals renewals = new Renewals(connection, (exchange, networkInterface, addresses, lifetime) -> {
        done.add(networkInterface + " " + addresses);
        if (addresses.contains(TWO)) {
            throw new PlatformException("it is somebody else's");
        }
    });
    private final CountDownLatch busy = new CountDownLatch(1);

    RenewalsTest() {
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
    }

    private String answer(CompletableFuture<Void> future) throws Exception {
        busy.countDown();
        return future.handle((nothing, failure) -> failure == null ? "done" : "failed: " + failure.getMessage())
                .get(10, TimeUnit.SECONDS);
    }

    @Test
    void thoseThatWaitAreDoneTogether() throws Exception {
        CompletableFuture<Void> first = renewals.renew("eth0", List.of(ONE), SECOND);
        CompletableFuture<Void> second = renewals.renew("eth0", List.of(ONE), SECOND);

        assertThat(answer(second)).isEqualTo("done");
        assertThat(answer(first)).isEqualTo("done");
        assertThat(done).containsExactly("eth0 " + List.of(ONE, ONE));
    }

    @Test
    void anotherInterfaceOrLifetimeIsDoneByItself() throws Exception {
        var first = renewals.renew("eth0", List.of(ONE), SECOND);
        var second = renewals.renew("eth1", List.of(ONE), SECOND);
        var third = renewals.renew("eth1", List.of(ONE), Optional.empty());

        assertThat(answer(first)).isEqualTo("done");
        assertThat(answer(second)).isEqualTo("done");
        assertThat(answer(third)).isEqualTo("done");
        assertThat(done).containsExactly("eth0 " + List.of(ONE), "eth1 " + List.of(ONE), "eth1 " + List.of(ONE));
    }

    @Test
    void workInBetweenKeepsItsPlace() throws Exception {
        var first = renewals.renew("eth0", List.of(ONE), SECOND);
        var unbound = connection.submit(exchange -> done.add("unbind"));

        assertThat(answer(renewals.renew("eth0", List.of(ONE), SECOND))).isEqualTo("done");
        assertThat(first).isCompleted();
        assertThat(unbound).isCompleted();
        assertThat(done).containsExactly("eth0 " + List.of(ONE), "unbind", "eth0 " + List.of(ONE));
    }

    @Test
    void whatFailsForOneDoesNotFailForTheOthers() throws Exception {
        CompletableFuture<Void> good = renewals.renew("eth0", List.of(ONE), SECOND);
        CompletableFuture<Void> bad = renewals.renew("eth0", List.of(TWO), SECOND);

        assertThat(answer(bad)).isEqualTo("failed: it is somebody else's");
        assertThat(answer(good)).isEqualTo("done");
    }

    @Test
    void afterTheyHaveBegunOthersWaitAnew() throws Exception {
        assertThat(answer(renewals.renew("eth0", List.of(ONE), SECOND))).isEqualTo("done");
        assertThat(answer(renewals.renew("eth0", List.of(ONE), SECOND))).isEqualTo("done");
        assertThat(done).hasSize(2);
    }

    @Test
    void closedConnectionIsTold() throws Exception {
        busy.countDown();
        connection.close();

        assertThat(answer(renewals.renew("eth0", List.of(ONE), SECOND)))
                .isEqualTo("failed: the Linux platform is closed");
        assertThat(answer(renewals.renew("eth0", List.of(ONE), SECOND)))
                .isEqualTo("failed: the Linux platform is closed");
    }
}
