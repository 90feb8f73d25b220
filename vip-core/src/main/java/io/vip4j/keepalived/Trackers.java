/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.keepalived;

import io.vip4j.health.HealthCheck;
import io.vip4j.health.NamedCheck;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the file defines to be tracked: {@code vrrp_script}, {@code track_file} and {@code track_process} blocks. As in
 * keepalived, what tracks one must come after it.
 */
final class Trackers {

    /** The kinds; each has names of its own. */
    enum Kind {
        SCRIPT("vrrp_script"),
        FILE("track_file"),
        PROCESS("track_process");

        private final String keyword;

        Kind(String keyword) {
            this.keyword = keyword;
        }

        /** What it is called where it is defined. */
        String keyword() {
            return keyword;
        }

        /** What it is called where it is tracked. */
        String use() {
            return "track_" + name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * A definition.
     *
     * @param check empty if it is wrong, which has been reported
     * @param weight where the use does not say another one
     */
    record Tracker(Kind kind, String name, Position at, Optional<HealthCheck> check, Weight weight) {}

    /** A line that tracks one. */
    record Use(Tracker tracker, Weight weight, Position at) {}

    private record Key(Kind kind, String name) {}

    private final Diagnostics diagnostics;
    private final Values values;
    private final Map<Key, Tracker> defined = new LinkedHashMap<>();
    private final Map<Key, Position> announced = new HashMap<>();
    private final Set<Key> tracked = new HashSet<>();

    Trackers(Diagnostics diagnostics) {
        this.diagnostics = diagnostics;
        this.values = new Values(diagnostics);
    }

    /** The kind that a keyword of the top level defines. */
    static Optional<Kind> kindOf(String keyword) {
        return switch (keyword) {
            case "vrrp_script" -> Optional.of(Kind.SCRIPT);
            case "track_file", "vrrp_track_file" -> Optional.of(Kind.FILE);
            case "track_process", "vrrp_track_process" -> Optional.of(Kind.PROCESS);
            default -> Optional.empty();
        };
    }

    /** Takes note that the file defines it somewhere, for a better message where it is used too early. */
    void announce(Kind kind, Statement definition) {
        if (definition.arguments().size() == 1) {
            announced.putIfAbsent(new Key(kind, definition.arguments().get(0).text()), definition.at());
        }
    }

    void define(Tracker tracker) {
        Tracker earlier = defined.putIfAbsent(new Key(tracker.kind(), tracker.name()), tracker);
        if (earlier != null) {
            diagnostics.error(
                    tracker.at(),
                    tracker.kind().keyword() + " '" + tracker.name() + "' is already defined on "
                            + earlier.at().seenFrom(tracker.at()) + ": give it another name");
        }
    }

    /** Reads a {@code track_script} block, or one of the other kinds. */
    void track(Kind kind, Statement block, List<Use> uses) {
        for (Statement line : values.block(block, 0).orElse(List.of())) {
            Key key = new Key(kind, line.name());
            tracked.add(key);
            Optional<Tracker> tracker = Optional.ofNullable(defined.get(key));
            boolean usual = tracker.map(known -> known.weight().reversed()).orElse(false);
            Optional<TrackLine> read = TrackLine.read(kind.use(), line, usual, diagnostics);
            if (tracker.isEmpty()) {
                reportUnknown(key, line.at());
            } else if (uses.stream().anyMatch(use -> use.tracker().equals(tracker.get()))) {
                diagnostics.warning(
                        line.at(), kind.use() + " '" + line.name() + "' is there already: this one is ignored");
            } else if (read.isPresent()) {
                Weight weight = read.get().weight().orElse(tracker.get().weight());
                uses.add(new Use(tracker.get(), weight, line.at()));
            }
        }
    }

    private void reportUnknown(Key key, Position at) {
        Position later = announced.get(key);
        String name = key.kind().use() + " '" + key.name() + "' must be the name of a "
                + key.kind().keyword();
        diagnostics.error(
                at,
                later == null
                        ? name + " in this file"
                        : name + " that comes before it: move up the one on " + later.seenFrom(at));
    }

    /** The uses as checks; each with a name of its own. */
    static List<NamedCheck> checks(List<Use> uses) {
        List<NamedCheck> checks = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (Use use : uses) {
            Tracker tracker = use.tracker();
            String name =
                    names.add(tracker.name()) ? tracker.name() : tracker.kind().use() + " " + tracker.name();
            names.add(name);
            tracker.check()
                    .ifPresent(check ->
                            checks.add(new NamedCheck(name, check, use.weight().onFailure())));
        }
        return checks;
    }

    /** Reports what nothing tracks. */
    void reportUntracked() {
        defined.forEach((key, tracker) -> {
            if (!tracked.contains(key)) {
                diagnostics.note(
                        tracker.at(),
                        tracker.kind().keyword() + " '" + tracker.name() + "' is tracked by nothing and is not run");
            }
        });
    }
}
