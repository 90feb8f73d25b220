/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.support.documents;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Which package of the repository imports which, by its sources without tests. */
final class Imports {

    private static final String ROOT = "io.vip4j";
    private static final Pattern SOURCE = Pattern.compile("(.+)/src/main/java/(io/vip4j.*)/\\w+\\.java");
    private static final Pattern IMPORT =
            Pattern.compile("(?m)^import (?:static )?(io\\.vip4j(?:\\.[a-z]\\w*)*)\\.[A-Z]");

    private final Map<String, String> modules = new TreeMap<>();
    private final Map<String, Set<String>> imports = new TreeMap<>();

    private Imports() {}

    static Imports ofSources() {
        Imports all = new Imports();
        for (String file : Repository.files(SOURCE.asMatchPredicate())) {
            var source = SOURCE.matcher(file);
            if (source.matches()) {
                all.add(source.group(1), source.group(2).replace('/', '.'), Repository.text(file));
            }
        }
        return all;
    }

    private void add(String module, String name, String text) {
        modules.put(name, module);
        Set<String> targets = imports.computeIfAbsent(name, any -> new TreeSet<>());
        IMPORT.matcher(text)
                .results()
                .map(found -> found.group(1))
                .filter(to -> !to.equals(name))
                .forEach(targets::add);
    }

    /** What a package is drawn as: one of a sample as its module, another one by its name without the common beginning. */
    String part(String name) {
        if (isSample(name)) {
            return module(name);
        }
        return name.equals(ROOT) ? name : name.substring(ROOT.length() + 1);
    }

    Set<String> packages() {
        return modules.keySet();
    }

    Set<String> modules() {
        return Set.copyOf(modules.values());
    }

    /** The module of a package. */
    String module(String name) {
        return modules.getOrDefault(name, "no module has " + name);
    }

    /** Whether a package is one of a sample. */
    boolean isSample(String name) {
        return module(name).startsWith("samples/");
    }

    /** What each package imports. */
    Map<String, Set<String>> all() {
        return imports;
    }

    /** Whether something of a part imports something of the other one. */
    boolean exist(String from, String to) {
        Set<String> targets = of(to);
        return of(from).stream()
                .anyMatch(name -> imports.getOrDefault(name, Set.of()).stream().anyMatch(targets::contains));
    }

    private Set<String> of(String part) {
        return modules.entrySet().stream()
                .filter(entry ->
                        entry.getValue().equals(part) || part(entry.getKey()).equals(part))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }
}
