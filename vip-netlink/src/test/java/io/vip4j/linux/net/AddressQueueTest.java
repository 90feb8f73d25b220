/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.linux.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.vip4j.linux.netlink.NetlinkConnection;
import io.vip4j.linux.netlink.NetlinkExchange;
import io.vip4j.spi.PlatformException;
import io.vip4j.vrrp.VirtualAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Renewals on a netlink thread that is kept busy until all of them wait; nothing goes to the kernel. */
@Timeout(20)
class AddressQueueTest {

    private static final Optional<Duration> SECOND = Optional.of(Duration.ofSeconds(1));
    private static final VirtualAddress ONE = VirtualAddress.parse("203.0.113.1/32");
    private static final VirtualAddress TWO = VirtualAddress.parse("203.0.113.2/32");
    private static final VirtualAddress THREE = VirtualAddress.parse("203.0.113.3/32");

    private final NetlinkConnection connection =
            NetlinkConnection.open(new PlatformThreads(Optional.empty()).named("vip4j-netlink"));
    private final List<String> done = Collections.synchronizedList(new ArrayList<>());
    private final List<Lease> leases = Collections.synchronizedList(new ArrayList<>());
    private final AtomicLong clock = new AtomicLong();
    private final AddressQueue queue = new AddressQueue(connection, this::renew, clock::get);
    private final CountDownLatch busy = new CountDownLatch(1);

