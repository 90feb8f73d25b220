/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a process has at a moment.
 *
 * @param descriptors open file descriptors
 * @param threads its threads, without those of the compilers, which the JVM starts and ends as it likes
 * @param children processes that it started and that still run
 */
record Belongings(long descriptors, long threads, long children) {

    private static final String COMPILER = "CompilerThre";

    static Belongings of(long pid) {
        Path process = Path.of("/proc", Long.toString(pid));
        long threads = list(process.resolve("task")).stream()
                .filter(task -> !nameOf(task).contains(COMPILER))
                .count();
        long children = ProcessHandle.of(pid)
                .map(ProcessHandle::children)
                .map(Stream::count)
                .orElse(0L);
        return new Belongings(list(process.resolve("fd")).size(), threads, children);
    }

    private static List<Path> list(Path directory) {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.toList();
        } catch (IOException e) {
            throw new LabException("list " + directory + ": " + e.getMessage(), e);
        }
    }

    private static String nameOf(Path task) {
        try {
            return Files.readString(task.resolve("comm"));
        } catch (NoSuchFileException e) {
            return COMPILER; // It has ended since it was listed, so it is none that stays.
        } catch (IOException e) {
            throw new LabException("read " + task + ": " + e.getMessage(), e);
        }
    }
}
