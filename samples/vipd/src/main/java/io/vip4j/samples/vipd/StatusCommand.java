/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.vipd;

import io.vip4j.spi.PlatformException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Asks a running daemon what it is doing. */
@Command(
        name = "status",
        description = "Shows the routers of a running vipd.",
        mixinStandardHelpOptions = true,
        versionProvider = Vipd.Version.class)
final class StatusCommand implements Callable<Integer> {

    private static final Duration LIMIT = Duration.ofSeconds(15); // Longer than a host waits for its loop.
    private static final int MAX_ANSWER = 64 << 20;

    private final Surroundings surroundings;

    @Option(
            names = {"-s", "--status"},
            required = true,
            paramLabel = "SOCKET",
            description = "The socket that was given to 'vipd run --status'.")
    private Path socket = Path.of("");

    @Option(names = "--json", description = "Print the document as it is.")
    private boolean asJson;

    StatusCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        byte[] answer;
        try {
            answer = ask();
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
            throw new PlatformException("no status from " + socket + ": " + e.getMessage()
                    + "; is vipd running with --status " + socket + ", and may you open it?");
        }
        if (asJson) {
            surroundings.out().write(answer, 0, answer.length);
            surroundings.out().flush();
            return ExitCodes.OK;
        }
        JsonTree document;
        try {
            document = JsonTree.read(answer);
        } catch (IOException e) {
            throw new PlatformException("no status from " + socket + ": what answers there is not a vipd");
        }
        if (!document.text("error").isEmpty()) {
            throw new PlatformException("no status from " + socket + ": " + document.text("error"));
        }
        surroundings.out().print(StatusTable.of(document, Instant.now()));
        surroundings.out().flush();
        return ExitCodes.OK;
    }

    private byte[] ask() throws IOException {
        try (PatientChannel channel = PatientChannel.connect(socket, LIMIT)) {
            byte[] answer = channel.readAll(MAX_ANSWER);
            if (answer.length == 0) {
                throw new IOException("the connection was closed without an answer");
            }
            return answer;
        }
    }
}