    AddressQueueTest() {
        var unused = connection.submit(exchange -> {
            try {
                busy.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private Map<VirtualAddress, PlatformException> renew(
            NetlinkExchange exchange, String networkInterface, List<VirtualAddress> addresses, Lease lease) {
        done.add(networkInterface + " " + addresses);
        leases.add(lease);
        if (networkInterface.equals("nowhere")) {
            throw new PlatformException("no interface");
        }
        return addresses.contains(TWO) ? Map.of(TWO, new PlatformException("it is somebody else's")) : Map.of();
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
        CompletableFuture<Void> first = queue.renew("eth0", List.of(ONE), SECOND);
        CompletableFuture<Void> second = queue.renew("eth0", List.of(THREE), SECOND);

        assertThat(answer(second)).isEqualTo("done");
        assertThat(answer(first)).isEqualTo("done");
        assertThat(done).containsExactly("eth0 " + List.of(ONE, THREE));
    }

    @Test
    void addressThatSeveralRoutersShareIsRenewedOnce() throws Exception { // A second addition would be refused.
        CompletableFuture<Void> first = queue.renew("eth0", List.of(THREE, ONE), SECOND);
        CompletableFuture<Void> second = queue.renew("eth0", List.of(ONE), SECOND);

        assertThat(answer(second)).isEqualTo("done");
        assertThat(answer(first)).isEqualTo("done");
        assertThat(done).containsExactly("eth0 " + List.of(THREE, ONE));
    }

    @Test
    void thoseThatAreDoneTogetherCountFromTheFirst() throws Exception {
        clock.set(5);
        var first = queue.renew("eth0", List.of(ONE), SECOND);
        clock.addAndGet(AddressQueue.MOST_APART_NANOS);

        assertThat(answer(queue.renew("eth0", List.of(ONE), SECOND))).isEqualTo("done");
        assertThat(first).isCompleted();
        assertThat(leases).containsExactly(new Lease(SECOND, 5, leases.get(0).clock()));
    }

    @Test
    void oneAfterAPauseDoesNotJoinThoseBeforeIt() throws Exception { // They may be too late, and it is not.
        var first = queue.renew("eth0", List.of(ONE), SECOND);
        clock.addAndGet(AddressQueue.MOST_APART_NANOS + 1);

        assertThat(answer(queue.renew("eth0", List.of(ONE), SECOND))).isEqualTo("done");
        assertThat(first).isCompleted();
        assertThat(leases).extracting(Lease::askedAtNanos).containsExactly(0L, AddressQueue.MOST_APART_NANOS + 1);
    }

    @Test
    void anotherInterfaceOrLifetimeIsDoneByItself() throws Exception {
        var first = queue.renew("eth0", List.of(ONE), SECOND);
        var second = queue.renew("eth1", List.of(ONE), SECOND);
        var third = queue.renew("eth1", List.of(ONE), Optional.empty());

        assertThat(answer(first)).isEqualTo("done");
        assertThat(answer(second)).isEqualTo("done");
        assertThat(answer(third)).isEqualTo("done");
        assertThat(done).containsExactly("eth0 " + List.of(ONE), "eth1 " + List.of(ONE), "eth1 " + List.of(ONE));
    }

    @Test
    void workInBetweenKeepsItsPlace() throws Exception {
        var first = queue.renew("eth0", List.of(ONE), SECOND);
        var unbound = queue.submit(exchange -> done.add("unbind"));

        assertThat(answer(queue.renew("eth0", List.of(ONE), SECOND))).isEqualTo("done");
        assertThat(first).isCompleted();
        assertThat(unbound).isCompleted();
        assertThat(done).containsExactly("eth0 " + List.of(ONE), "unbind", "eth0 " + List.of(ONE));
    }

    @Test
    void workThatLeavesAddressesAloneDoesNotPartThem() throws Exception { // As that of a gate, before each renewal.
        var first = queue.renew("eth0", List.of(ONE), SECOND);
        var opened = connection.submit(exchange -> done.add("open"));

        assertThat(answer(queue.renew("eth0", List.of(ONE), SECOND))).isEqualTo("done");
        assertThat(first).isCompleted();
        opened.get(10, TimeUnit.SECONDS);
        assertThat(done).containsExactly("eth0 " + List.of(ONE), "open");
    }

    @Test
    void whatFailsForOneDoesNotFailForTheOthersAndNothingIsRepeated() throws Exception {
        CompletableFuture<Void> good = queue.renew("eth0", List.of(ONE), SECOND);
        CompletableFuture<Void> bad = queue.renew("eth0", List.of(THREE, TWO), SECOND);

        assertThat(answer(bad)).isEqualTo("failed: it is somebody else's");
        assertThat(answer(good)).isEqualTo("done");
        assertThat(done).hasSize(1);
    }

    @Test
    void whatCannotBeTriedFailsForAll() throws Exception {
        CompletableFuture<Void> first = queue.renew("nowhere", List.of(ONE), SECOND);
        CompletableFuture<Void> second = queue.renew("nowhere", List.of(TWO), SECOND);

        assertThat(answer(first)).isEqualTo("failed: no interface");
        assertThat(answer(second)).isEqualTo("failed: no interface");
    }

    @Test
    void moreThanTheBoundAreRefusedUntilTheyHaveBegun() throws Exception {
        List<CompletableFuture<Void>> waiting = new ArrayList<>();
        for (int i = 0; i < AddressQueue.MAX_WAITING; i++) {
            waiting.add(queue.renew("eth0", List.of(ONE), SECOND));
        }
        CompletableFuture<Void> beyond = queue.renew("eth0", List.of(ONE), SECOND);

        assertThat(waiting).noneMatch(CompletableFuture::isDone);
        assertThat(beyond).isDone();
        assertThat(answer(beyond))
                .isEqualTo("failed: netlink: 4096 renewals wait already; the kernel does not answer, see its log");
        assertThat(answer(waiting.get(0))).isEqualTo("done");
        assertThat(answer(queue.renew("eth0", List.of(ONE), SECOND))).isEqualTo("done");
    }

    @Test
    void afterTheyHaveBegunOthersWaitAnew() throws Exception {
        assertThat(answer(queue.renew("eth0", List.of(ONE), SECOND))).isEqualTo("done");
        assertThat(answer(queue.renew("eth0", List.of(ONE), SECOND))).isEqualTo("done");
        assertThat(done).hasSize(2);
    }

    @Test
    void closedConnectionIsTold() throws Exception {
        busy.countDown();
        connection.close();

        assertThat(answer(queue.renew("eth0", List.of(ONE), SECOND))).isEqualTo("failed: the Linux platform is closed");
        assertThat(answer(queue.renew("eth0", List.of(ONE), SECOND))).isEqualTo("failed: the Linux platform is closed");
    }
}
