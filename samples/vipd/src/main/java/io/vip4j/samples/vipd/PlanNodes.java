/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.vipd;

import io.vip4j.plan.PlanNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Files as nodes of a plan. */
final class PlanNodes {

    private PlanNodes() {}

    /**
     * One node for each file.
     *
     * @param configs what is in them, in the same order
     */
    static List<PlanNode> of(List<Path> files, List<ConfigFile> configs) {
        List<PlanNode> nodes = new ArrayList<>();
        for (int i = 0; i < files.size(); i++) {
            nodes.add(new PlanNode(
                    name(i, files, configs),
                    configs.get(i).wanted(),
                    files.get(i).toString()));
        }
        return nodes;
    }

    /** The router_id; if it is missing or copied from another node, the name of the file; else its path. */
    private static String name(int index, List<Path> files, List<ConfigFile> configs) {
        Optional<String> routerId = configs.get(index).routerId();
        long holders = configs.stream()
                .filter(other -> other.routerId().equals(routerId))
                .count();
        if (routerId.isPresent() && holders == 1) {
            return routerId.get();
        }
        Path file = files.get(index);
        long namesakes = files.stream()
                .filter(other -> String.valueOf(other.getFileName()).equals(String.valueOf(file.getFileName())))
                .count();
        return namesakes == 1 ? String.valueOf(file.getFileName()) : file.toString();
    }
}
