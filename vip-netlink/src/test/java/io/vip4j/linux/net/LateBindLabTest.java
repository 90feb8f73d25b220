/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.linux.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.vip4j.linux.ffi.NetworkNamespace;
import io.vip4j.linux.lab.Lab;
import io.vip4j.linux.lab.LabTest;
import io.vip4j.linux.netlink.NetlinkConnection;
import io.vip4j.linux.netlink.NetlinkExchange;
import io.vip4j.vrrp.VirtualAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A process that stands still between two system calls of one operation: a clock that jumps when it sees the first done. */
@LabTest
class LateBindLabTest {

    private static final Optional<Duration> LEASE = Optional.of(Duration.ofSeconds(30));
    private static final Optional<Duration> LONGER = Optional.of(Duration.ofSeconds(90));

    private static final Pattern IS_LONGER = Pattern.compile("valid_lft [4-9][0-9]sec");

    /** More than one system call takes. */
    private static final List<VirtualAddress> MANY = IntStream.rangeClosed(10, 80)
            .mapToObj(host -> VirtualAddress.parse("203.0.113." + host + "/32"))
            .toList();

    private final Lab lab = new Lab();
    private final Lab.Node node = lab.node("198.51.100.1/24");
    private final NetworkNamespace namespace = NetworkNamespace.open(node.file());
    private final NetlinkConnection connection =
            NetlinkConnection.open(new PlatformThreads(Optional.of(namespace)).named("vip4j-netlink"));
    private final ProcessSlot slot = takeSlot();

    private ProcessSlot takeSlot() {
        CompletableFuture<ProcessSlot> taken = new CompletableFuture<>();
        var unused = connection.submit(exchange -> taken.complete(ProcessSlot.take()));
        return taken.orTimeout(60, TimeUnit.SECONDS).join();
    }

    @AfterEach
    void close() {
        connection.close();
        slot.close();
        namespace.close();
        lab.close();
    }

    private RtnetlinkBinder binder(LongSupplier clock) {
        return new RtnetlinkBinder(connection, "6.1.0", slot, clock);
    }

    private boolean isLonger(VirtualAddress address) {
        return IS_LONGER.matcher(node.address(address.toString())).find();
    }

    /** A clock that has jumped by the longer lifetime once the first of the addresses has got it. */
    private long jumpingClock() {
        return isLonger(MANY.get(0)) ? LONGER.orElseThrow().toNanos() : 0;
    }

    private static String answer(CompletionStage<Void> stage) {
        return stage.handle((nothing, failure) -> failure == null ? "done" : failure.getMessage())
                .toCompletableFuture()
                .orTimeout(60, TimeUnit.SECONDS)
                .join();
    }

    @Test
    void bindThatBecomesLateOnItsWayLeavesNothing() {
        RtnetlinkBinder binder = binder(this::jumpingClock);

        assertThat(answer(binder.bind("eth0", MANY, LONGER)))
                .isEqualTo("it came 90000 ms late, when its lifetime of 90 s was over");

        assertThat(node.addresses()).doesNotContain("203.0.113.");
    }

    @Test
    void routerWhoseRenewalHasBecomeLateIsTheOnlyOneThatFails() {
        assertThat(answer(binder(() -> 0).bind("eth0", MANY, LEASE))).isEqualTo("done");
        RtnetlinkBinder binder = binder(this::jumpingClock);
        // They wait until the thread is free, so they are done together.
        CountDownLatch busy = new CountDownLatch(1);
        var unused = connection.submit(exchange -> await(busy));
        var first = binder.renew("eth0", MANY.subList(0, NetlinkExchange.MAX_BATCH), LONGER);
        var second = binder.renew("eth0", MANY.subList(NetlinkExchange.MAX_BATCH, MANY.size()), LONGER);
        busy.countDown();

        assertThat(answer(first)).isEqualTo("done");
        assertThat(answer(second)).isEqualTo("it came 90000 ms late, when its lifetime of 90 s was over");
        assertThat(MANY).filteredOn(this::isLonger).isEqualTo(MANY.subList(0, NetlinkExchange.MAX_BATCH));
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
