/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.proxy.config;

import io.vip4j.config.HostConfig;
import io.vip4j.samples.support.http.PageSettings;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;

/**
 * A file as the proxy sees it: {@code check}, {@code run} and a reload judge it alike.
 *
 * @param config what is wanted; empty if there are faults
 * @param faults in the order of the lines
 */
public record ConfigFile(Optional<ProxyConfig> config, List<Fault> faults) {

    private static final int MOST_OCTETS = 1 << 20;
    private static final int DEEPEST = 20;

    /** Reads and judges a file; whatever is wrong with it is a fault, and nothing is thrown. */
    public static ConfigFile load(Path file) {
        Faults faults = new Faults(file.toString());
        try {
            if (Files.size(file) > MOST_OCTETS) {
                faults.add(0, "", "must be at most 1 MiB");
                return new ConfigFile(Optional.empty(), faults.all());
            }
            Path directory = file.toAbsolutePath().getParent();
            return parse(faults, directory == null ? file : directory, Files.readString(file));
        } catch (IOException e) {
            faults.add(0, "", "cannot be read: " + e);
            return new ConfigFile(Optional.empty(), faults.all());
        }
    }

    static ConfigFile parse(String name, Path directory, String text) {
        return parse(new Faults(name), directory, text);
    }

    private static ConfigFile parse(Faults faults, Path directory, String text) {
        Optional<ProxyConfig> config = root(faults, text).map(root -> read(root, directory));
        return new ConfigFile(faults.all().isEmpty() ? config : Optional.empty(), faults.all());
    }

    private static Optional<Section> root(Faults faults, String text) {
        LoaderOptions options = new LoaderOptions();
        options.setNestingDepthLimit(DEEPEST);
        try {
            Node root = new Yaml(options).compose(new StringReader(text));
            if (root == null) {
                faults.add(0, "", "is empty");
                return Optional.empty();
            }
            Section section = Section.of("", root, faults);
            return root instanceof MappingNode ? Optional.of(section) : Optional.empty();
        } catch (MarkedYAMLException e) {
            int line = e.getProblemMark() == null ? 0 : Faults.line(e.getProblemMark());
            faults.add(line, "", "is no YAML: " + e.getProblem());
        } catch (YAMLException e) {
            faults.add(0, "", "is no YAML: " + e.getMessage());
        }
        return Optional.empty();
    }

    private static ProxyConfig read(Section root, Path directory) {
        CheckReader checks = new CheckReader(directory);
        Optional<Section> process = root.section("process");
        int threads = process.map(one -> one.integer("threads", 1, 256))
                .map(given -> given.orElse(Runtime.getRuntime().availableProcessors()))
                .orElse(Runtime.getRuntime().availableProcessors());
        var most =
                process.map(one -> one.integer("max-connections", 1, 1_000_000)).orElse(OptionalInt.empty());
        Duration drain = process.map(
                        one -> one.time("drain", Duration.ZERO, Duration.ofHours(1), Duration.ofSeconds(5)))
                .orElse(Duration.ofSeconds(5));
        process.ifPresent(Section::finish);
        HostConfig vip =
                root.section("vip").map(new VipReader(directory, checks)::read).orElse(VipReader.NOTHING);
        List<PoolConfig> pools = pools(root, new PoolReader(checks));
        List<ListenerConfig> listeners =
                listeners(root, pools.stream().map(PoolConfig::name).toList());
        Optional<PageSettings> page = root.section("http").flatMap(new PageReader(directory)::read);
        root.finish();
        return new ProxyConfig(threads, most, drain, vip, listeners, pools, page);
    }

    private static List<PoolConfig> pools(Section root, PoolReader reader) {
        List<PoolConfig> pools = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (Section section : root.requiredSections("pools")) {
            PoolConfig pool = reader.read(section);
            pools.add(pool);
            if (!pool.name().isEmpty() && !names.add(pool.name())) {
                section.refuse("name", "must be unique: '" + pool.name() + "'");
            }
        }
        return pools;
    }

    private static List<ListenerConfig> listeners(Section root, List<String> pools) {
        List<ListenerConfig> listeners = new ArrayList<>();
        Set<String> names = new HashSet<>();
        Map<Object, String> places = new HashMap<>();
        for (Section section : root.requiredSections("listeners")) {
            ListenerReader.read(section).ifPresent(listener -> {
                listeners.add(listener);
                if (!listener.name().isEmpty() && !names.add(listener.name())) {
                    section.refuse("name", "must be unique: '" + listener.name() + "'");
                }
                String other = places.putIfAbsent(listener.bind(), listener.name());
                if (other != null) {
                    section.refuse("bind", "is the address of listener '" + other + "' too");
                }
                if (!listener.pool().isEmpty() && !pools.contains(listener.pool())) {
                    section.refuse(
                            "pool",
                            "must be one of pools: '" + listener.pool() + "'" + Suggestion.of(listener.pool(), pools));
                }
            });
        }
        return listeners;
    }
}
