/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.lab;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.LongStream;

/**
 * What the living threads of some processes have used of the processor, by the scheduler's own count; for short
 * measurements.
 *
 * @param nanos of each thread, by its directory in /proc
 */
public record ThreadTimes(Map<Path, Long> nanos) {

    /** Copies. */
    public ThreadTimes {
        nanos = Map.copyOf(nanos);
    }

    static ThreadTimes of(LongStream processes) {
        Map<Path, Long> nanos = new HashMap<>();
        processes.forEach(pid -> {
            Path tasks = Path.of("/proc", Long.toString(pid), "task");
            try (DirectoryStream<Path> threads = Files.newDirectoryStream(tasks)) {
                for (Path thread : threads) {
                    nanos.put(thread, nanosOf(thread));
                }
            } catch (IOException e) {
                throw new LabException("read " + tasks + ": " + e.getMessage(), e);
            }
        });
        return new ThreadTimes(nanos);
    }

    private static long nanosOf(Path thread) throws IOException {
        try {
            // Time on the processor, time waiting for it, time slices.
            String count = Files.readString(thread.resolve("schedstat"));
            return Long.parseLong(count.substring(0, count.indexOf(' ')));
        } catch (NoSuchFileException e) {
            return 0; // It has just ended.
        }
    }

    /**
     * What these threads have used since an earlier look. Those that have ended meanwhile, as compiler threads of a JVM
     * do when there is nothing to compile, are left out with all that they ever used.
     */
    public Duration since(ThreadTimes earlier) {
        long used = 0;
        for (Map.Entry<Path, Long> thread : nanos.entrySet()) {
            used += Math.max(0, thread.getValue() - earlier.nanos.getOrDefault(thread.getKey(), 0L));
        }
        return Duration.ofNanos(used);
    }
}
