/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.proxy.config;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.nodes.Node;

/** Collects what is wrong with one file, so that all of it is told at once. */
final class Faults {

    private final String file;
    private final List<Fault> all = new ArrayList<>();

    Faults(String file) {
        this.file = file;
    }

    String file() {
        return file;
    }

    void add(Node where, String field, String rule) {
        add(line(where.getStartMark()), field, rule);
    }

    void add(int line, String field, String rule) {
        add(new Fault(file, line, field, rule));
    }

    void add(Fault fault) {
        all.add(fault);
    }

    int count() {
        return all.size();
    }

    /** In the order of the lines. */
    List<Fault> all() {
        return all.stream().sorted(Comparator.comparingInt(Fault::line)).toList();
    }

    static int line(Mark mark) {
        return mark.getLine() + 1;
    }
}
