/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.vipd;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Holds the place of a command that comes with a later version, so that a script can tell it from a typing error. */
@Command(description = "Not available yet.")
final class UnavailableCommand implements Callable<Integer> {

    private final Surroundings surroundings;
    private final String name;

    @Parameters(hidden = true, arity = "0..*", description = "Ignored.")
    private List<String> ignored = List.of();

    UnavailableCommand(Surroundings surroundings, String name) {
        this.surroundings = surroundings;
        this.name = name;
    }

    @Override
    public Integer call() {
        surroundings.err().println(name + ": not available yet");
        return ExitCodes.USAGE;
    }
}
