/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** A memory cgroup, in which the kernel kills who takes too much. */
final class MemoryLimit implements AutoCloseable {

    private static final long BYTES = 256L << 20;
    private static final Path V1 = Path.of("/sys/fs/cgroup/memory");
    private static final Path V2 = Path.of("/sys/fs/cgroup");

    private final Path group;

    private MemoryLimit(Path group) {
        this.group = group;
    }

    /** Makes one; empty where that is not possible. */
    static Optional<MemoryLimit> make(String name) {
        if (Files.exists(V1.resolve("memory.limit_in_bytes"))) {
            return make(V1.resolve(name), "memory.limit_in_bytes");
        }
        return Files.exists(V2.resolve("cgroup.controllers")) ? make(V2.resolve(name), "memory.max") : Optional.empty();
    }

    private static Optional<MemoryLimit> make(Path group, String limit) {
        try {
            Files.createDirectory(group);
            MemoryLimit made = new MemoryLimit(group);
            try {
                Files.writeString(group.resolve(limit), Long.toString(BYTES));
                return Optional.of(made);
            } catch (IOException e) {
                made.close();
                return Optional.empty();
            }
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Puts a process under the limit. */
    void put(long pid) {
        try {
            Files.writeString(group.resolve("cgroup.procs"), Long.toString(pid));
        } catch (IOException e) {
            throw new LabException("put " + pid + " into " + group + ": " + e.getMessage(), e);
        }
    }

    /** Removes it; nothing may be in it any more. */
    @Override
    public void close() {
        Command.attempt("rmdir", group.toString());
    }
}
