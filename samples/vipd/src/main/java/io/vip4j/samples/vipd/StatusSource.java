/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.vipd;

import io.vip4j.samples.support.status.JsonTree;
import io.vip4j.samples.support.status.PatientChannel;
import io.vip4j.spi.PlatformException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import picocli.CommandLine.Option;

/** The daemon that a command asks for its status. */
final class StatusSource {

    private static final int MAX_ANSWER = 64 << 20;

    @Option(
            names = {"-s", "--status"},
            required = true,
            paramLabel = "SOCKET",
            description = "The socket that was given to 'vipd run --status'.")
    private Path socket = Path.of("");

    /**
     * Asks for the document as it is.
     *
     * @param limit how long that may take
     * @throws PlatformException if nobody answers in time
     */
    byte[] document(Duration limit) {
        try (PatientChannel channel = PatientChannel.connect(socket, limit)) {
            byte[] answer = channel.readAll(MAX_ANSWER);
            if (answer.length == 0) {
                throw new IOException("the connection was closed without an answer");
            }
            return answer;
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
            throw new PlatformException("no status from " + socket + ": " + e.getMessage()
                    + "; is vipd running with --status " + socket + ", and may you open it?");
        }
    }

    /**
     * Asks for what the daemon knows.
     *
     * @param limit how long that may take
     * @throws PlatformException if nobody answers in time, it is not a vipd, or its loop does not answer
     */
    JsonTree status(Duration limit) {
        JsonTree document;
        try {
            document = JsonTree.read(document(limit));
        } catch (IOException e) {
            throw new PlatformException("no status from " + socket + ": what answers there is not a vipd");
        }
        if (!document.text("error").isEmpty()) {
            throw new PlatformException("no status from " + socket + ": " + document.text("error"));
        }
        return document;
    }
}
