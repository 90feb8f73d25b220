/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.support.documents;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A command that a document tells its reader to type.
 *
 * @param place document and line
 * @param words the program and its arguments, without variables before it, redirections and comments
 * @param whole whether it can be typed as it stands: a line of a block; in a sentence or a table arguments may be left out or
 *     stand for others
 */
public record ShownCommand(String place, List<String> words, boolean whole) {

    private static final Pattern ASSIGNMENT = Pattern.compile("[A-Z_0-9]+=.*", Pattern.DOTALL);
    private static final Pattern BLOCK = Pattern.compile("(?ms)^ *```.*?^ *```");
    private static final Pattern SPAN = Pattern.compile("`([^`\n]+)`");
    private static final Pattern OPTIONAL = Pattern.compile("[\\[\\]]|\\\\?\\||\\.\\.\\.");

    /** Programs that start another one, by its name or its whole path. */
    private static final Set<String> STARTERS = Set.of("docker", "kubectl", "setpriv", "sudo", "systemd-run");

    private static final Pattern STARTED = Pattern.compile("[\\w-]+|/.*|samples/.*");

    /** Copies the words. */
    public ShownCommand {
        words = List.copyOf(words);
    }

    /** All that documents show of a program, in blocks and in sentences; of scripts the name counts, not where they are. */
    public static List<ShownCommand> of(String program, String... otherNames) {
        Set<String> names = Set.copyOf(
                Stream.concat(Stream.of(program), Stream.of(otherNames)).toList());
        return Stream.concat(inBlocks().stream().flatMap(ShownCommand::withStarted), inSentences().stream())
                .filter(command -> names.contains(command.program()) && command.words.size() > 1)
                .toList();
    }

    /** The commands of all blocks in {@code sh}. */
    public static List<ShownCommand> inBlocks() {
        return Sample.in("sh").stream()
                .flatMap(block -> ShellWords.commands(block.text()).stream()
                        .map(ShownCommand::withoutAssignments)
                        .filter(words -> !words.isEmpty())
                        .map(words -> new ShownCommand(block.place(), words, true)))
                .toList();
    }

    /** What stands in backquotes outside of blocks; most of it is no command. */
    public static List<ShownCommand> inSentences() {
        List<ShownCommand> commands = new ArrayList<>();
        for (String document : Repository.documents()) {
            // A block leaves its lines, so that those below it keep their numbers.
            List<String> lines = BLOCK.matcher(Repository.text(document))
                    .replaceAll(block -> block.group().replaceAll("[^\n]", ""))
                    .lines()
                    .toList();
            for (int at = 0; at < lines.size(); at++) {
                String place = document + ":" + (at + 1);
                SPAN.matcher(lines.get(at))
                        .results()
                        .map(span ->
                                OPTIONAL.matcher(span.group(1)).replaceAll(" ").strip())
                        .filter(span -> !span.isEmpty())
                        .map(span -> new ShownCommand(place, List.of(span.split("\\s+", -1)), false))
                        .forEach(commands::add);
            }
        }
        return List.copyOf(commands);
    }

    private static List<String> withoutAssignments(List<String> words) {
        return words.stream()
                .dropWhile(word -> ASSIGNMENT.matcher(word).matches())
                .toList();
    }

    private Stream<ShownCommand> withStarted() {
        if (!STARTERS.contains(program())) {
            return Stream.of(this);
        }
        return IntStream.range(0, words.size())
                .filter(at -> STARTED.matcher(words.get(at)).matches())
                .mapToObj(at -> new ShownCommand(place, words.subList(at, words.size()), true));
    }

    /** The program as it is written. */
    public String first() {
        return words.get(0);
    }

    /** The name of the program, without the directory. */
    public String program() {
        Path file = Path.of(first()).getFileName();
        return file == null ? "" : file.toString();
    }

    /** What comes after the program. */
    public List<String> arguments() {
        return words.subList(1, words.size());
    }

    @Override
    public String toString() {
        return place + ": " + String.join(" ", words);
    }
}
