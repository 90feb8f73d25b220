/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.lab;

import io.vip4j.config.VirtualRouterConfig;
import io.vip4j.keepalived.KeepalivedConfig;
import io.vip4j.plan.PlanNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Arrangements of proxies that share addresses. The files of their nodes are in samples/lab/topologies, ready for use. */
enum Topology {
    ONE_BACKUP("one-backup", "one Active, one Backup", "198.51.100.10"),
    SEVERAL_BACKUPS("several-backups", "one Active, several Backups", "198.51.100.10"),
    MUTUAL("mutual", "two addresses, each node Active for one", "198.51.100.10", "198.51.100.11"),
    CASCADED("cascaded", "a pair of proxies behind a pair of proxies", "198.51.100.10"),
    COMBINED("combined", "a mutual pair before one Active with several Backups", "198.51.100.10", "198.51.100.11");

    private static final Path FILES = Path.of("samples", "lab", "topologies");

    private final String word;
    private final String title;

    @SuppressWarnings("ImmutableEnumChecker") // A copy, which cannot be changed.
    private final List<String> entries;

    Topology(String word, String title, String... entries) {
        this.word = word;
        this.title = title;
        this.entries = List.of(entries);
    }

    static Optional<Topology> of(String word) {
        return Arrays.stream(values()).filter(one -> one.word.equals(word)).findFirst();
    }

    /** The name of its directory. */
    String word() {
        return word;
    }

    /** What it is, in words. */
    String title() {
        return title;
    }

    /** The addresses that clients are given. */
    List<String> entries() {
        return entries;
    }

    /** What tcp-proxy is started with on each node, by the name of the node. */
    Map<String, Path> proxyFiles() {
        return files(".yml");
    }

    /** What each node has to do with addresses, by the name of the node: it is vipd's and keepalived's file, too. */
    Map<String, Path> keepalivedFiles() {
        return files(".conf");
    }

    private Map<String, Path> files(String ending) {
        Map<String, Path> found = new TreeMap<>();
        try (Stream<Path> all = Files.list(directory())) {
            all.filter(file -> file.toString().endsWith(ending))
                    .forEach(file -> found.put(file.getFileName().toString().replace(ending, ""), file));
        } catch (IOException e) {
            throw new LabException("list " + directory() + ": " + e.getMessage(), e);
        }
        return found;
    }

    private Path directory() {
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            if (Files.isDirectory(at.resolve(FILES).resolve(word))) {
                return at.resolve(FILES).resolve(word);
            }
        }
        throw new LabException("no " + FILES.resolve(word) + " above "
                + Path.of("").toAbsolutePath() + ": run inside the source tree");
    }

    /** What the planner is asked about. */
    List<PlanNode> planNodes() {
        return keepalivedFiles().entrySet().stream()
                .map(node -> new PlanNode(
                        node.getKey(),
                        KeepalivedConfig.load(node.getValue()).hostConfig(),
                        node.getValue().toString()))
                .toList();
    }

    /** For each address the nodes that may have it, the one with the highest priority first. */
    Map<String, List<String>> ranks() {
        Map<String, Map<String, VirtualRouterConfig>> routers = new TreeMap<>();
        keepalivedFiles()
                .forEach((node, file) -> KeepalivedConfig.load(file)
                        .routers()
                        .forEach(router -> routers.computeIfAbsent(
                                        router.addresses().get(0).address().toString(), address -> new TreeMap<>())
                                .put(node, router)));
        Map<String, List<String>> ranks = new LinkedHashMap<>();
        routers.forEach((address, nodes) -> ranks.put(
                address,
                nodes.entrySet().stream()
                        .sorted(Comparator.comparing(
                                node -> -node.getValue().priority().value()))
                        .map(Map.Entry::getKey)
                        .toList()));
        return ranks;
    }
}
