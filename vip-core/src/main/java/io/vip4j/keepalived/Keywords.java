/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.keepalived;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What becomes of each keyword that keepalived 2.0 to 2.4 knows. This table is the only place with that knowledge; the
 * tables of {@code docs/keepalived.md} are compared with it by a test.
 */
final class Keywords {

    /** Where a keyword may stand. */
    enum Section {
        TOP("top level"),
        GLOBAL("global_defs"),
        INSTANCE("vrrp_instance"),
        AUTHENTICATION("authentication"),
        ADDRESS("a line of virtual_ipaddress"),
        PEER("a line of unicast_peer"),
        ROUTE("a line of virtual_routes"),
        RULE("a line of virtual_rules"),
        GROUP("vrrp_sync_group"),
        GARP_GROUP("garp_group"),
        SCRIPT("vrrp_script"),
        TRACK_FILE("track_file"),
        TRACK_PROCESS("track_process");

        private final String title;

        Section(String title) {
            this.title = title;
        }

        String title() {
            return title;
        }
    }

    /** What is done with a keyword. */
    enum Support {
        /** Done as in keepalived, but for the differences that the documentation names. */
        SUPPORTED("supported"),
        /** Nothing is lost without it; a note. */
        NO_EFFECT("no effect (note)"),
        /** Something is lost that does not decide who owns the address; a warning. */
        IGNORED("ignored (warning)"),
        /** The election or the addresses would not be what the file says; an error. */
        REFUSED("refused (error)");

        private final String title;

        Support(String title) {
            this.title = title;
        }

        String title() {
            return title;
        }
    }

    /** What follows a keyword, as far as it matters to keywords that are not read. */
    enum Shape {
        ANY,
        /** on or off; off is the default, so it is accepted even of a keyword that is refused. */
        SWITCH
    }

    /**
     * Keywords with the same fate.
     *
     * @param names the keywords
     * @param remark the reason, or how it is read if supported; the end of the message if not
     */
    record Row(Section section, Support support, Shape shape, List<String> names, String remark) {

        static Row supported(Section section, String names, String remark) {
            return new Row(section, Support.SUPPORTED, Shape.ANY, split(names), remark);
        }

        static Row noEffect(Section section, String names, String remark) {
            return new Row(section, Support.NO_EFFECT, Shape.ANY, split(names), remark);
        }

        static Row ignored(Section section, String names, String remark) {
            return new Row(section, Support.IGNORED, Shape.ANY, split(names), remark);
        }

        static Row refused(Section section, String names, String remark) {
            return new Row(section, Support.REFUSED, Shape.ANY, split(names), remark);
        }

        static Row refusedUnlessOff(Section section, String names, String remark) {
            return new Row(section, Support.REFUSED, Shape.SWITCH, split(names), remark);
        }

        private static List<String> split(String names) {
            return List.of(names.split(" ", -1));
        }
    }

    private static final List<Row> ROWS = Stream.of(
                    TopKeywords.ROWS, GlobalKeywords.ROWS, InstanceKeywords.ROWS, LineKeywords.ROWS, TopKeywords.BLOCKS)
            .flatMap(List::stream)
            .toList();

    private static final Map<Section, Map<String, Row>> INDEX = index();

    private Keywords() {}

    /** The fate of a keyword in a section; empty if keepalived does not know it there. */
    static Optional<Row> find(Section section, String name) {
        return Optional.ofNullable(INDEX.getOrDefault(section, Map.of()).get(name));
    }

    /** The sections where a keyword may stand. */
    static List<Section> sectionsOf(String name) {
        List<Section> sections = new ArrayList<>();
        for (Section section : Section.values()) {
            if (find(section, name).isPresent()) {
                sections.add(section);
            }
        }
        return sections;
    }

    /** The whole table, in the order of the documentation. */
    static List<Row> rows() {
        return ROWS;
    }

    private static Map<Section, Map<String, Row>> index() {
        Map<Section, Map<String, Row>> index = new HashMap<>();
        for (Row row : ROWS) {
            Map<String, Row> section = index.computeIfAbsent(row.section(), s -> new HashMap<>());
            for (String name : row.names()) {
                if (section.put(name, row) != null) {
                    throw new IllegalStateException("keyword is twice in " + row.section() + ": " + name);
                }
            }
        }
        return index;
    }
}
