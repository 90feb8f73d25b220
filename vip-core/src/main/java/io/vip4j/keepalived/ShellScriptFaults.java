/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.keepalived;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** Two typing errors that check scripts are full of, and that the shell tells nobody about when a daemon runs them. */
final class ShellScriptFaults {

    private static final int MAX_SIZE = 1 << 16;
    private static final Pattern FIRST_LINE = Pattern.compile("#!\\s*\\S*/(env\\s+)?(ba|da|k|z|a)?sh\\b.*");
    private static final Pattern DIGIT_ONE = Pattern.compile("\\bwc\\s+-1\\b");
    private static final Pattern BRACKET =
            Pattern.compile("(?:^|[\\s;&|(!])\\[\\s[^\\[\\]]*[^\\s\\[\\]]\\]\\s*(;|&|\\||$)");

    private ShellScriptFaults() {}

    /** Reports them with the line of the script. */
    static void report(Path script, Diagnostics diagnostics) throws IOException {
        byte[] content;
        try (InputStream in = Files.newInputStream(script)) {
            content = in.readNBytes(MAX_SIZE);
        }
        String[] lines = new String(content, StandardCharsets.ISO_8859_1).split("\n", -1);
        boolean isShell = FIRST_LINE.matcher(lines[0].stripTrailing()).matches()
                || (script.toString().endsWith(".sh") && !lines[0].startsWith("#!"));
        if (!isShell) {
            return;
        }
        String name = script.toString();
        diagnostics.begin(name);
        for (int i = 0; i < lines.length; i++) {
            String line = lines[i].stripTrailing();
            if (line.stripLeading().startsWith("#")) {
                continue;
            }
            Position at = new Position(name, i + 1);
            if (DIGIT_ONE.matcher(line).find()) {
                diagnostics.warning(at, "'wc -1' has the digit one: 'wc -l' with the letter counts lines");
            }
            if (BRACKET.matcher(line).find()) {
                diagnostics.warning(at, "']' must have a blank before it: the shell takes it for a part of the word");
            }
        }
    }
}
