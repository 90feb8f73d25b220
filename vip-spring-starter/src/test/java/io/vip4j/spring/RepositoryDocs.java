/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.spring;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The files of the directory docs, wherever in the repository a test runs. */
public final class RepositoryDocs {

    private RepositoryDocs() {}

    /** The text of a file. */
    public static String read(String file) throws IOException {
        for (@Nullable Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            if (Files.isDirectory(at.resolve("docs"))) {
                return Files.readString(at.resolve("docs").resolve(file));
            }
        }
        throw new IllegalStateException("no directory docs above " + Path.of("").toAbsolutePath());
    }
}
