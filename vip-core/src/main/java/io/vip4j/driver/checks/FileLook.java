/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.driver.checks;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Reads the number of one file and watches the directories that it is in: that of its name and, if it is a symbolic link,
 * that of the file itself. Blocks; used by one worker at a time.
 */
final class FileLook {

    private static final int MAX_NUMBER = 128;

    /**
     * What was seen.
     *
     * @param watched whether every change will be heard
     */
    record Seen(FileNumber number, boolean watched) {}

    private final Path file;
    private final DirectoryWatches directories;
    private final Runnable changed;
    private final Map<Path, DirectoryWatches.Watch> watches = new HashMap<>(); // Guarded by this.
    private boolean closed; // Guarded by this.
    private volatile boolean link;

    /**
     * @param changed runs on the thread of the watches
     */
    FileLook(Path file, DirectoryWatches directories, Runnable changed) {
        this.file = file.toAbsolutePath();
        this.directories = directories;
        this.changed = changed;
    }

    /** Watches first, so that no change falls between. */
    Seen look() {
        boolean watched = watch();
        return new Seen(number(), watched);
    }

    private synchronized boolean watch() {
        if (closed) {
            return false;
        }
        List<Path> wanted = new ArrayList<>();
        @Nullable Path parent = file.getParent();
        if (parent != null) {
            wanted.add(parent);
        }
        link = Files.isSymbolicLink(file);
        if (link) {
            realParent().filter(directory -> !directory.equals(parent)).ifPresent(wanted::add);
        }
        watches.entrySet().removeIf(known -> {
            boolean unwanted =
                    !wanted.contains(known.getKey()) || !known.getValue().isValid();
            if (unwanted) {
                known.getValue().close();
            }
            return unwanted;
        });
        // Behind a link names may change that are not the file's, such as that of a directory on the way.
        Predicate<Path> concerns = name -> link || name.equals(file.getFileName());
        for (Path directory : wanted) {
            if (!watches.containsKey(directory)) {
                try {
                    watches.put(directory, directories.watch(directory, concerns, changed));
                } catch (IOException e) {
                    return false; // Looked at again at the interval.
                }
            }
        }
        return true;
    }

    private Optional<Path> realParent() {
        try {
            return Optional.ofNullable(file.toRealPath().getParent());
        } catch (IOException e) {
            return Optional.empty(); // It leads nowhere.
        }
    }

    private FileNumber number() {
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            return FileNumber.none("is not a regular file");
        }
        try (InputStream stream = Files.newInputStream(file)) {
            return FileNumber.parse(new String(stream.readNBytes(MAX_NUMBER), StandardCharsets.ISO_8859_1));
        } catch (NoSuchFileException e) {
            return FileNumber.none("does not exist");
        } catch (IOException e) {
            return FileNumber.none("cannot be read (" + FailureWords.line(e.getMessage()) + ")");
        }
    }

    /** May block. */
    synchronized void close() {
        closed = true;
        watches.values().forEach(DirectoryWatches.Watch::close);
        watches.clear();
    }
}
