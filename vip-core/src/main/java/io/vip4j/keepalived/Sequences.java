/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.keepalived;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Repeats of a line: {@code ~SEQ}, {@code ~SEQx} and {@code ~LST}. */
final class Sequences {

    private static final Pattern START = Pattern.compile("~(SEQx?|LST)\\(");
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final Pattern NUMBER = Pattern.compile("-?(0[xX][0-9A-Fa-f]{1,8}|\\d{1,10})");

    /** One time that the line is read. */
    record Round(Map<String, String> variables, String text) {

        Round {
            variables = Map.copyOf(variables);
        }
    }

    private final Diagnostics diagnostics;

    Sequences(Diagnostics diagnostics) {
        this.diagnostics = diagnostics;
    }

    /**
     * The rounds of a line that starts with {@code ~}; none if it is wrong.
     *
     * @param replaced replaces the references in the parameters
     */
    List<Round> read(String line, UnaryOperator<String> replaced, Position at) {
        Matcher start = START.matcher(line);
        int end = start.lookingAt() ? closing(line, start.end()) : -1;
        if (end < 0) {
            return wrong(
                    at,
                    "a line that starts with '~' must be ~SEQ(VAR, START, STEP, END) text, ~SEQx(...) text or"
                            + " ~LST(VAR, A, B, ...) text");
        }
        List<String> parameters = split(replaced.apply(line.substring(start.end(), end)));
        String text = line.substring(end + 1).strip();
        return start.group(1).equals("LST")
                ? list(parameters, text, at)
                : sequence(parameters, start.group(1).equals("SEQx"), text, at);
    }

    private List<Round> wrong(Position at, String message) {
        diagnostics.error(at, message);
        return List.of();
    }

    /** Where the parenthesis is closed; that of a reference in braces does not count. */
    private static int closing(String line, int from) {
        int depth = 0;
        for (int i = from; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '{') {
                depth++;
            } else if (c == '}') {
                depth--;
            } else if (c == ')' && depth <= 0) {
                return i;
            }
        }
        return -1;
    }

    private static List<String> split(String parameters) {
        List<String> parts = new ArrayList<>();
        int depth = 0;
        int from = 0;
        for (int i = 0; i < parameters.length(); i++) {
            char c = parameters.charAt(i);
            depth += c == '{' ? 1 : c == '}' ? -1 : 0;
            if (c == ',' && depth <= 0) {
                parts.add(parameters.substring(from, i).strip());
                from = i + 1;
            }
        }
        parts.add(parameters.substring(from).strip());
        return parts;
    }

    private List<Round> sequence(List<String> parameters, boolean hexadecimal, String text, Position at) {
        boolean right = parameters.size() >= 2
                && parameters.size() <= 4
                && NAME.matcher(parameters.get(0)).matches()
                && parameters.stream()
                        .skip(1)
                        .allMatch(number -> NUMBER.matcher(number).matches());
        if (!right) {
            return wrong(at, "~SEQ must have a name and one to three whole numbers: ~SEQ(VAR, START, STEP, END)");
        }
        long end = Long.decode(plain(parameters.get(parameters.size() - 1)));
        long start = parameters.size() > 2 ? Long.decode(plain(parameters.get(1))) : end > 0 ? 1 : -1;
        long step = parameters.size() > 3 ? Long.decode(plain(parameters.get(2))) : end >= start ? 1 : -1;
        if (step == 0 || (end - start) / step < 0) {
            return wrong(at, "~SEQ must come from START to END: " + start + " in steps of " + step + " to " + end);
        }
        long rounds = (end - start) / step + 1;
        if (rounds > Expansion.MAX_MADE_LINES) {
            return wrong(at, "~SEQ must have at most " + Expansion.MAX_MADE_LINES + " rounds: " + rounds);
        }
        List<Round> all = new ArrayList<>();
        for (long i = 0; i < rounds; i++) {
            long value = start + i * step;
            String shown = hexadecimal ? Long.toHexString(value) : Long.toString(value);
            all.add(new Round(Map.of(parameters.get(0), shown), text));
        }
        return all;
    }

    /** A leading zero is no octal number here. */
    private static String plain(String number) {
        return number.toLowerCase(Locale.ROOT).contains("x") ? number : number.replaceFirst("^(-?)0+(?=\\d)", "$1");
    }

    private List<Round> list(List<String> parameters, String text, Position at) {
        List<String> names = members(parameters.get(0));
        boolean right = parameters.size() >= 2
                && names.stream().allMatch(name -> NAME.matcher(name).matches());
        if (!right) {
            return wrong(at, "~LST must have a name and values: ~LST(VAR, A, B, ...) or ~LST({V, W}, {A, B}, ...)");
        }
        boolean several = parameters.get(0).startsWith("{");
        List<Round> all = new ArrayList<>();
        for (String parameter : parameters.subList(1, parameters.size())) {
            List<String> values = several ? members(parameter) : List.of(parameter);
            if (values.size() > names.size()) {
                return wrong(at, "~LST must have as many values as names in each group: '" + parameter + "'");
            }
            Map<String, String> variables = new HashMap<>();
            for (int i = 0; i < names.size(); i++) {
                variables.put(names.get(i), i < values.size() ? values.get(i) : "");
            }
            all.add(new Round(variables, text));
        }
        return all;
    }

    private static List<String> members(String parameter) {
        return parameter.startsWith("{") && parameter.endsWith("}")
                ? split(parameter.substring(1, parameter.length() - 1))
                : List.of(parameter);
    }
}
