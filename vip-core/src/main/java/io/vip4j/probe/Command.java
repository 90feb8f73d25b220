/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.probe;

import io.vip4j.vrrp.ConfigurationException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A program with its arguments. It is started without a shell, in a session and process group of its own, in the
 * directory {@code /}, with nothing to read, and with an environment that holds {@code PATH} and {@code LC_ALL=C} only.
 * That needs {@code setsid}, and for another user {@code setpriv}: both are in the package util-linux.
 *
 * @param words the program, by its path or found in {@code PATH}, and its arguments; at least one
 * @param user who runs it, a name or number; empty: the user of this process. Another one needs CAP_SETUID and
 *     CAP_SETGID
 * @param group its group, a name or number; empty: the first group of the user
 * @param environment more variables; they may replace the two
 */
public record Command(
        List<String> words, Optional<String> user, Optional<String> group, Map<String, String> environment) {

    /** Copies the collections and checks the texts; {@link #obstacle} looks for the program. */
    public Command {
        words = List.copyOf(words);
        environment = Map.copyOf(environment);
        if (words.isEmpty() || words.get(0).isBlank()) {
            throw new ConfigurationException("command must name a program: " + words);
        }
        for (String word : words) {
            if (word.indexOf('\0') >= 0) {
                throw new ConfigurationException("words of a command must not hold a NUL character: " + words);
            }
        }
        user.ifPresent(name -> requireName("user", name));
        group.ifPresent(name -> requireName("group", name));
        environment.forEach((name, value) -> {
            if (name.isEmpty() || name.indexOf('=') >= 0 || name.indexOf('\0') >= 0 || value.indexOf('\0') >= 0) {
                throw new ConfigurationException(
                        "environment of a command must have names without '=' and no NUL character: '" + name + "'");
            }
        });
    }

    private static void requireName(String field, String name) {
        if (name.isBlank() || name.startsWith("-") || name.indexOf('\0') >= 0 || name.indexOf(':') >= 0) {
            throw new ConfigurationException(field + " of a command must be a name or number: '" + name + "'");
        }
    }

    /** A program with its arguments, run by the user of this process. */
    public static Command of(String... words) {
        return new Command(List.of(words), Optional.empty(), Optional.empty(), Map.of());
    }

    /** Run by this user, in the first group of that user. */
    public Command as(String otherUser) {
        return new Command(words, Optional.of(otherUser), Optional.empty(), environment);
    }

    /** Run by this user and group. */
    public Command as(String otherUser, String otherGroup) {
        return new Command(words, Optional.of(otherUser), Optional.of(otherGroup), environment);
    }

    /** With one more variable in its environment. */
    public Command with(String variable, String value) {
        Map<String, String> more = new TreeMap<>(environment);
        more.put(variable, value);
        return new Command(words, user, group, more);
    }

    /** With more arguments at its end. */
    public Command with(List<String> moreArguments) {
        return new Command(Stream.concat(words.stream(), moreArguments.stream()).toList(), user, group, environment);
    }

    /**
     * What would keep it from being started on this host now, with what to do about it; empty: nothing that can be seen
     * beforehand. Looks at the file system.
     */
    public Optional<String> obstacle() {
        return Launch.obstacle(this);
    }

    /** The words for people; those with blanks in quotes. The environment, which may hold secrets, is not shown. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (String word : words) {
            text.append(text.isEmpty() ? "" : " ")
                    .append(word.isEmpty() || word.chars().anyMatch(Character::isWhitespace) ? "'" + word + "'" : word);
        }
        return text.toString();
    }
}
