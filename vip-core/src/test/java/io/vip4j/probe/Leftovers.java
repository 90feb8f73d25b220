/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * Sockets, selectors and probe threads of this process, counted.
 *
 * @param descriptors sockets, epoll and event descriptors; files come and go with the class loader
 * @param threads those whose name says that they are for probes
 */
record Leftovers(long descriptors, long threads) {

    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");

    static {
        try {
            SocketChannel.open().close(); // The JDK keeps one descriptor of its own from the first socket on.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Leftovers now() {
        try (Stream<Path> all = Files.list(DESCRIPTORS)) {
            long descriptors = all.map(Leftovers::target)
                    .filter(target -> target.startsWith("socket:") || target.startsWith("anon_inode:"))
                    .count();
            long threads = Thread.getAllStackTraces().keySet().stream()
                    .filter(thread -> thread.getName().startsWith("vip-probe"))
                    .count();
            return new Leftovers(descriptors, threads);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits for threads to end, and fails if there is more than there was. */
    void assertNothingMore() {
        long giveUpAtNanos = System.nanoTime() + 20_000_000_000L;
        Leftovers now = now();
        while ((now.descriptors > descriptors || now.threads > threads) && System.nanoTime() < giveUpAtNanos) {
            LockSupport.parkNanos(5_000_000);
            now = now();
        }
        assertThat(now.descriptors).as("descriptors").isLessThanOrEqualTo(descriptors);
        assertThat(now.threads).as("threads").isLessThanOrEqualTo(threads);
    }

    private static String target(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (IOException e) {
            return ""; // It was closed meanwhile.
        }
    }
}
