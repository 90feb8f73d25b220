/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.keepalived;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Expressions of Java, and the imports that they need. */
final class JavaText {

    private final TreeSet<String> imports = new TreeSet<>();

    /** The short name of a class; one inside another is named with it. */
    String type(Class<?> type) {
        Class<?> outer = type;
        String name = type.getSimpleName();
        while (outer.getEnclosingClass() != null) {
            outer = outer.getEnclosingClass();
            name = outer.getSimpleName() + "." + name;
        }
        imports.add(outer.getName());
        return name;
    }

    /** The import lines of all types so far. */
    String imports() {
        return imports.stream().map(name -> "import " + name + ";\n").collect(Collectors.joining());
    }

    static String literal(String text) {
        StringBuilder literal = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> literal.append("\\\"");
                case '\\' -> literal.append("\\\\");
                default -> {
                    if (c >= ' ' && c < 0x7F) {
                        literal.append(c);
                    } else {
                        literal.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
                    }
                }
            }
        }
        return literal.append('"').toString();
    }

    String duration(Duration value) {
        String type = type(Duration.class);
        if (value.isZero()) {
            return type + ".ZERO";
        }
        if (value.toNanosPart() == 0) {
            return type + ".ofSeconds(" + value.toSeconds() + ")";
        }
        return value.toNanosPart() % 1_000_000 == 0
                ? type + ".ofMillis(" + value.toMillis() + ")"
                : type + ".ofNanos(" + value.toNanos() + "L)";
    }

    String constant(Enum<?> value) {
        return type(value.getDeclaringClass()) + "." + value.name();
    }

    <T> String optional(Optional<T> value, Function<T, String> expression) {
        String type = type(Optional.class);
        return value.map(present -> type + ".of(" + expression.apply(present) + ")")
                .orElse(type + ".empty()");
    }

    String optional(OptionalInt value) {
        String type = type(OptionalInt.class);
        return value.isPresent() ? type + ".of(" + value.getAsInt() + ")" : type + ".empty()";
    }

    <T> String list(List<T> values, Function<T, String> expression) {
        return type(List.class) + ".of(" + values.stream().map(expression).collect(Collectors.joining(", ")) + ")";
    }

    /** {@code TYPE.parse("text")}. */
    String parsed(Class<?> type, Object value) {
        return type(type) + ".parse(" + literal(value.toString()) + ")";
    }
}
