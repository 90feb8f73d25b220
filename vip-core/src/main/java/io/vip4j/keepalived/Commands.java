/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.keepalived;

import io.vip4j.probe.Command;
import io.vip4j.vrrp.ConfigurationException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the commands of scripts, and who runs them. */
final class Commands {

    private static final String USUAL_USER = "keepalived_script";

    /** Who runs a command. */
    record Identity(Optional<String> user, Optional<String> group) {

        static final Identity OWN = new Identity(Optional.empty(), Optional.empty());
    }

    private final Host host;
    private final Diagnostics diagnostics;
    private final ScriptFiles files;
    private Optional<Identity> scriptUser = Optional.empty();
    private boolean secure;
    private boolean userExplained;

    Commands(Host host, Diagnostics diagnostics) {
        this.host = host;
        this.diagnostics = diagnostics;
        this.files = new ScriptFiles(diagnostics);
    }

    /** {@code script_user} of global_defs. */
    void readScriptUser(Statement statement) {
        identity(statement, statement.arguments()).ifPresent(identity -> scriptUser = Optional.of(identity));
    }

    /** {@code enable_script_security}. */
    void secure(boolean value) {
        secure = value;
    }

    /** A user and perhaps a group. */
    Optional<Identity> identity(Statement statement, List<Token> words) {
        if (words.isEmpty() || words.size() > 2) {
            diagnostics.error(statement.at(), "'" + statement.name() + "' must have a user, and a group if wanted");
            return Optional.empty();
        }
        String user = words.get(0).text();
        if (!user.matches("\\d+") && !host.hasUser().test(user)) {
            diagnostics.warning(words.get(0).at(), "user '" + user + "' does not exist on this host");
        }
        return Optional.of(new Identity(
                Optional.of(user), words.stream().skip(1).map(Token::text).findFirst()));
    }

    /** The command of a {@code notify_*} line: after it a user and a group may follow. */
    Optional<Command> notification(Statement statement) {
        List<Token> words = joined(statement.arguments());
        if (words.size() < 2) {
            return command(statement, words, usual(statement.at()));
        }
        return identity(statement, words.subList(1, words.size()))
                .flatMap(identity -> command(statement, words.subList(0, 1), identity));
    }

    /** The command of a {@code script} line. */
    Optional<Command> script(Statement statement, Optional<Identity> identity) {
        List<Token> words = joined(statement.arguments());
        if (words.size() > 1) {
            diagnostics.warning(
                    words.get(1).at(),
                    "only the first word after '" + statement.name() + "' counts, as in keepalived: put a command with"
                            + " arguments into quotes");
        }
        return command(statement, words, identity.orElseGet(() -> usual(statement.at())));
    }

    private Optional<Command> command(Statement statement, List<Token> tokens, Identity identity) {
        List<String> words =
                tokens.isEmpty() ? List.of() : CommandWords.of(tokens.get(0).text());
        if (statement.block().isPresent() || words.isEmpty() || words.get(0).isBlank()) {
            diagnostics.error(statement.at(), "'" + statement.name() + "' must have a command in quotes");
            return Optional.empty();
        }
        try {
            Command command = new Command(words, identity.user(), identity.group(), Map.of());
            files.lookAt(command, statement.at(), isRoot(identity), secure, host.hasScripts());
            return Optional.of(command);
        } catch (ConfigurationException e) {
            diagnostics.error(statement.at(), statement.name() + ": " + e.getMessage());
            return Optional.empty();
        }
    }

    private boolean isRoot(Identity identity) {
        String user = identity.user().orElse(host.ownUser());
        return user.equals("root") || user.equals("0");
    }

    /** As keepalived: script_user, else the user that is made for it, else the own one. */
    private Identity usual(Position at) {
        if (scriptUser.isPresent()) {
            return scriptUser.get();
        }
        boolean exists = host.hasUser().test(USUAL_USER);
        if (!userExplained) {
            userExplained = true;
            diagnostics.note(
                    at,
                    exists
                            ? "scripts are run by the user " + USUAL_USER
                                    + ", who exists: script_user names another one"
                            : "scripts are run by the user of this process: script_user names another one");
        }
        return exists ? new Identity(Optional.of(USUAL_USER), Optional.empty()) : Identity.OWN;
    }

    /** Words of which the first begins a single quote are one until it is closed; double quotes are seen before. */
    private static List<Token> joined(List<Token> words) {
        List<Token> joined = new ArrayList<>();
        for (Token word : words) {
            Token last = joined.isEmpty() ? null : joined.get(joined.size() - 1);
            if (last != null && !last.quoted() && quotes(last.text()) % 2 == 1) {
                joined.set(
                        joined.size() - 1, new Token(last.kind(), last.text() + " " + word.text(), false, last.at()));
            } else {
                joined.add(word);
            }
        }
        joined.replaceAll(word -> !word.quoted()
                        && word.text().length() > 1
                        && word.text().startsWith("'")
                        && word.text().endsWith("'")
                ? new Token(word.kind(), word.text().substring(1, word.text().length() - 1), true, word.at())
                : word);
        return joined;
    }

    private static long quotes(String text) {
        return text.chars().filter(c -> c == '\'').count();
    }
}
