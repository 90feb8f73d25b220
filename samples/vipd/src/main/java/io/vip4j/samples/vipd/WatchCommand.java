/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.vipd;

import io.vip4j.samples.support.status.JsonTree;
import io.vip4j.samples.vipd.terminal.Glyphs;
import io.vip4j.samples.vipd.terminal.Size;
import io.vip4j.samples.vipd.terminal.Terminal;
import io.vip4j.spi.PlatformException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Shows what a running daemon does, live. */
@Command(
        name = "watch",
        description = "Shows a running vipd live, until q or Ctrl-C.",
        mixinStandardHelpOptions = true,
        versionProvider = Vipd.Version.class)
final class WatchCommand implements Callable<Integer> {

    private static final Duration LIMIT = Duration.ofSeconds(15); // Longer than a host waits for its loop.
    private static final Duration SHORTEST = Duration.ofMillis(100);
    private static final Duration LONGEST = Duration.ofHours(1);

    /** Where nobody tells: wide enough for most, and as long as it takes. */
    private static final Size PAPER = new Size(120, 10_000);

    private final Surroundings surroundings;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private final StatusSource source = new StatusSource();

    @Mixin
    private final ColorOption color = new ColorOption();

    @Option(
            names = "--interval",
            paramLabel = "TIME",
            converter = TimeConverter.class,
            defaultValue = "1s",
            description = "From picture to picture while nothing happens, 100ms to 1h. Default: 1s.")
    private Duration interval = Duration.ofSeconds(1);

    @Option(names = "--router", paramLabel = "NAME", description = "Only this router.")
    private Optional<String> router = Optional.empty();

    @Option(names = "--once", description = "Print one picture and end; needs no terminal.")
    private boolean once;

    WatchCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws InterruptedException {
        if (interval.compareTo(SHORTEST) < 0 || interval.compareTo(LONGEST) > 0) {
            throw wrong("--interval must be 100ms..1h: " + Age.of(interval));
        }
        boolean onTerminal = surroundings.onTerminal().getAsBoolean();
        if (!onTerminal && !once) {
            throw wrong("this is no terminal: say --once for one picture, or use 'vipd status'");
        }
        JsonTree first = look(LIMIT);
        if (first.list("routers").isEmpty() && router.isPresent()) {
            throw new PlatformException("no router " + router.get() + "; see 'vipd status'");
        }
        Glyphs glyphs = Glyphs.of(System.getenv());
        boolean coloured = color.isOn(surroundings);
        if (once) {
            int width = onTerminal ? Terminal.size().orElse(Size.USUAL).columns() : PAPER.columns();
            print(first, new Size(width, PAPER.rows()), glyphs, coloured);
        } else {
            new Watch(surroundings, this::look, first, interval, glyphs).run(coloured);
        }
        return ExitCodes.OK;
    }

    private ParameterException wrong(String what) {
        return new ParameterException(spec.commandLine(), what);
    }

    private void print(JsonTree document, Size size, Glyphs glyphs, boolean coloured) {
        Instant now = Instant.now();
        LatenessHistory lateness = new LatenessHistory();
        lateness.add(document, now);
        new WatchView(document, now, Optional.empty(), lateness, now)
                .picture(size, glyphs)
                .forEach(line -> surroundings.out().print(line.render(coloured) + '\n'));
        surroundings.out().flush();
    }

    /** What the daemon says of the router that is wanted. */
    private JsonTree look(Duration limit) {
        JsonTree document = source.status(limit);
        if (router.isEmpty()) {
            return document;
        }
        List<JsonTree> wanted = document.list("routers").stream()
                .filter(each -> each.text("name").equals(router.get()))
                .toList();
        Map<String, JsonTree> fields = new HashMap<>(document.fields());
        fields.put("routers", new JsonTree("", wanted, Map.of()));
        return new JsonTree("", List.of(), fields);
    }
}
