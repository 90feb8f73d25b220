/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.keepalived;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file that {@code init_file} of a {@code track_file} wants to be there before it is tracked.
 *
 * @param file its path
 * @param value the number that it shall hold
 * @param overwrite whether it gets this number even if it exists already
 */
public record InitialFile(Path file, int value, boolean overwrite) {

    /**
     * Makes the file, or writes it if it shall be overwritten.
     *
     * @throws IOException if it cannot be written
     */
    public void write() throws IOException {
        if (overwrite || Files.notExists(file)) {
            Files.writeString(file, value + "\n");
        }
    }
}
