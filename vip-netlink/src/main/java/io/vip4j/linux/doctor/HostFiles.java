/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.linux.doctor;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The files that tell about a host. What is absent is empty; what is there and cannot be read is empty too, and remembered.
 * One thread.
 */
final class HostFiles {

    private final Path root;
    private final Map<String, String> unreadable = new LinkedHashMap<>();

    /**
     * @param root the directory that stands for /
     */
    HostFiles(Path root) {
        this.root = root;
    }

    /** Where a file is. */
    Path path(String name) {
        return root.resolve(name.startsWith("/") ? name.substring(1) : name);
    }

    boolean exists(String name) {
        return Files.exists(path(name));
    }

    /** What a file contains. */
    Optional<String> text(String name) {
        return bytes(name).map(octets -> new String(octets, StandardCharsets.UTF_8));
    }

    /** What a file contains, without the blanks around it. */
    Optional<String> word(String name) {
        return text(name).map(String::strip);
    }

    /** The lines of a file; none if there is no such file. */
    List<String> lines(String name) {
        return text(name).map(text -> text.lines().toList()).orElse(List.of());
    }

    /** A number; empty also if the file says something else. */
    Optional<Long> number(String name) {
        return word(name).flatMap(HostFiles::parse);
    }

    Optional<byte[]> bytes(String name) {
        try {
            return Optional.of(Files.readAllBytes(path(name)));
        } catch (NoSuchFileException | NotDirectoryException e) {
            return Optional.empty();
        } catch (IOException e) {
            if (Files.exists(path(name))) {
                unreadable(name, e);
            }
            return Optional.empty();
        }
    }

    /** The names in a directory, sorted. */
    List<String> names(String directory) {
        if (!exists(directory)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(path(directory))) {
            return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
        } catch (IOException e) {
            unreadable(directory, e);
            return List.of();
        }
    }

    /** Each file that could not be read, with the reason. */
    Map<String, String> unreadable() {
        return Map.copyOf(unreadable);
    }

    private void unreadable(String name, IOException e) {
        unreadable.putIfAbsent(name, reason(e));
    }

    /** Why, without the file. */
    static String reason(IOException e) {
        if (e instanceof AccessDeniedException) {
            return "permission denied";
        }
        return e instanceof FileSystemException f && f.getReason() != null
                ? f.getReason()
                : String.valueOf(e.getMessage());
    }

    private static Optional<Long> parse(String text) {
        try {
            return Optional.of(Long.decode(text));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
