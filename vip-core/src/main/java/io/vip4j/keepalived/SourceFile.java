/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.keepalived;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What reading a file gives.
 *
 * @param text its content; empty if there is a problem
 * @param problem why it cannot be used
 * @param line where the problem is; 0 for the file as a whole
 */
record SourceFile(String text, Optional<String> problem, int line) {

    /** Reads a regular file of at most {@link KeepalivedConfig#MAX_SIZE} octets in UTF-8. */
    static SourceFile read(Path file) {
        byte[] content;
        try {
            if (Files.isDirectory(file)) {
                return unusable(0, "is a directory: name the file in it");
            }
            if (Files.exists(file) && !Files.isRegularFile(file)) {
                return unusable(0, "must be a regular file");
            }
            try (InputStream in = Files.newInputStream(file)) {
                content = in.readNBytes(KeepalivedConfig.MAX_SIZE + 1);
            }
        } catch (NoSuchFileException e) {
            return unusable(0, "no such file");
        } catch (AccessDeniedException e) {
            return unusable(0, "cannot be read: permission denied");
        } catch (IOException e) {
            return unusable(0, "cannot be read: " + e.getMessage());
        }
        return content.length > KeepalivedConfig.MAX_SIZE ? tooLarge() : decode(content);
    }

    static SourceFile tooLarge() {
        return unusable(0, "must have at most " + KeepalivedConfig.MAX_SIZE + " octets");
    }

    private static SourceFile decode(byte[] content) {
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer in = ByteBuffer.wrap(content);
        CharBuffer out = CharBuffer.allocate(content.length);
        CoderResult result = decoder.decode(in, out, true);
        if (result.isError()) {
            int line = 1;
            for (int i = 0; i < in.position(); i++) {
                line += content[i] == '\n' ? 1 : 0;
            }
            return unusable(line, "must be UTF-8: convert the file, for example with iconv");
        }
        return new SourceFile(out.flip().toString(), Optional.empty(), 0);
    }

    private static SourceFile unusable(int line, String problem) {
        return new SourceFile("", Optional.of(problem), line);
    }
}
