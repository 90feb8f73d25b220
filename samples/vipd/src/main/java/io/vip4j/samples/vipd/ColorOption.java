/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.vipd;

import io.vip4j.samples.vipd.terminal.ColorChoice;
import picocli.CommandLine.Option;

/** Whether a command uses colours. */
final class ColorOption {

    @Option(
            names = "--color",
            paramLabel = "auto|always|never",
            description = "Colours; auto: in a terminal, unless NO_COLOR is set.")
    private ColorChoice choice = ColorChoice.AUTO;

    boolean isOn(Surroundings surroundings) {
        return choice.isOn(surroundings.onTerminal().getAsBoolean(), System.getenv());
    }
}
