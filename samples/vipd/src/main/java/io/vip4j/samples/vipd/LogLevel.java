/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.vipd;

import ch.qos.logback.classic.Level;
import io.vip4j.samples.support.LogSetup;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * How much is logged: of everything, or of one part.
 *
 * @param part a package or class below {@code io.vip4j}, such as {@code driver} or {@code linux.netlink}; empty: everything
 */
record LogLevel(String part, Level level) {

    /** What the environment has of them. */
    static final String VARIABLE = "VIPD_LOG_LEVEL";

    private static final Pattern PART = Pattern.compile("[A-Za-z0-9_]+(\\.[A-Za-z0-9_]+)*");
    private static final List<String> LEVELS = List.of("error", "warn", "info", "debug", "trace");

    /**
     * Reads {@code LEVEL} or {@code PART=LEVEL}.
     *
     * @throws IllegalArgumentException with the rule, if it is neither
     */
    static LogLevel parse(String text) {
        int equals = text.indexOf('=');
        String part = equals < 0 ? "" : text.substring(0, equals);
        String level = text.substring(equals + 1).toLowerCase(Locale.ROOT);
        if (!LEVELS.contains(level) || (equals >= 0 && !PART.matcher(part).matches())) {
            throw new IllegalArgumentException(
                    "must be [PART=]LEVEL, LEVEL one of " + String.join(", ", LEVELS) + ": '" + text + "'");
        }
        return new LogLevel(part, Level.toLevel(level));
    }

    /** Reads several, separated by commas; of an empty text none. */
    static List<LogLevel> parseAll(String text) {
        List<LogLevel> levels = new ArrayList<>();
        for (String one : text.split(",", -1)) {
            if (!one.isBlank()) {
                levels.add(parse(one.strip()));
            }
        }
        return levels;
    }

    void apply() {
        LogSetup.level(part, level);
    }

    static final class Converter implements ITypeConverter<LogLevel> {
        @Override
        public LogLevel convert(String text) {
            try {
                return parse(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }
}
