/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.proxy.config;

import io.vip4j.vrrp.ConfigurationException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * A mapping of the file that is read key by key. What is wrong goes to the faults, and the default is returned, so that
 * one pass finds everything. A key that nobody has asked for is unknown: {@link #finish} says so.
 */
final class Section {

    private final String path;
    private final Node node;
    private final Faults faults;
    private final Map<String, Entry> entries = new LinkedHashMap<>();
    private final Set<String> known = new LinkedHashSet<>();

    private record Entry(Node key, Node value) {}

    private Section(String path, Node node, Faults faults) {
        this.path = path;
        this.node = node;
        this.faults = faults;
    }

    /** The section that a node is; an empty one, and a fault, if it is no mapping. */
    static Section of(String path, Node node, Faults faults) {
        Section section = new Section(path, node, faults);
        if (!(node instanceof MappingNode mapping)) {
            faults.add(node, path, "must be a mapping of keys to values");
            return section;
        }
        for (NodeTuple tuple : mapping.getValue()) {
            String key = tuple.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "?";
            Entry before = section.entries.putIfAbsent(key, new Entry(tuple.getKeyNode(), tuple.getValueNode()));
            if (before != null) {
                faults.add(
                        tuple.getKeyNode(),
                        section.field(key),
                        "is given twice; the first is in line "
                                + Faults.line(before.key().getStartMark()));
            }
        }
        return section;
    }

    Faults faults() {
        return faults;
    }

    /** A fault of the whole section. */
    void refuse(String rule) {
        faults.add(node, path, rule);
    }

    /** A fault of one key, or of the section if it is absent. */
    void refuse(String key, String rule) {
        Entry entry = entries.get(key);
        faults.add(entry == null ? node : entry.key(), field(key), rule);
    }

    boolean has(String key) {
        known.add(key);
        return entries.containsKey(key);
    }

    /** The keys as they are written. */
    Set<String> keys() {
        return entries.keySet();
    }

    String field(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    /** A text that must be there; empty, and a fault, if it is not. */
    String required(String key) {
        if (!has(key)) {
            refuse(key, "must be given");
            return "";
        }
        return text(key).orElse("");
    }

    Optional<String> text(String key) {
        if (!has(key)) {
            return Optional.empty();
        }
        Optional<String> text = scalar(key, value(key));
        if (text.filter(String::isBlank).isPresent()) {
            refuse(key, "must not be empty");
            return Optional.empty();
        }
        return text;
    }

    /** The value of a key that is there. */
    private Node value(String key) {
        return Optional.ofNullable(entries.get(key)).orElseThrow().value();
    }

    private Optional<String> scalar(String key, Node value) {
        if (value instanceof ScalarNode scalar) {
            return Optional.of(scalar.getValue());
        }
        faults.add(value, field(key), "must be a single value");
        return Optional.empty();
    }

    /** One text, or a list of them. */
    List<String> texts(String key) {
        if (!has(key)) {
            return List.of();
        }
        List<String> texts = new ArrayList<>();
        if (value(key) instanceof SequenceNode list) {
            list.getValue().forEach(one -> scalar(key, one).ifPresent(texts::add));
        } else {
            text(key).ifPresent(texts::add);
        }
        return texts;
    }

    /** A text with a meaning; what the reader refuses is a fault of the key. */
    <T> Optional<T> parsed(String key, Function<String, T> reader) {
        return text(key).flatMap(text -> {
            try {
                return Optional.of(reader.apply(text));
            } catch (ConfigurationException e) {
                refuse(key, String.valueOf(e.getMessage()));
                return Optional.empty();
            }
        });
    }

    /** Hands the text on, if there is one. */
    void to(String key, Consumer<String> taker) {
        parsed(key, text -> {
            taker.accept(text);
            return text;
        });
    }

    OptionalInt integer(String key, int least, int most) {
        Optional<Integer> number = parsed(key, text -> {
            String rule = "must be a whole number " + least + ".." + most + ": '" + text + "'";
            try {
                int value = Integer.parseInt(text);
                if (value >= least && value <= most) {
                    return value;
                }
            } catch (NumberFormatException e) {
                throw new ConfigurationException(rule);
            }
            throw new ConfigurationException(rule);
        });
        return number.map(OptionalInt::of).orElse(OptionalInt.empty());
    }

    Duration time(String key, Duration least, Duration most, Duration otherwise) {
        return parsed(key, text -> Times.read(text, least, most)).orElse(otherwise);
    }

    boolean flag(String key, boolean otherwise) {
        return parsed(key, text -> switch (text) {
                    case "true" -> true;
                    case "false" -> false;
                    default -> throw new ConfigurationException("must be true or false: '" + text + "'");
                })
                .orElse(otherwise);
    }

    /** A constant, written in lower case with hyphens. */
    <E extends Enum<E>> Optional<E> choice(String key, Class<E> type) {
        List<String> names = Arrays.stream(type.getEnumConstants())
                .map(one -> one.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .toList();
        return parsed(key, text -> {
            int index = names.indexOf(text);
            if (index < 0) {
                throw new ConfigurationException(
                        "must be " + String.join(", ", names) + ": '" + text + "'" + Suggestion.of(text, names));
            }
            return type.getEnumConstants()[index];
        });
    }

    Optional<Section> section(String key) {
        return has(key) ? Optional.of(of(field(key), value(key), faults)) : Optional.empty();
    }

    /** A list of sections. */
    List<Section> sections(String key) {
        if (!has(key)) {
            return List.of();
        }
        List<Section> sections = new ArrayList<>();
        if (value(key) instanceof SequenceNode list) {
            for (Node one : list.getValue()) {
                sections.add(of(field(key) + "[" + sections.size() + "]", one, faults));
            }
        } else {
            refuse(key, "must be a list");
        }
        return sections;
    }

    /** A list of sections that must be there and have an entry. */
    List<Section> requiredSections(String key) {
        if (!has(key)) {
            refuse(key, "must be given");
            return List.of();
        }
        List<Section> sections = sections(key);
        if (value(key) instanceof SequenceNode && sections.isEmpty()) {
            refuse(key, "must have an entry");
        }
        return sections;
    }

    /** Refuses the keys that nobody has asked for. Called when all have been. */
    void finish() {
        entries.forEach((key, entry) -> {
            if (!known.contains(key)) {
                faults.add(entry.key(), field(key), "is unknown" + Suggestion.of(key, known));
            }
        });
    }
}
