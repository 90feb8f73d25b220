/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.vipd;

import io.vip4j.samples.support.status.JsonTree;
import io.vip4j.samples.vipd.terminal.Glyphs;
import io.vip4j.samples.vipd.terminal.Size;
import io.vip4j.samples.vipd.terminal.Terminal;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Asks a running daemon what it is doing. */
@Command(
        name = "status",
        description = "Shows the routers of a running vipd.",
        mixinStandardHelpOptions = true,
        versionProvider = Vipd.Version.class)
final class StatusCommand implements Callable<Integer> {

    private static final Duration LIMIT = Duration.ofSeconds(15); // Longer than a host waits for its loop.

    private final Surroundings surroundings;

    @Mixin
    private final StatusSource source = new StatusSource();

    @Mixin
    private final ColorOption color = new ColorOption();

    @Option(names = "--json", description = "Print the document as it is.")
    private boolean asJson;

    StatusCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        if (asJson) {
            byte[] answer = source.document(LIMIT);
            surroundings.out().write(answer, 0, answer.length);
        } else {
            show(source.status(LIMIT));
        }
        surroundings.out().flush();
        return ExitCodes.OK;
    }

    private void show(JsonTree document) {
        boolean onTerminal = surroundings.onTerminal().getAsBoolean();
        // Nothing is cut for a file or a pipe.
        int width = onTerminal ? Terminal.size().map(Size::columns).orElse(Integer.MAX_VALUE) : Integer.MAX_VALUE;
        boolean coloured = color.isOn(surroundings);
        StatusTable.of(document, Instant.now(), width, Glyphs.of(System.getenv()))
                .forEach(line -> surroundings.out().print(line.render(coloured) + '\n'));
    }
}
