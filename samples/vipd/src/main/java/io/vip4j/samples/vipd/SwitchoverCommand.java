/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.vipd;

import io.vip4j.samples.support.status.ControlRequest;
import io.vip4j.samples.support.status.JsonTree;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Hands the role over and tells who took it. */
@Command(
        name = "switchover",
        description =
                "Gives the role of an Active router away and tells who took it. If nobody does, it comes back at the"
                        + " limit (exit code 3).",
        mixinStandardHelpOptions = true,
        versionProvider = Vipd.Version.class)
final class SwitchoverCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Mixin
    private final ControlOptions options = new ControlOptions();

    @Option(
            names = "--limit",
            paramLabel = "TIME",
            converter = TimeConverter.class,
            description = "How long the addresses may be without a router, such as 5s or 500ms. Default 5s.")
    private Duration limit = Duration.ofSeconds(5);

    SwitchoverCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        List<JsonTree> results =
                options.tell(surroundings, ControlRequest.Command.SWITCHOVER, limit, "", 0, SwitchoverCommand::words);
        boolean allMoved =
                results.stream().noneMatch(result -> result.text("moved").equals("false"));
        return allMoved ? ExitCodes.OK : ExitCodes.FAILOVER;
    }

    private static String words(JsonTree result) {
        String times = " after " + millis(result.text("tookMillis")) + ", gap " + millis(result.text("gapMillis"));
        return result.text("moved").equals("true")
                ? result.text("newActive") + " took over" + times
                : "nobody took over, the role is back or on its way" + times;
    }

    private static String millis(String number) {
        return String.format(Locale.ROOT, "%.1f ms", Double.parseDouble(number));
    }
}
