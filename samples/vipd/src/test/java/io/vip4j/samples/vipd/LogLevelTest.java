/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.vipd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.vip4j.samples.support.LogSetup;
import io.vip4j.simulation.SimulatedLan;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

class LogLevelTest {

    private static final Logger ALL = (Logger) LoggerFactory.getLogger("io.vip4j");
    private static final Logger PART = (Logger) LoggerFactory.getLogger("io.vip4j.a.part.of.its.own");

    @TempDir
    private Path directory;

    @AfterEach
    void asItWas() {
        LogSetup.level(Level.INFO);
        PART.setLevel(null);
    }

    @Test
    void aLevelIsForEverythingOrForAPart() {
        assertThat(LogLevel.parse("warn")).isEqualTo(new LogLevel("", Level.WARN));
        assertThat(LogLevel.parse("linux.netlink=TRACE")).isEqualTo(new LogLevel("linux.netlink", Level.TRACE));
        assertThat(LogLevel.parseAll("error, driver=debug,"))
                .isEqualTo(List.of(new LogLevel("", Level.ERROR), new LogLevel("driver", Level.DEBUG)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "loud", "=debug", "driver=", "driver=loud", "a..b=info", "a b=info"})
    void whatIsNoLevelIsRefused(String text) {
        assertThatThrownBy(() -> LogLevel.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("must be [PART=]LEVEL, LEVEL one of error, warn, info, debug, trace: '" + text + "'");
    }

    @Test
    void optionsWinOverTheEnvironment() {
        run(Map.of(LogLevel.VARIABLE, "error,a.part.of.its.own=trace"), "--log-level", "a.part.of.its.own=debug");
        assertThat(ALL.getLevel()).isEqualTo(Level.ERROR);
        assertThat(PART.getLevel()).isEqualTo(Level.DEBUG);
    }

    @Test
    void verboseIsDebugWhateverTheEnvironmentSays() {
        run(Map.of(LogLevel.VARIABLE, "error"), "-v");
        assertThat(ALL.getLevel()).isEqualTo(Level.DEBUG);
    }

    @Test
    void aWrongEnvironmentIsWrongUsage() {
        RunningVipd vipd = run(Map.of(LogLevel.VARIABLE, "loud"));
        assertThat(vipd.err()).startsWith("vipd run: VIPD_LOG_LEVEL must be [PART=]LEVEL");
    }

    /** Ends at once: there is no such file. */
    private RunningVipd run(Map<String, String> environment, String... options) {
        try (SimulatedLan lan = SimulatedLan.realTime()) {
            RunningVipd vipd = new RunningVipd(lan.node("a")::platform, environment);
            String[] arguments = new String[options.length + 3];
            arguments[0] = "run";
            arguments[1] = "-f";
            arguments[2] = directory.resolve("missing.conf").toString();
            System.arraycopy(options, 0, arguments, 3, options.length);
            assertThat(vipd.execute(arguments)).isIn(ExitCodes.CONFIGURATION, ExitCodes.USAGE);
            return vipd;
        }
    }
}
