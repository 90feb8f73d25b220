/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.keepalived;

import io.vip4j.keepalived.Keywords.Section;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The {@code vrrp_script} blocks. They are checked so that a mistake shows, but nothing runs them yet. */
final class Scripts {

    private static final BigDecimal SHORTEST = new BigDecimal("0.001");
    private static final BigDecimal LONGEST = new BigDecimal("1000000");
    private static final int MAX_WEIGHT = 253;

    private final Diagnostics diagnostics;
    private final Values values;
    private final Map<String, Statement> defined = new LinkedHashMap<>();
    private final Set<String> tracked = new HashSet<>();

    Scripts(Diagnostics diagnostics) {
        this.diagnostics = diagnostics;
        this.values = new Values(diagnostics);
    }

    void define(Statement vrrpScript) {
        List<Statement> statements = values.block(vrrpScript, 1).orElse(List.of());
        if (vrrpScript.arguments().size() != 1) {
            return;
        }
        String name = vrrpScript.arguments().get(0).text();
        Statement earlier = defined.putIfAbsent(name, vrrpScript);
        if (earlier != null) {
            diagnostics.error(
                    vrrpScript.at(),
                    "vrrp_script '" + name + "' is already defined on "
                            + earlier.at().seenFrom(vrrpScript.at()) + ": give it another name");
        }
        Repeats repeats = new Repeats(diagnostics);
        boolean hasScript = false;
        for (Statement statement : statements) {
            if (values.isRead(Section.SCRIPT, statement)) {
                repeats.report(statement, "the last one counts");
                hasScript |= statement.name().equals("script");
                readSupported(statement);
            }
        }
        if (!hasScript && vrrpScript.block().isPresent()) {
            diagnostics.error(vrrpScript.at(), "vrrp_script '" + name + "' must have a 'script'");
        }
    }

    private void readSupported(Statement statement) {
        switch (statement.name()) {
            // A command without quotes and a user after the command are both allowed: any number of words.
            case "script", "user" -> {
                if (statement.arguments().isEmpty()) {
                    values.word(statement);
                }
            }
            case "interval", "timeout" -> values.seconds(statement, SHORTEST, LONGEST);
            case "rise", "fall" -> values.integer(statement, 1, Integer.MAX_VALUE);
            case "weight" -> readWeight(statement.at(), statement.arguments());
            case "init_fail" -> values.isBare(statement);
            default -> throw new AssertionError("keyword table and reader differ: " + statement.name());
        }
    }

    /** Reports each script that an instance tracks, because the router runs without it. */
    void track(String instance, Statement trackScript) {
        for (Statement entry : values.block(trackScript, 0).orElse(List.of())) {
            String script = entry.name();
            if (!defined.containsKey(script)) {
                diagnostics.error(
                        entry.at(), "track_script '" + script + "' must be the name of a vrrp_script in this file");
                continue;
            }
            tracked.add(script);
            readOptions(entry);
            diagnostics.warning(
                    entry.at(),
                    "script checks are not supported yet: '" + instance + "' runs without '" + script
                            + "' and keeps its role when that script would fail");
        }
    }

    private void readOptions(Statement entry) {
        if (entry.arguments().isEmpty()) {
            return;
        }
        Token option = entry.arguments().get(0);
        if (!option.text().equals("weight")) {
            diagnostics.error(option.at(), "track_script must have a name and 'weight N': '" + option.text() + "'");
            return;
        }
        readWeight(entry.at(), entry.arguments().subList(1, entry.arguments().size()));
    }

    private void readWeight(Position at, List<Token> words) {
        if (words.isEmpty()) {
            diagnostics.error(at, "'weight' must have a value");
            return;
        }
        values.integer("weight", words.get(0), -MAX_WEIGHT, MAX_WEIGHT);
        for (Token option : words.subList(1, words.size())) {
            if (!option.text().equals("reverse") && !option.text().equals("noreverse")) {
                diagnostics.error(
                        option.at(), "weight may be followed by reverse or noreverse: '" + option.text() + "'");
            }
        }
    }

    /** Reports the scripts that no instance tracks. */
    void reportUntracked() {
        defined.forEach((name, statement) -> {
            if (!tracked.contains(name)) {
                diagnostics.warning(
                        statement.at(), "script checks are not supported yet: '" + name + "' is not run, nor tracked");
            }
        });
    }
}
