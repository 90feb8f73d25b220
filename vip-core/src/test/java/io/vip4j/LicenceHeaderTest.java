/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Every file with code in it names its licence in one of its first lines. */
class LicenceHeaderTest {

    private static final Path TOP = Path.of("..");
    private static final String HEADER = "SPDX-License-Identifier: Apache-2.0";
    private static final Pattern SOURCE = Pattern.compile(".*\\.(java|py|sh|js|css)");
    /** What others wrote: the wrapper of Maven, with a licence of its own in it, and a script that a test takes as it was found. */
    private static final Set<String> FOREIGN = Set.of("mvnw", "mvnw.cmd", "tutorial-check_haproxy.sh");

    @Test
    void everySourceFileNamesItsLicence() throws IOException {
        List<Path> bare = new ArrayList<>();
        List<Path> seen = new ArrayList<>();
        Files.walkFileTree(TOP, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
                String name = directory.getFileName().toString();
                boolean ours = !name.equals("target") && !name.equals(".git") && !name.equals(".idea");
                return ours ? FileVisitResult.CONTINUE : FileVisitResult.SKIP_SUBTREE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (isSource(file)) {
                    seen.add(file);
                    if (head(file).lines().limit(3).noneMatch(line -> line.contains(HEADER))) {
                        bare.add(TOP.relativize(file));
                    }
                }
                return FileVisitResult.CONTINUE;
            }
        });
        assertThat(seen).hasSizeGreaterThan(1000);
        assertThat(bare).as("files without the line %s", HEADER).isEmpty();
    }

    private static boolean isSource(Path file) {
        String name = file.getFileName().toString();
        return !FOREIGN.contains(name)
                && (SOURCE.matcher(name).matches()
                        || (!name.contains(".") && head(file).startsWith("#!")));
    }

    /** As Latin 1: what is no text is no source either, and has no header. */
    private static String head(Path file) {
        try (var in = Files.newInputStream(file)) {
            return new String(in.readNBytes(400), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
