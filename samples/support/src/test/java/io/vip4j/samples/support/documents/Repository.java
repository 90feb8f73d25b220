/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.support.documents;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.FileVisitor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The files of the repository, wherever in it a test runs. */
public final class Repository {

    private static final Path TOP = top();
    private static final List<String> FILES = walk();

    private Repository() {}

    private static Path top() {
        Path here = Path.of("").toAbsolutePath();
        for (@Nullable Path at = here; at != null; at = at.getParent()) {
            if (Files.exists(at.resolve("mvnw"))) {
                return at;
            }
        }
        throw new IllegalStateException("no mvnw above " + here);
    }

    /** The file or directory of that name; whether it exists is another question. */
    public static Path at(String name) {
        return TOP.resolve(name);
    }

    /** The text of a file. */
    public static String text(String name) {
        try {
            return Files.readString(at(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Names of all documents: Markdown, wherever it is. */
    public static List<String> documents() {
        return files(name -> name.endsWith(".md"));
    }

    /** Names of the files that somebody wrote, in their order, if the predicate takes them. */
    public static List<String> files(Predicate<String> which) {
        return FILES.stream().filter(which).toList();
    }

    private static List<String> walk() {
        List<String> files = new ArrayList<>();
        FileVisitor<Path> visitor = new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
                String name = directory.getFileName().toString();
                boolean made = name.equals("target") || (name.startsWith(".") && !directory.equals(TOP));
                return made ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                files.add(TOP.relativize(file).toString());
                return FileVisitResult.CONTINUE;
            }
        };
        try {
            Files.walkFileTree(TOP, visitor);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Collections.sort(files);
        return List.copyOf(files);
    }
}
