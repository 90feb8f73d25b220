/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.keepalived;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The lines that make other lines: definitions, includes, conditions and repeats. None of them is supported yet, so
 * each use is an error; what is left of the line keeps the braces of the file in balance.
 */
final class Directives {

    private static final Pattern DEFINITION = Pattern.compile("\\s*\\$([A-Za-z_][A-Za-z0-9_]*)=");
    private static final Pattern INCLUDE = Pattern.compile("\\s*(include[rmwba]?)(?=[\\s\"]|$)");
    private static final Pattern CONDITION = Pattern.compile("\\s*@\\S*");
    private static final Pattern REPEAT = Pattern.compile("\\s*(~(?:SEQx?|LST))\\(");
    private static final Pattern BRACED_REFERENCE = Pattern.compile("\\$\\{([^{}]*)\\}");
    private static final Pattern REFERENCE = Pattern.compile("\\$([A-Za-z_][A-Za-z0-9_]*+)(?=[\\s,)]|$)");
    private static final List<String> PREDEFINED = List.of("_PWD", "_INSTANCE", "_RANDOM", "_ENV", "_HASH", "_BANG");

    private final Diagnostics diagnostics;
    private final Set<String> defined = new HashSet<>(PREDEFINED);
    private boolean inDefinition;

    Directives(Diagnostics diagnostics) {
        this.diagnostics = diagnostics;
    }

    /** Reports the directives of a line without comment and returns the text that holds statements. */
    String apply(String line, Position at) {
        if (inDefinition) {
            inDefinition = isContinued(line);
            return "";
        }
        Matcher definition = DEFINITION.matcher(line);
        if (definition.lookingAt()) {
            diagnostics.error(
                    at,
                    "definitions are not supported yet: write the value of $" + definition.group(1)
                            + " where it is used");
            defined.add(definition.group(1));
            inDefinition = isContinued(line);
            return "";
        }
        Matcher include = INCLUDE.matcher(line);
        if (include.lookingAt()) {
            diagnostics.error(at, "'" + include.group(1) + "' is not supported yet: put everything into one file");
            return "";
        }
        Matcher condition = CONDITION.matcher(line);
        if (condition.lookingAt()) {
            diagnostics.error(at, "conditional lines (@ID text) are not supported yet: use a file for each node");
            return bracesOf(line.substring(condition.end()));
        }
        Matcher repeat = REPEAT.matcher(line);
        if (repeat.lookingAt()) {
            diagnostics.error(at, "'" + repeat.group(1) + "' is not supported yet: write the lines out");
            return bracesOf(line.substring(Math.max(line.lastIndexOf(')') + 1, repeat.end())));
        }
        return withoutReferences(line, at);
    }

    private static boolean isContinued(String line) {
        return line.stripTrailing().endsWith("\\");
    }

    /** Keeps a text that opens or closes a block, so that one directive does not lead to a dozen further errors. */
    private static String bracesOf(String text) {
        return text.indexOf('{') >= 0 || text.indexOf('}') >= 0 ? text : "";
    }

    /** An undefined $NAME stays as it is, as in keepalived: it may be part of a password. */
    private String withoutReferences(String line, Position at) {
        if (line.indexOf('$') < 0) {
            return line;
        }
        String text = BRACED_REFERENCE.matcher(line).replaceAll(reference -> {
            diagnostics.error(at, "references to definitions (${NAME}) are not supported yet: write the value");
            return Matcher.quoteReplacement("$") + Matcher.quoteReplacement(reference.group(1));
        });
        REFERENCE
                .matcher(line)
                .results()
                .filter(reference -> defined.contains(reference.group(1)))
                .forEach(reference -> diagnostics.error(
                        at, "references to definitions ($NAME) are not supported yet: write the value"));
        return text;
    }
}
