/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.linux;

import io.vip4j.linux.lab.Lab;
import io.vip4j.spi.AdvertisementChannel;
import io.vip4j.spi.NeighborAnnouncer;
import io.vip4j.vrrp.AddressFamily;
import io.vip4j.vrrp.IpAddress;
import io.vip4j.vrrp.VirtualAddress;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/** Prints what the operations of the platform cost on this machine. Run by hand, as root. */
final class Measurements {

    private static final List<VirtualAddress> VIP = List.of(VirtualAddress.parse("198.51.100.10/24"));
    private static final Optional<Duration> LEASE = Optional.of(Duration.ofSeconds(3));

    private Measurements() {}

    public static void main(String[] arguments) {
        try (Lab lab = new Lab()) {
            Lab.Node node = lab.node("198.51.100.1/24");
            long startedAt = System.nanoTime();
            try (LinuxVipPlatform platform = LinuxVipPlatform.createIn(node.file())) {
                print("create(), first in this JVM", System.nanoTime() - startedAt);
                long warmingAt = System.nanoTime();
                LoopCalls.warmUp(platform);
                print("warmUp()", System.nanoTime() - warmingAt);
                binder(platform);
                manyAddresses(platform);
                channel(platform);
            }
            long againAt = System.nanoTime();
            LinuxVipPlatform.createIn(node.file()).close();
            print("create() and close(), second", System.nanoTime() - againAt);
        }
    }

    private static void binder(LinuxVipPlatform platform) {
        List<VirtualAddress> vip = VIP;
        // The JVM links this class's own lambdas on first use, which is not what is measured.
        time(() ->
                platform.binder().unbind("nowhere", vip).toCompletableFuture().join());
        print(
                "bind() to ACK, first after warmUp",
                time(() -> platform.binder()
                        .bind("eth0", vip, LEASE)
                        .toCompletableFuture()
                        .join()));
        print(
                "renew() to ACK, first",
                time(() -> platform.binder()
                        .renew("eth0", vip, LEASE)
                        .toCompletableFuture()
                        .join()));
        print(
                "unbind() to ACK, first",
                time(() -> platform.binder()
                        .unbind("eth0", vip)
                        .toCompletableFuture()
                        .join()));
        long[] binds = new long[300];
        long[] unbinds = new long[binds.length];
        for (int i = 0; i < binds.length; i++) {
            binds[i] = time(() -> platform.binder()
                    .bind("eth0", vip, LEASE)
                    .toCompletableFuture()
                    .join());
            unbinds[i] = time(() ->
                    platform.binder().unbind("eth0", vip).toCompletableFuture().join());
        }
        print("bind() to ACK", binds);
        print("unbind() to ACK", unbinds);
        platform.binder().bind("eth0", vip, LEASE).toCompletableFuture().join();
        long[] renewals = new long[5000];
        for (int i = 0; i < renewals.length; i++) {
            renewals[i] = time(() -> platform.binder()
                    .renew("eth0", vip, LEASE)
                    .toCompletableFuture()
                    .join());
        }
        print("renew() to ACK", renewals);
    }

    private static void manyAddresses(LinuxVipPlatform platform) {
        List<VirtualAddress> many = IntStream.rangeClosed(1, 200)
                .mapToObj(host ->
                        VirtualAddress.parse(host % 2 == 0 ? "203.0.113." + host + "/32" : "2001:db8::" + host + "/64"))
                .toList();
        long[] binds = new long[20];
        long[] unbinds = new long[binds.length];
        for (int i = 0; i < binds.length; i++) {
            binds[i] = time(() -> platform.binder()
                    .bind("eth0", many, LEASE)
                    .toCompletableFuture()
                    .join());
            unbinds[i] = time(() ->
                    platform.binder().unbind("eth0", many).toCompletableFuture().join());
        }
        platform.binder().bind("eth0", many, LEASE).toCompletableFuture().join();
        long[] renewals = new long[100];
        for (int i = 0; i < renewals.length; i++) {
            renewals[i] = time(() -> platform.binder()
                    .renew("eth0", many, LEASE)
                    .toCompletableFuture()
                    .join());
        }
        print("bind() of 200 addresses, first", binds[0]);
        print("bind() of 200 addresses", binds);
        print("unbind() of 200 addresses", unbinds);
        print("renew() of 200 addresses", renewals);
        platform.binder().unbind("eth0", many).toCompletableFuture().join();
    }

    private static void channel(LinuxVipPlatform platform) {
        LoopCalls.run(platform, () -> {
            AdvertisementChannel channel =
                    platform.openChannel("eth0", AddressFamily.IPV4, (source, group, ttl, message) -> {});
            ByteBuffer message = ByteBuffer.allocateDirect(12);
            IpAddress source = IpAddress.parse("198.51.100.1");
            IpAddress group = AddressFamily.IPV4.vrrpGroup();
            IpAddress vip = VIP.get(0).address();
            print("send(), first after warmUp", time(() -> channel.send(source, group, 255, message)));
            print(
                    "announce(), first after warmUp",
                    time(() -> platform.announcer().announce("eth0", vip, NeighborAnnouncer.Form.REQUEST)));
            for (int i = 0; i < 20_000; i++) {
                channel.send(source, group, 255, message);
            }
            com.sun.management.ThreadMXBean threads =
                    (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
            long allocated = threads.getCurrentThreadAllocatedBytes();
            long startedAt = System.nanoTime();
            for (int i = 0; i < 10_000; i++) {
                channel.send(source, group, 255, message);
            }
            long span = System.nanoTime() - startedAt;
            long octets = threads.getCurrentThreadAllocatedBytes() - allocated;
            System.out.printf(
                    Locale.ROOT, "%-36s %10.1f us, %d octets allocated each%n", "send()", span / 1e7, octets / 10_000);
        });
    }

    private static long time(Runnable operation) {
        long startedAt = System.nanoTime();
        operation.run();
        return System.nanoTime() - startedAt;
    }

    private static void print(String what, long nanos) {
        System.out.printf(Locale.ROOT, "%-36s %10.1f us%n", what, nanos / 1e3);
    }

    private static void print(String what, long[] nanos) {
        Arrays.sort(nanos);
        System.out.printf(
                Locale.ROOT,
                "%-36s %10.1f us median, %.1f us p99, %.1f us max%n",
                what,
                nanos[nanos.length / 2] / 1e3,
                nanos[nanos.length * 99 / 100] / 1e3,
                nanos[nanos.length - 1] / 1e3);
    }
}
